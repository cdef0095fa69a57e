package org.lierne.loader.rebuild;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.rebuild.RebuildPlan;
import org.lierne.loader.warehouse.RowAppender;

/** Takes the texts of rows that were read, makes values of them, and keeps these in a table of the engine. */
final class ReadRows implements AutoCloseable {

    /** Of which delivery and place, and whether anything could not be read. */
    private static final int PLACE_COLUMNS = 4;

    private final RowAppender rows;
    private final List<TextValues> values;
    private long count;

    /** @param columns those whose texts each row brings, in order */
    ReadRows(DuckDBConnection connection, List<Column> columns) throws SQLException {
        this.rows = RowAppender.intoTemporary(connection, RebuildPlan.READ);
        this.values = columns.stream().map(TextValues::new).toList();
    }

    /** Takes a row: a text, or NULL, per column. */
    void take(UUID delivery, long recordNumber, int rowNumber, @Nullable String[] texts) throws SQLException {
        @Nullable Object[] row = new Object[PLACE_COLUMNS + texts.length];
        boolean unreadable = false;
        for (int index = 0; index < texts.length; index++) {
            Object value = values.get(index).of(texts[index]);
            unreadable |= value == TextValues.UNREADABLE;
            row[PLACE_COLUMNS + index] = value == TextValues.UNREADABLE ? null : value;
        }
        row[0] = delivery;
        row[1] = recordNumber;
        row[2] = rowNumber;
        row[3] = unreadable;
        rows.row(row);
        count++;
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
