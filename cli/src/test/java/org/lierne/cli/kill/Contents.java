package org.lierne.cli.kill;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two database files table by table and row by row, in the engine. */
final class Contents {

    /** What tells when something happened, or how long it took; it differs between any two runs. */
    private static final Set<String> CLOCKS = Set.of("loaded_at", "failed_at", "installed_on", "execution_time");

    /** What is compared by other means, for it is about the runs themselves. */
    private static final Set<String> ABOUT_RUNS =
            Set.of("audit.run", "audit.step", "audit.model_version", "main.lierne_run", "audit.fit");

    private static final int SHOWN = 3;

    private Contents() {}

    /**
     * What differs, a line each; empty if every table has the same rows, each as often, whatever their order.
     *
     * @param runs by the number of a run in the expected rows, the number that it is to have in the actual ones
     */
    static List<String> differences(Path actual, Path expected, Map<Long, Long> runs) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("attach '" + actual.toRealPath() + "' as actual (read_only)");
            statement.execute("attach '" + expected.toRealPath() + "' as expected (read_only)");
            Set<String> tables = tables(statement, "expected");
            List<String> differences = new ArrayList<>();
            if (!tables.equals(tables(statement, "actual"))) {
                differences.add("tables are " + tables(statement, "actual") + ", not " + tables);
                return differences;
            }
            tables.removeAll(ABOUT_RUNS);
            Map<String, List<String>> columns = columns(statement);
            for (String table : tables) {
                compare(statement, table, columns.get(table), runs, differences);
            }
            return differences;
        } catch (java.io.IOException missing) {
            return List.of("there is no file: " + missing.getMessage());
        }
    }

    /** The values of the first column of a query over one file. */
    static List<String> column(Path database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("attach '" + database + "' as vault (read_only)");
            statement.execute("use vault");
            return strings(statement, query);
        }
    }

    private static Set<String> tables(Statement statement, String database) throws SQLException {
        return new TreeSet<>(strings(
                statement,
                "select schema_name || '.' || table_name from duckdb_tables() where database_name = '" + database
                        + "'"));
    }

    /** Compares how often each row occurs, in one pass over both tables. */
    private static void compare(
            Statement statement, String table, List<String> columns, Map<Long, Long> runs, List<String> differences)
            throws SQLException {
        // What is derived carries the number of whichever run built it last, and what a model said that of who said it
        // first.
        List<String> compared = columns.stream()
                .filter(column -> !CLOCKS.contains(column))
                .filter(column -> !column.equals("run_id") || !isComputedAgain(table))
                .toList();
        String found = quoted(compared, Map.of());
        String meant = quoted(
                compared, Map.of("run_id", renumbered("run_id", runs), "since_run", renumbered("since_run", runs)));
        // What could not be loaded is told by each run that tries, those among them that were killed.
        String told = table.equals("audit.failed_delivery") && !runs.isEmpty()
                ? " where run_id in " + in(runs.values()) + " or run_id < "
                        + runs.keySet().iterator().next()
                : "";
        List<String> rows = strings(
                statement,
                "select case when _surplus > 0 then 'too much: ' else 'lacking: ' end || rows::varchar from (select "
                        + found + ", sum(_surplus) as _surplus from (select " + found + ", 1 as _surplus from actual."
                        + table + told + " union all select " + meant + ", -1 as _surplus from expected." + table
                        + ") group by all having sum(_surplus) <> 0) as rows");
        if (!rows.isEmpty()) {
            differences.add(table + ": " + rows.size() + " rows, as " + rows.subList(0, Math.min(SHOWN, rows.size())));
        }
    }

    private static boolean isComputedAgain(String table) {
        return table.startsWith("business_vault.") || table.startsWith("mart.");
    }

    private static String renumbered(String column, Map<Long, Long> runs) {
        if (runs.isEmpty()) {
            return column;
        }
        return runs.entrySet().stream()
                        .map(run -> " when " + run.getKey() + " then " + run.getValue())
                        .collect(Collectors.joining("", "case " + column, " else " + column + " end as "))
                + column;
    }

    private static String in(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String quoted(List<String> columns, Map<String, String> others) {
        return columns.stream()
                .map(column -> others.getOrDefault(column, '"' + column + '"'))
                .collect(Collectors.joining(", "));
    }

    /** The columns of all tables of the expected file, in their order. */
    private static Map<String, List<String>> columns(Statement statement) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        try (ResultSet rows =
                statement.executeQuery("select schema_name || '.' || table_name, column_name from duckdb_columns()"
                        + " where database_name = 'expected' and not internal order by 1, column_index")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        return columns;
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(Objects.toString(rows.getString(1)));
            }
        }
        return values;
    }
}
