package org.lierne.core.plan;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.SortField;
import org.lierne.core.model.Source;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Identifiers;

/**
 * The order in which rows of one key follow each other: load date, sequence, path of the delivery, version of its
 * content, record number, row number. Never the order in which they arrived.
 */
public final class Order {

    private Order() {}

    /** The columns of the order, of a relation that has the path and content version beside the row's own. */
    public static List<String> columns(Source source) {
        List<String> columns = new ArrayList<>();
        columns.add(Names.LOAD_DATE);
        if (source.sequenceColumn().isPresent()) {
            columns.add(Names.SEQUENCE);
        }
        columns.addAll(List.of(Stage.PATH, Stage.CONTENT_VERSION, Names.RECORD_NUMBER, Names.ROW_NUMBER));
        return columns;
    }

    /** The columns of the order that a row of a satellite or tracking table holds itself. */
    public static List<String> ownColumns(Source source) {
        List<String> columns = new ArrayList<>();
        columns.add(Names.LOAD_DATE);
        if (source.sequenceColumn().isPresent()) {
            columns.add(Names.SEQUENCE);
        }
        columns.addAll(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER));
        return columns;
    }

    /** The columns of the order of staged rows, which have their delivery's place among those of the run. */
    public static List<String> stagedColumns(Source source) {
        List<String> columns = new ArrayList<>();
        columns.add(Names.LOAD_DATE);
        if (source.sequenceColumn().isPresent()) {
            columns.add(Names.SEQUENCE);
        }
        columns.addAll(List.of(Stage.DELIVERY_ORDER, Names.RECORD_NUMBER, Names.ROW_NUMBER));
        return columns;
    }

    /** The order of staged rows. */
    public static List<SortField<?>> ofStaged(Source source, String alias) {
        return stagedColumns(source).stream()
                .<SortField<?>>map(column -> ascending(Identifiers.field(alias, column), column))
                .toList();
    }

    public static List<SortField<?>> ascending(Source source, String alias) {
        List<SortField<?>> fields = new ArrayList<>();
        columns(source).forEach(column -> fields.add(ascending(Identifiers.field(alias, column), column)));
        return fields;
    }

    public static List<SortField<?>> descending(Source source, String alias) {
        List<SortField<?>> fields = new ArrayList<>();
        columns(source)
                .forEach(column ->
                        fields.add(Identifiers.field(alias, column).desc().nullsLast()));
        return fields;
    }

    /** A row without a sequence comes before those that have one. */
    public static SortField<?> ascending(Field<?> field, String column) {
        return column.equals(Names.SEQUENCE) ? field.asc().nullsFirst() : field.asc();
    }
}
