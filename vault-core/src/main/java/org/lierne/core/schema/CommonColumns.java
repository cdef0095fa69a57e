package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.List;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Source;

/** Columns that tables of several kinds have. */
final class CommonColumns {

    private CommonColumns() {}

    /** The columns that, with the path and content version of the delivery, put rows in order. */
    static List<TableColumn> order(Source source) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        source.sequenceColumn()
                .ifPresent(column -> columns.add(TableColumn.optional(Names.SEQUENCE, ColumnType.of(column.type()))));
        columns.addAll(record());
        return columns;
    }

    /** The record and row that something came with. */
    static List<TableColumn> record() {
        return List.of(
                TableColumn.required(Names.DELIVERY_ID, new ColumnType.Id()),
                TableColumn.required(Names.RECORD_NUMBER, ColumnType.of(DataType.BIGINT)),
                TableColumn.required(Names.ROW_NUMBER, ColumnType.of(DataType.INTEGER)));
    }

    /** Since when, whence and by which run a key is there. */
    static List<TableColumn> origin() {
        return List.of(
                TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)),
                TableColumn.required(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR)),
                runId());
    }

    static TableColumn runId() {
        return TableColumn.required(Names.RUN_ID, ColumnType.of(DataType.BIGINT));
    }

    static TableColumn hash(String name) {
        return TableColumn.required(name, new ColumnType.Hash());
    }

    static TableColumn optionalHash(String name) {
        return TableColumn.optional(name, new ColumnType.Hash());
    }
}
