package org.lierne.marts.publish;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.DataType;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.Computation;

/**
 * The satellite of what a mart's model computes. It gets a row where something else is computed for a key than was last, or
 * nothing any more; so the last row of each key up to a run says what that run said.
 */
final class ComputedRows {

    private final Scratch scratch;
    private final ComputedMart mart;
    private final List<TableColumn> columns;
    private final String key;
    private final List<String> payload;
    private final String satellite;

    /** @param columns of what is computed: the key, then the payload */
    ComputedRows(Scratch scratch, ComputedMart mart, List<TableColumn> columns) {
        this.scratch = scratch;
        this.mart = mart;
        this.columns = List.copyOf(columns);
        List<String> names =
                columns.stream().map(TableColumn::name).map(Scratch::name).toList();
        this.key = names.get(0);
        this.payload = names.subList(1, names.size());
        this.satellite = Scratch.name(scratch.vault(), Table.BUSINESS_VAULT, Names.computed(mart));
    }

    /** The last row of each key, those that are gone among them, as a query. */
    String latest() {
        return "select *\nfrom " + satellite + "\nqualify row_number() over (partition by " + key
                + " order by run_id desc) = 1";
    }

    /**
     * Refuses what cannot be kept.
     *
     * @throws SQLException if a key stands twice among what was computed, or a number is infinite or none
     */
    void check() throws SQLException {
        String result = Scratch.name(Computation.SCHEMA, mart.name());
        long twice = number("select count(*) - count(distinct " + key + ") from " + result);
        if (twice > 0) {
            throw new SQLException("its computation has " + twice + " rows too many: a key stands in one row");
        }
        for (TableColumn column : columns) {
            if (column.type() instanceof ColumnType.Value value && value.type().kind() == DataType.Kind.DOUBLE) {
                long none = number(
                        "select count(*) from " + result + " where not isfinite(" + Scratch.name(column.name()) + ")");
                if (none > 0) {
                    throw new SQLException("its computation has " + none + " rows whose \"" + column.name()
                            + "\" is infinite or no number");
                }
            }
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = scratch.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Adds what differs, in the connection's transaction. */
    void store(long runId, LocalDateTime loadDate, String recordSource) throws SQLException {
        String insert = """
                insert into %1$s (%2$s, load_date, record_source, run_id, is_gone, %3$s)
                with latest as (
                    %4$s
                ),
                result as (
                    select * from %5$s
                )
                select result.%2$s, cast(? as timestamp), ?, cast(? as bigint), false, %6$s
                from result
                left join latest on latest.%2$s = result.%2$s
                where latest.%2$s is null or latest.is_gone or %7$s
                union all
                select latest.%2$s, cast(? as timestamp), ?, cast(? as bigint), true, %8$s
                from latest
                where not latest.is_gone and not exists (select 1 from result where result.%2$s = latest.%2$s)""".formatted(
                        satellite,
                        key,
                        String.join(", ", payload),
                        latest(),
                        Scratch.name(scratch.catalog(), Computation.SCHEMA, mart.name()),
                        each("result.%s", ", "),
                        each("latest.%1$s is distinct from result.%1$s", " or "),
                        each("null", ", "));
        try (PreparedStatement statement = scratch.connection().prepareStatement(insert)) {
            for (int place : List.of(0, 3)) {
                statement.setObject(place + 1, loadDate);
                statement.setString(place + 2, recordSource);
                statement.setLong(place + 3, runId);
            }
            statement.executeUpdate();
        }
    }

    private String each(String text, String between) {
        return payload.stream().map(text::formatted).collect(Collectors.joining(between));
    }
}
