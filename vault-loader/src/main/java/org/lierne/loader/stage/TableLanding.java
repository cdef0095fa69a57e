package org.lierne.loader.stage;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Column;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.Source;
import org.lierne.core.model.StagedTable;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.warehouse.EngineFailure;

/**
 * Lets the rows of a table land as a file, as which they are loaded like any other: so they are kept in the archive,
 * counted, and known by what they hold. The file has the table's columns, and its rows in the order of their values: the
 * same rows make the same file, in whatever order the engine has them.
 */
public final class TableLanding {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private final Session session;
    private final Path workFolder;

    /** @param workFolder where the files are written; whoever gives it removes it after the run */
    public TableLanding(Session session, Path workFolder) {
        this.session = session;
        this.workFolder = workFolder;
    }

    /** The rows of a source's table as a file; none of an empty table, and a problem where they cannot be read. */
    Landing.Found land(Source source) {
        StagedTable table = source.table().orElseThrow();
        try {
            Map<String, String> columns = columns(table);
            if (columns.isEmpty()) {
                return problem(
                        table,
                        "There is no table \"" + table.qualified() + "\" for the source \"" + source.name()
                                + "\" to read. Nothing of it was loaded.");
            }
            Optional<String> newest = newestLoadDate(source, table, columns);
            if (newest.isEmpty()) {
                return new Landing.Found(List.of(), List.of(), List.of());
            }
            Path file = workFolder.resolve("table_" + source.name() + ".csv");
            write(table, columns, file);
            String path = table.qualified() + "/" + newest.get();
            return new Landing.Found(
                    List.of(new Landing.LandedFile(path, file, Map.of(), Optional.empty())), List.of(), List.of());
        } catch (SQLException refused) {
            return problem(
                    table,
                    "The table \"" + table.qualified() + "\" of the source \"" + source.name()
                            + "\" could not be read: " + EngineFailure.firstLine(refused)
                            + ". Nothing of it was loaded.");
        }
    }

    private static Landing.Found problem(StagedTable table, String message) {
        return new Landing.Found(List.of(), List.of(new Landing.Remark(table.qualified(), message)), List.of());
    }

    /** The types of the table's columns by their names, in its order; empty if there is no such table. */
    private Map<String, String> columns(StagedTable table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement query = session.prepare("select column_name, data_type from information_schema.columns"
                + " where table_catalog = current_database() and lower(table_schema) = lower(?)"
                + " and lower(table_name) = lower(?) order by ordinal_position")) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2).toUpperCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    /** What the rows are of, as the path says it; empty if there are none. */
    private Optional<String> newestLoadDate(Source source, StagedTable table, Map<String, String> columns)
            throws SQLException {
        String newest = loadDateColumn(source, columns)
                .map(column -> "coalesce(replace(cast(max(" + name(column) + ") as varchar), ' ', 'T'), 'undated')")
                .orElse("'undated'");
        List<String> found = new ArrayList<>();
        session.query("select count(*), " + newest + " from " + name(table.schema(), table.name()), row -> {
            if (row.getLong(1) > 0) {
                found.add(row.getString(2).replace('/', '-'));
            }
        });
        return found.stream().findFirst();
    }

    private static Optional<String> loadDateColumn(Source source, Map<String, String> columns) {
        if (!(source.loadDate() instanceof Source.LoadDateRule.FromColumn rule)
                || !(source.column(rule.column()).origin() instanceof Column.Origin.Field field)) {
            return Optional.empty();
        }
        return columns.keySet().stream()
                .filter(column -> FieldPath.essence(column).equals(FieldPath.essence(field.header())))
                .findFirst();
    }

    private void write(StagedTable table, Map<String, String> columns, Path file) throws SQLException {
        String values = columns.entrySet().stream()
                .map(column -> text(column.getKey(), column.getValue()) + " as " + name(column.getKey()))
                .collect(Collectors.joining(",\n  "));
        session.execute("copy (\nselect\n  " + values + "\nfrom " + name(table.schema(), table.name())
                + "\norder by all\n) to '" + file.toString().replace("'", "''")
                + "' (format csv, header true, delimiter ',', quote '\"', escape '\"', nullstr '')");
    }

    /** The text of a value from which it can be read again without loss. */
    private static String text(String column, String type) {
        String name = name(column);
        if (type.equals("TIMESTAMP WITH TIME ZONE")) {
            return "cast(" + name + " at time zone 'UTC' as varchar)";
        }
        if (type.equals("BLOB")) {
            return "lower(hex(" + name + "))";
        }
        boolean nested = type.startsWith("STRUCT") || type.startsWith("MAP") || type.endsWith("]");
        return nested ? "cast(to_json(" + name + ") as varchar)" : "cast(" + name + " as varchar)";
    }

    private static String name(String... parts) {
        return DIALECT.sql().render(Identifiers.name(parts));
    }
}
