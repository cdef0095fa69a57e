package org.lierne.cli.shop;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Database files, opened side by side for reading. */
final class Databases implements AutoCloseable {

    private static final Set<String> BY_RUN = Set.of("run_id");

    /**
     * What a row keeps of the record by which it was stored first. The earliest load date of a hub's or link's key is in
     * its {@code first_seen} table.
     */
    private static final Set<String> BY_FIRST_ARRIVAL =
            Set.of("run_id", "load_date", "record_source", "delivery_id", "record_number", "row_number");

    /** Tables whose rows are findings of a run; what they mean is told by the views of satellites. */
    private static final List<String> FINDINGS = List.of("first_seen_", "judgement_", "presence_");

    private static final int SHOWN = 3;

    private final Connection connection;
    private final Statement statement;

    /** @param files by the name under which each is attached */
    Databases(Map<String, Path> files) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        statement = connection.createStatement();
        statement.execute("set threads = 1; set memory_limit = '600MB'; set timezone = 'UTC'");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            statement.execute("attach '" + file.getValue().toAbsolutePath().normalize() + "' as " + file.getKey()
                    + " (read_only)");
        }
    }

    /** The rows of a query, each as a text of its cells. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    cells.add(Objects.toString(result.getString(column), "∅"));
                }
                rows.add(String.join(" | ", cells));
            }
        }
        return rows;
    }

    /** Runs what returns nothing. */
    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    /**
     * What two vaults tell differently, a line each: of hubs, links and references what they are, of satellites their
     * histories, of links those in force, of marts everything. Whether a satellite's table holds rows that its history
     * leaves out depends on the order of arrival, so tables of satellites are not compared, nor are runs.
     */
    List<String> differences(String one, String other, String schema) throws SQLException {
        Set<String> names = objects(one, schema);
        List<String> differences = new ArrayList<>();
        if (!names.equals(objects(other, schema))) {
            differences.add("there are " + objects(other, schema) + ", not " + names);
            return differences;
        }
        for (String name : names) {
            if (schema.equals("raw_vault") && dependsOnArrival(name)) {
                continue;
            }
            String columns = columns(one, schema, name);
            String first = "select " + columns + ", 1 as _surplus from " + one + "." + schema + "." + name;
            String second = "select " + columns + ", -1 as _surplus from " + other + "." + schema + "." + name;
            // In one pass, for a view costs what its query does: how much more often a row is in the one than in the
            // other.
            List<String> rows = rows("select case when _surplus > 0 then 'only in " + one + ": ' else 'only in " + other
                    + ": ' end || found::varchar from (select " + columns + ", sum(_surplus) as _surplus from (" + first
                    + " union all " + second + ") group by all having sum(_surplus) <> 0) as found");
            if (!rows.isEmpty()) {
                differences.add(
                        name + " " + rows.size() + " rows, as " + rows.subList(0, Math.min(SHOWN, rows.size())));
            }
        }
        return differences;
    }

    private Set<String> objects(String database, String schema) throws SQLException {
        return new TreeSet<>(rows("select table_name from information_schema.tables where table_catalog = '" + database
                + "' and table_schema = '" + schema + "'"));
    }

    private static boolean dependsOnArrival(String name) {
        if (FINDINGS.stream().anyMatch(name::startsWith) || name.matches("ref_.*_from_.*")) {
            return true;
        }
        return name.startsWith("sat_") && !name.endsWith("_history") && !name.endsWith("_current");
    }

    private String columns(String database, String schema, String table) throws SQLException {
        boolean keepsFirst =
                table.startsWith("hub_") || table.startsWith("link_") || table.startsWith("sat_click_origin");
        Set<String> left = keepsFirst && schema.equals("raw_vault") ? BY_FIRST_ARRIVAL : BY_RUN;
        return rows("select column_name from information_schema.columns where table_catalog = '" + database
                        + "' and table_schema = '" + schema + "' and table_name = '" + table
                        + "' order by ordinal_position")
                .stream()
                .filter(column -> !left.contains(column))
                .map(column -> '"' + column + '"')
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        connection.close();
    }
}
