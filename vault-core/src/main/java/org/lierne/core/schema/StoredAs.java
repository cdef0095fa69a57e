package org.lierne.core.schema;

import java.util.Map;

/**
 * Where a table stands, and under which names, that Lierne calls otherwise. What reads it reads a view in the raw vault
 * that has Lierne's names; only what makes the table, or inserts into it, needs these.
 *
 * @param columns the names of columns by Lierne's names, of those that differ
 * @param existing whether another tool may have made the table and loaded rows into it
 */
public record StoredAs(String schema, String table, Map<String, String> columns, boolean existing) {

    public StoredAs {
        columns = Map.copyOf(columns);
    }

    /** What the table calls a column. */
    public String column(String name) {
        return columns.getOrDefault(name, name);
    }

    /** The table with its schema, as a person writes it. */
    public String qualified() {
        return schema + "." + table;
    }
}
