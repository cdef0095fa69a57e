package org.lierne.core.asof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lierne.core.schema.Renamed;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;

/**
 * What tables and columns are called where they stand today. Each rename is followed from the name before it, so a name
 * that was given up and taken by another thing later leads to the thing that had it then.
 */
public final class LaterNames {

    private final List<Renamed> renames;

    /** @param renames all that was renamed since the tables had the names in question, in order */
    public LaterNames(List<Renamed> renames) {
        this.renames = List.copyOf(renames);
    }

    /**
     * A table where it stands today.
     *
     * @param columns the names of today by those that the columns were stored under then, in the order of the table
     */
    public record Standing(String schema, String table, Map<String, String> columns) {}

    /** Where a table of a recorded schema stands today. */
    public Standing of(Table table) {
        String schema = table.storedSchema();
        String name = table.storedName();
        Map<String, String> columns = new LinkedHashMap<>();
        for (TableColumn column : table.columns()) {
            String stored = table.storedColumn(column.name());
            columns.put(stored, stored);
        }
        for (Renamed renamed : renames) {
            if (!renamed.schema().equalsIgnoreCase(schema) || !renamed.table().equalsIgnoreCase(name)) {
                continue;
            }
            if (renamed.column().isEmpty()) {
                name = renamed.name();
                continue;
            }
            columns.replaceAll(
                    (then, now) -> now.equalsIgnoreCase(renamed.column().get()) ? renamed.name() : now);
        }
        return new Standing(schema, name, columns);
    }
}
