package org.lierne.loader.warehouse;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that come from the program into a table, many at once: a batch of inserts would run a statement for each.
 * What is appended is part of the connection's transaction, and is there when the appender is closed. For one thread.
 */
public final class RowAppender implements AutoCloseable {

    private final DuckDBAppender appender;

    private RowAppender(DuckDBAppender appender) {
        this.appender = appender;
    }

    /** Appends to a table of the database. */
    public static RowAppender into(DuckDBConnection connection, String schema, String table) throws SQLException {
        beginTransaction(connection);
        return new RowAppender(connection.createAppender(schema, table));
    }

    /** Appends to a table of a catalog that is attached. */
    public static RowAppender into(DuckDBConnection connection, String catalog, String schema, String table)
            throws SQLException {
        beginTransaction(connection);
        return new RowAppender(connection.createAppender(catalog, schema, table));
    }

    /** Appends to a temporary table of the connection. */
    public static RowAppender intoTemporary(DuckDBConnection connection, String table) throws SQLException {
        return new RowAppender(connection.createAppender("temp", "main", table));
    }

    /** The driver begins a transaction with its first statement, and appending is none: its rows would be committed. */
    private static void beginTransaction(DuckDBConnection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
    }

    /**
     * Appends a row.
     *
     * @param values one for each column of the table, in its order: String, Boolean, Integer, Long, BigDecimal, Double,
     *     UUID, LocalDate, LocalDateTime (in UTC), or null
     * @throws SQLException if the row has more or fewer values than the table has columns
     */
    public void row(@Nullable Object... values) throws SQLException {
        appender.beginRow();
        for (Object value : values) {
            append(value);
        }
        appender.endRow();
    }

    private void append(@Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (value instanceof String text) {
            appender.append(text);
        } else if (value instanceof Integer number) {
            appender.append(number);
        } else if (value instanceof Long number) {
            appender.append(number);
        } else if (value instanceof Double number) {
            appender.append(number);
        } else if (value instanceof BigDecimal number) {
            appender.append(number);
        } else if (value instanceof Boolean truth) {
            appender.append(truth);
        } else if (value instanceof LocalDate date) {
            appender.append(date);
        } else if (value instanceof UUID id) {
            appender.append(id);
        } else if (value instanceof LocalDateTime moment) {
            appender.append(moment);
        } else {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be appended.");
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
