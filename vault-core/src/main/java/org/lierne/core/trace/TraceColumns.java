package org.lierne.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;

/** The columns that all queries of a trace have in common, and the rows of a key put in order. */
record TraceColumns(SqlText text) {

    static boolean hasSequence(Table table) {
        return table.columnNames().contains(Names.SEQUENCE);
    }

    /** The columns of {@link TracedTable#COMMON} but the first, each as a relation has it. */
    static String common(UnaryOperator<String> named, boolean hasSequence) {
        return TracedTable.COMMON.stream()
                .skip(1)
                .map(column -> {
                    if (!column.equals("_sequence")) {
                        return named.apply(column);
                    }
                    return (hasSequence ? named.apply(Names.SEQUENCE) : "null") + " as _sequence";
                })
                .collect(Collectors.joining(", "));
    }

    static List<String> ordered(Table table, boolean byRecord) {
        List<String> order = new ArrayList<>(List.of(Names.LOAD_DATE));
        if (hasSequence(table)) {
            order.add(Names.SEQUENCE + " nulls first");
        }
        order.addAll(List.of("_path", "_content_version"));
        if (byRecord) {
            order.add(Names.RECORD_NUMBER);
            order.add(Names.ROW_NUMBER);
        }
        return order;
    }

    /** The rows of a table with the place of each, or of its unit, among those of its key. */
    String placed(Table table, List<String> key, String place, List<String> order) {
        return "with placed as (\n  select *, " + place + " over (partition by " + text.list(key) + " order by "
                + String.join(", ", order) + ") as _place\n  from " + TraceReads.traced(table.name()) + "\n)";
    }

    /** One row per unit of those that {@link #placed} has, as the first of its records. */
    String units(Table table, List<String> key, String name) {
        List<String> grouped = new ArrayList<>(key);
        grouped.add("_place");
        grouped.add(Names.LOAD_DATE);
        if (hasSequence(table)) {
            grouped.add(Names.SEQUENCE);
        }
        grouped.addAll(List.of("_path", "_content_version", Names.DELIVERY_ID, Names.RECORD_SOURCE, Names.RUN_ID));
        String columns = text.list(grouped);
        return ",\n" + name + " as (\n  select " + columns
                + ",\n    min(record_number) as record_number, min(row_number) as row_number\n  from placed\n  group by "
                + columns + "\n)";
    }

    String nowAndBefore(String now, String before, List<String> payload) {
        String columns =
                payload.stream().map(column -> ", " + text.name(now, column)).collect(Collectors.joining());
        String former = payload.stream()
                .map(column -> ", " + text.name(before, column) + " as " + text.name("_before_" + column))
                .collect(Collectors.joining());
        return columns + former;
    }

    String onlyNow(String now, List<String> payload) {
        String columns =
                payload.stream().map(column -> ", " + text.name(now, column)).collect(Collectors.joining());
        String former = payload.stream()
                .map(column -> ", null as " + text.name("_before_" + column))
                .collect(Collectors.joining());
        return columns + former;
    }

    String gone(String before, List<String> subKey, List<String> payload) {
        String columns = payload.stream()
                .map(column -> (subKey.contains(column) ? ", " + text.name(before, column) : ", null") + " as "
                        + text.name(column))
                .collect(Collectors.joining());
        String former = payload.stream()
                .map(column -> ", " + text.name(before, column) + " as " + text.name("_before_" + column))
                .collect(Collectors.joining());
        return columns + former;
    }
}
