package org.lierne.loader.trace;

import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lierne.core.trace.TracedTable;
import org.lierne.core.trace.TracedTable.Said;
import org.lierne.core.trace.What;

/**
 * An event, and what puts it in order among those of other tables.
 *
 * @param sequence NULL where the source declares none
 */
record TracedRow(TraceEvent event, @Nullable Object sequence, int table) {

    private static final Set<What> SAYING_NOTHING = Set.of(What.REPEATED);

    /** Reads the current row of a result of a table's statement. */
    static TracedRow read(ResultSet row, TracedTable table, int place) throws SQLException {
        int index = TracedTable.COMMON.size();
        List<Value> others = new ArrayList<>();
        for (Said said : table.others()) {
            index++;
            Object value = value(row, index);
            if (value != null) {
                others.add(new Value(said.name(), value, said.isSensitive()));
            }
        }
        What what = What.of(row.getString(1));
        List<Value> subKey = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (int column = 0; column < table.payload().size(); column++) {
            Said said = table.payload().get(column);
            Object now = value(row, index + column + 1);
            Object before = value(row, index + table.payload().size() + column + 1);
            if (column < table.subKey()) {
                subKey.add(new Value(said.name(), now, said.isSensitive()));
            } else if (!SAYING_NOTHING.contains(what) && !Objects.equals(now, before)) {
                changes.add(new Change(said.name(), before, now, said.isSensitive()));
            }
        }
        TraceEvent event = new TraceEvent(
                what,
                row.getObject(2, LocalDateTime.class),
                table.table(),
                others,
                subKey,
                changes,
                table.source(),
                Optional.ofNullable(row.getString(9)),
                origin(row),
                row.getLong(10),
                Optional.empty());
        return new TracedRow(event, value(row, 3), place);
    }

    private static Optional<TraceEvent.Origin> origin(ResultSet row) throws SQLException {
        UUID delivery = row.getObject(6, UUID.class);
        if (delivery == null) {
            return Optional.empty();
        }
        return Optional.of(new TraceEvent.Origin(
                delivery, Optional.ofNullable(row.getString(4)), row.getInt(5), row.getLong(7), row.getInt(8)));
    }

    static @Nullable Object value(ResultSet row, int index) throws SQLException {
        if (row.getMetaData().getColumnType(index) == Types.TIMESTAMP) {
            return row.getObject(index, LocalDateTime.class);
        }
        Object value = row.getObject(index);
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : value;
    }
}
