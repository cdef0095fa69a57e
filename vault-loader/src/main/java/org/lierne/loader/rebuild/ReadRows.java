package org.lierne.loader.rebuild;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.rebuild.RebuildPlan;

/** Takes the texts of rows that were read, makes values of them, and keeps these in a table of the engine. */
final class ReadRows implements AutoCloseable {

    private final DuckDBAppender rows;
    private final List<TextValues> values;
    private long count;

    /** @param columns those whose texts each row brings, in order */
    ReadRows(DuckDBConnection connection, List<Column> columns) throws SQLException {
        this.rows = connection.createAppender("temp", "main", RebuildPlan.READ);
        this.values = columns.stream().map(TextValues::new).toList();
    }

    /** Takes a row: a text, or NULL, per column. */
    void take(UUID delivery, long recordNumber, int rowNumber, @Nullable String[] texts) throws SQLException {
        @Nullable Object[] read = new Object[texts.length];
        boolean unreadable = false;
        for (int index = 0; index < texts.length; index++) {
            Object value = values.get(index).of(texts[index]);
            unreadable |= value == TextValues.UNREADABLE;
            read[index] = value == TextValues.UNREADABLE ? null : value;
        }
        rows.beginRow();
        rows.append(delivery);
        rows.append(recordNumber);
        rows.append(rowNumber);
        rows.append(unreadable);
        for (Object value : read) {
            append(value);
        }
        rows.endRow();
        count++;
    }

    private void append(@Nullable Object value) throws SQLException {
        if (value == null) {
            rows.appendNull();
        } else if (value instanceof String text) {
            rows.append(text);
        } else if (value instanceof Integer number) {
            rows.append(number.intValue());
        } else if (value instanceof Long number) {
            rows.append(number.longValue());
        } else if (value instanceof BigDecimal number) {
            rows.append(number);
        } else if (value instanceof Double number) {
            rows.append(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            rows.append(truth.booleanValue());
        } else if (value instanceof LocalDate date) {
            rows.append(date);
        } else {
            rows.append((LocalDateTime) value);
        }
    }

    /** How many rows were taken. */
    long count() {
        return count;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
