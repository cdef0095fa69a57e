package org.lierne.core.schema;

/** One step from the tables that there are to those that a vault means. No step loses a row or a value that
 * does not follow from others. */
public sealed interface SchemaChange {

    /** The table that is changed, by the name that it has after the change. */
    String tableName();

    /** A table of another name. */
    record RenameTable(String from, String tableName) implements SchemaChange {}

    /** A table of another name where it stands; Lierne's own name for it changes with it. */
    record RenameStored(String tableName, StoredAs from, StoredAs to) implements SchemaChange {}

    /** A column of another name, as the table is stored. */
    record RenameColumn(String tableName, String from, String to) implements SchemaChange {}

    /** A new table. */
    record CreateTable(Table table) implements SchemaChange {
        @Override
        public String tableName() {
            return table.name();
        }
    }

    /** A new column behind the others; NULL in the rows that there are. */
    record AddColumn(String tableName, TableColumn column) implements SchemaChange {}

    /** A type that holds more values, each of the old ones alike. */
    record WidenColumn(String tableName, String column, ColumnType from, ColumnType to) implements SchemaChange {}

    /** A column that may be NULL from now on, since not every row has a value for it any more. */
    record AllowNull(String tableName, String column) implements SchemaChange {}

    /** A table whose rows follow from others is taken away, with them. */
    record DropTable(Table table) implements SchemaChange {
        @Override
        public String tableName() {
            return table.name();
        }
    }
}
