package org.lierne.cli.kill;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares two database files table by table and row by row, in the engine. */
final class Contents {

    /** What tells when something happened, or how long it took; it differs between any two runs. */
    private static final Set<String> CLOCKS = Set.of("loaded_at", "failed_at", "installed_on", "execution_time");

    /** What is compared by other means, for it is about the runs themselves. */
    private static final Set<String> ABOUT_RUNS =
            Set.of("audit.run", "audit.step", "audit.model_version", "main.lierne_run");

    private static final int SHOWN = 3;

    private Contents() {}

    /**
     * What differs, a line each; empty if every table has the same rows, each as often, whatever their order.
     *
     * @param run in the expected rows, the number of a run that is to be another in the actual ones
     * @param actualRun that other number
     */
    static List<String> differences(Path actual, Path expected, long run, long actualRun) throws SQLException {
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
            for (String table : tables) {
                compare(statement, table, run, actualRun, differences);
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

    private static void compare(Statement statement, String table, long run, long actualRun, List<String> differences)
            throws SQLException {
        String columns = columns(statement, table, "");
        String renumbered = columns(
                statement, table, "case run_id when " + run + " then " + actualRun + " else run_id end as run_id");
        String found = "select " + columns + " from actual." + table;
        String meant = "select " + renumbered + " from expected." + table;
        report(statement, table + " has too much", found + " except all " + meant, differences);
        report(statement, table + " lacks", meant + " except all " + found, differences);
    }

    private static String columns(Statement statement, String table, String runColumn) throws SQLException {
        List<String> names = strings(
                statement,
                "select column_name from duckdb_columns() where database_name = 'expected'"
                        + " and schema_name || '.' || table_name = '" + table + "' order by column_index");
        names.removeAll(CLOCKS);
        return String.join(
                ", ",
                names.stream()
                        .map(name -> name.equals("run_id") && !runColumn.isEmpty() ? runColumn : '"' + name + '"')
                        .toList());
    }

    private static void report(Statement statement, String what, String query, List<String> differences)
            throws SQLException {
        List<String> rows = strings(statement, "select rows::varchar from (" + query + ") as rows");
        if (!rows.isEmpty()) {
            differences.add(what + " " + rows.size() + " rows, as " + rows.subList(0, Math.min(SHOWN, rows.size())));
        }
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
