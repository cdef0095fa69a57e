package org.lierne.core.schema;

/**
 * A column of a table.
 *
 * @param nullable whether the table may hold NULL there
 */
public record TableColumn(String name, ColumnType type, boolean nullable) {

    public static TableColumn required(String name, ColumnType type) {
        return new TableColumn(name, type, false);
    }

    public static TableColumn optional(String name, ColumnType type) {
        return new TableColumn(name, type, true);
    }
}
