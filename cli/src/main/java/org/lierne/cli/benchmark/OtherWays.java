package org.lierne.cli.benchmark;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Other ways to make the rows of a point-in-time table, as statements that make a table of them: key, snapshot date, and
 * of each satellite key and load date. They read the satellites' keys and load dates only, and know of no equal
 * neighbours and of no rows that share a load date.
 */
final class OtherWays {

    private static final String NO_KEY = "cast('00000000000000000000000000000000' as uuid)";
    private static final String NO_DATE = "timestamp '1900-01-01'";

    private final List<String> satellites;
    private final String points;

    /**
     * @param satellites the tables of the satellites
     * @param points the table of keys and snapshot dates
     */
    OtherWays(List<String> satellites, String points) {
        this.satellites = satellites;
        this.points = points;
    }

    /**
     * All satellites joined at once, each by key and an earlier load date, and grouped: what the macro {@code pit} of
     * AutomateDV does. A key and date has as many joined rows as all its versions of all satellites multiplied.
     */
    String fanOut(String table) {
        StringBuilder joins = new StringBuilder();
        for (String satellite : satellites) {
            joins.append("\nleft join ")
                    .append(satellite)
                    .append(" as ")
                    .append(alias(satellite))
                    .append("\n  on ")
                    .append(earlier(alias(satellite)));
        }
        String references = satellites.stream()
                .map(satellite -> ",\n  coalesce(max(" + alias(satellite) + ".customer_hk), " + NO_KEY + "),"
                        + " coalesce(max(" + alias(satellite) + ".load_date), " + NO_DATE + ")")
                .collect(Collectors.joining());
        return create(table) + "select points.customer_hk, points.snapshot_date" + references + "\nfrom " + points
                + " as points" + joins + "\ngroup by points.customer_hk, points.snapshot_date";
    }

    /** How many rows the fan-out join has, before it groups them. */
    String fanOutRows() {
        String product = satellites.stream()
                .map(satellite -> "greatest(1, (select count(*) from " + satellite + " as " + alias(satellite)
                        + " where " + earlier(alias(satellite)) + "))")
                .collect(Collectors.joining(" * "));
        return "select sum(cast(" + product + " as double)) from " + points + " as points";
    }

    /** As {@link #fanOut}, but each satellite joined and grouped by itself. */
    String fanOutEach(String table) {
        return joined(table, """
                %1$s as (
                  select points.customer_hk, points.snapshot_date, max(satellite.load_date) as load_date
                  from %2$s as points
                  join %3$s as satellite on %4$s
                  group by points.customer_hk, points.snapshot_date
                )""");
    }

    /** Until when each version holds, by {@code lead}; then each key and date is joined to the version that holds. */
    String intervals(String table) {
        String steps = satellites.stream()
                .map(satellite -> """
                        %1$s as (
                          select customer_hk, load_date,
                            coalesce(lead(load_date) over (partition by customer_hk order by load_date), timestamp '9999-12-31') as load_end_date
                          from %2$s
                        )""".formatted(alias(satellite), satellite))
                .collect(Collectors.joining(",\n"));
        StringBuilder joins = new StringBuilder();
        for (String satellite : satellites) {
            joins.append("\nleft join ")
                    .append(alias(satellite))
                    .append("\n  on ")
                    .append(earlier(alias(satellite)))
                    .append(" and ")
                    .append(alias(satellite))
                    .append(".load_end_date > points.snapshot_date");
        }
        return create(table) + "with " + steps + "\nselect points.customer_hk, points.snapshot_date"
                + references(".customer_hk") + "\nfrom " + points + " as points" + joins;
    }

    private String joined(String table, String step) {
        String steps = satellites.stream()
                .map(satellite -> step.formatted(alias(satellite), points, satellite, earlier("satellite")))
                .collect(Collectors.joining(",\n"));
        String joins = satellites.stream()
                .map(satellite -> "\nleft join " + alias(satellite) + " using (customer_hk, snapshot_date)")
                .collect(Collectors.joining());
        String references = satellites.stream()
                .map(satellite -> ",\n  case when " + alias(satellite) + ".load_date is null then " + NO_KEY
                        + " else points.customer_hk end, coalesce(" + alias(satellite) + ".load_date, " + NO_DATE + ")")
                .collect(Collectors.joining());
        return create(table) + "with " + steps + "\nselect points.customer_hk, points.snapshot_date" + references
                + "\nfrom " + points + " as points" + joins;
    }

    private String references(String key) {
        return satellites.stream()
                .map(satellite -> ",\n  coalesce(" + alias(satellite) + key + ", " + NO_KEY + "), coalesce("
                        + alias(satellite) + ".load_date, " + NO_DATE + ")")
                .collect(Collectors.joining());
    }

    /** The table's columns have names that the satellites' numbers follow from. */
    private String create(String table) {
        String columns = satellites.stream()
                .map(satellite -> ", " + alias(satellite) + "_hk, " + alias(satellite) + "_load_date")
                .collect(Collectors.joining("", "customer_hk, snapshot_date", ""));
        return "create table " + table + " (" + columns + ") as\n";
    }

    private static String earlier(String satellite) {
        return satellite + ".customer_hk = points.customer_hk and " + satellite + ".load_date <= points.snapshot_date";
    }

    /** {@code sat_customer_1} of {@code raw_vault.sat_customer_1}. */
    static String alias(String satellite) {
        return satellite.substring(satellite.indexOf('.') + 1);
    }
}
