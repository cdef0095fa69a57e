package org.lierne.loader.verify;

import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads few rows of a vault, as plain values. */
record VaultRows(Connection connection) {

    /** The number that a query of one row yields. */
    long number(String query) throws SQLException {
        return ((Number) Objects.requireNonNull(rows(query).get(0).get(0))).longValue();
    }

    List<List<@Nullable Object>> rows(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            ResultSetMetaData columns = found.getMetaData();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (found.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    row.add(value(found, columns, column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static @Nullable Object value(ResultSet row, ResultSetMetaData columns, int column) throws SQLException {
        if (columns.getColumnType(column) == Types.TIMESTAMP) {
            return row.getObject(column, LocalDateTime.class);
        }
        Object value = row.getObject(column);
        return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : value;
    }
}
