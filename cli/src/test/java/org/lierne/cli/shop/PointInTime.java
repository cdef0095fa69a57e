package org.lierne.cli.shop;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A point-in-time table of the shop, and what it means: per key and date since the key was first seen, of each satellite the row
 * of its history whose validity has the date in it.
 *
 * @param hashKey the column of its keys
 * @param parent the table of the hub or link
 * @param snapshots the name of its dates
 */
record PointInTime(String name, String hashKey, String parent, String snapshots) {

    private static final String ZERO = "00000000-0000-0000-0000-000000000000";
    private static final String ERROR = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    static List<PointInTime> all() {
        return List.of(
                new PointInTime("pit_customer", "customer_hk", "hub_customer", "nightly"),
                new PointInTime("pit_product", "product_hk", "hub_product", "nightly"),
                new PointInTime("pit_order", "order_hk", "hub_order", "month_end"),
                new PointInTime("pit_order_line", "order_line_hk", "link_order_line", "month_end"));
    }

    /** Its rows, with NULL where they lead to the unknown key. */
    String told(Databases databases) throws SQLException {
        StringBuilder columns = new StringBuilder(hashKey + ", snapshot_date");
        for (String satellite : satellites(databases)) {
            for (String column : columns(databases, satellite)) {
                columns.append(", case when ")
                        .append(satellite)
                        .append("_hk <> '" + ZERO + "' then ")
                        .append(satellite)
                        .append('_')
                        .append(column)
                        .append(" end");
            }
        }
        return "select " + columns + " from vault.business_vault." + name + " where " + named(hashKey);
    }

    /** What they should be. */
    String definition(Databases databases) throws SQLException {
        StringBuilder columns = new StringBuilder("points." + hashKey + ", points.snapshot_date");
        StringBuilder joins = new StringBuilder();
        for (String satellite : satellites(databases)) {
            List<String> own = columns(databases, satellite);
            own.forEach(
                    column -> columns.append(", ").append(satellite).append('.').append(column));
            joins.append(" left join (select distinct " + hashKey + ", load_end_date, " + String.join(", ", own)
                    + " from vault.raw_vault." + satellite + "_history) as " + satellite + " on " + satellite + "."
                    + hashKey + " = points." + hashKey + " and " + satellite
                    + ".load_date <= points.snapshot_date and ("
                    + satellite + ".load_end_date is null or " + satellite
                    + ".load_end_date > points.snapshot_date)");
        }
        return "select " + columns + " from (select seen." + hashKey + ", snapshot_date from (select " + hashKey
                + ", min(load_date) as load_date from (select " + hashKey + ", load_date from vault.raw_vault." + parent
                + " union all select " + hashKey + ", load_date from vault.raw_vault.first_seen_" + parent
                + ") group by all) as seen join vault.business_vault.snapshot_" + snapshots
                + " on snapshot_date >= seen.load_date where " + named("seen." + hashKey) + ") as points" + joins;
    }

    private static String named(String hashKey) {
        return hashKey + " not in ('" + ZERO + "', '" + ERROR + "')";
    }

    private List<String> satellites(Databases databases) throws SQLException {
        return columnsOf(databases).stream()
                .filter(column -> column.startsWith("sat_") && column.endsWith("_hk"))
                .map(column -> column.substring(0, column.length() - "_hk".length()))
                .toList();
    }

    private List<String> columns(Databases databases, String satellite) throws SQLException {
        return columnsOf(databases).stream()
                .filter(column -> column.startsWith(satellite + "_") && !column.endsWith("_hk"))
                .map(column -> column.substring(satellite.length() + 1))
                .collect(Collectors.toList());
    }

    private List<String> columnsOf(Databases databases) throws SQLException {
        return databases.rows("select column_name from information_schema.columns where table_catalog = 'vault'"
                + " and table_schema = 'business_vault' and table_name = '" + name + "' order by ordinal_position");
    }

    @Override
    public String toString() {
        return name;
    }
}
