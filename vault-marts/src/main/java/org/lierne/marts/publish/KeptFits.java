package org.lierne.marts.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lierne.marts.computation.Fit;

/** The ledger of what fits found: {@code audit.fit}. */
final class KeptFits {

    private final Connection connection;
    private final String table;

    /** @param catalog which has the schema {@code audit} */
    KeptFits(Connection connection, String catalog) {
        this.connection = connection;
        this.table = Scratch.name(catalog, "audit", "fit");
    }

    /** What a run found; empty if it has not computed the mart. */
    Optional<Fit> of(long runId, String mart) throws SQLException {
        return read("run_id = ?", runId, mart);
    }

    /** What was found last by a run and those before it; empty if none has computed the mart. */
    Optional<Fit> latest(long runId, String mart) throws SQLException {
        return read(
                "run_id = (select max(run_id) from " + table + " where run_id <= ? and mart = ?)", runId, mart, mart);
    }

    private Optional<Fit> read(String condition, Object... values) throws SQLException {
        String query = "select record_source, name, value, standard_error, sentence from " + table + " where "
                + condition + " and mart = ? order by position";
        List<Fit.Measure> measures = new ArrayList<>();
        List<Fit.Note> notes = new ArrayList<>();
        String method = "";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int each = 0; each < values.length; each++) {
                statement.setObject(each + 1, values[each]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    method = rows.getString(1);
                    String sentence = rows.getString(5);
                    if (sentence == null) {
                        measures.add(new Fit.Measure(rows.getString(2), number(rows, 3), number(rows, 4)));
                    } else {
                        notes.add(new Fit.Note(rows.getString(2), sentence));
                    }
                }
            }
        }
        return method.isEmpty() ? Optional.empty() : Optional.of(new Fit(method, measures, notes));
    }

    private static OptionalDouble number(ResultSet rows, int column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Records what a run found, in the connection's transaction. */
    void record(long runId, String mart, LocalDateTime loadDate, Fit fit) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, runId);
            insert.setString(2, mart);
            insert.setObject(3, loadDate);
            insert.setString(4, fit.method());
            int position = 0;
            for (Fit.Measure measure : fit.measures()) {
                insert.setInt(5, ++position);
                insert.setString(6, measure.name());
                set(insert, 7, measure.value());
                set(insert, 8, measure.standardError());
                insert.setNull(9, Types.VARCHAR);
                insert.executeUpdate();
            }
            for (Fit.Note note : fit.notes()) {
                insert.setInt(5, ++position);
                insert.setString(6, note.code());
                insert.setNull(7, Types.DOUBLE);
                insert.setNull(8, Types.DOUBLE);
                insert.setString(9, note.sentence());
                insert.executeUpdate();
            }
        }
    }

    private static void set(PreparedStatement insert, int place, OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            insert.setDouble(place, value.getAsDouble());
        } else {
            insert.setNull(place, Types.DOUBLE);
        }
    }
}
