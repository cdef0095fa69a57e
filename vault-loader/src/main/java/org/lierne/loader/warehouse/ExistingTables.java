package org.lierne.loader.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lierne.core.LierneException;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.Dialect;

/** Whether the tables that another tool has made are such that loading can go on with them. */
final class ExistingTables {

    private final VaultSchema schema;
    private final Ddl ddl;

    ExistingTables(VaultSchema schema, Dialect dialect) {
        this.schema = schema;
        this.ddl = new Ddl(dialect, schema);
    }

    /**
     * Compares the tables that are there with the metadata. A table that is not there is made by the migration.
     *
     * @throws LierneException {@code existing_table_misfits}, with all that does not fit
     */
    void check(Connection connection) throws SQLException {
        List<String> misfits = new ArrayList<>();
        for (Table table : schema.tables()) {
            if (table.storedAs().filter(StoredAs::existing).isPresent()) {
                misfits.addAll(misfits(table, columns(connection, table)));
            }
        }
        if (!misfits.isEmpty()) {
            throw new LierneException(
                    LierneException.Category.INVALID_METADATA,
                    "existing_table_misfits",
                    String.join("\n", misfits) + "\nNothing was changed.",
                    "Describe the tables as they are: \"names\", \"hashing\", and the types of columns and keys.");
        }
    }

    private List<String> misfits(Table table, Map<String, String> found) {
        List<String> misfits = new ArrayList<>();
        if (found.isEmpty()) {
            return misfits;
        }
        for (TableColumn column : table.columns()) {
            String name = table.storedColumn(column.name());
            String type = found.get(name.toLowerCase(Locale.ROOT));
            String expected = ddl.typeText(column.type()).toLowerCase(Locale.ROOT);
            if (type == null && !Ddl.isOwnColumn(column)) {
                misfits.add("The table \"" + table.storedAs().orElseThrow().qualified() + "\" has no column \"" + name
                        + "\", which would be " + expected + ".");
            } else if (type != null && !type.equals(expected)) {
                misfits.add("The column \"" + name + "\" of \""
                        + table.storedAs().orElseThrow().qualified() + "\" is " + type + ", and would have to be "
                        + expected + ".");
            }
        }
        return misfits;
    }

    /** The types of a table's columns by their names, both in lower case; empty if there is no such table. */
    private static Map<String, String> columns(Connection connection, Table table) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("select lower(column_name), lower(data_type)"
                + " from information_schema.columns where table_catalog = current_database()"
                + " and lower(table_schema) = lower(?) and lower(table_name) = lower(?)")) {
            query.setString(1, table.storedSchema());
            query.setString(2, table.storedName());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return columns;
    }
}
