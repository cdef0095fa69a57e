package org.lierne.core.asof;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns that a database has today, with their types as the engine names them. Names match whatever their case. */
public final class StoredColumns {

    private final Map<String, String> types = new HashMap<>();

    /** Notes a column. */
    public void add(String schema, String table, String column, String type) {
        types.put(key(schema, table, column), normalized(type));
    }

    /** Whether there is such a column. */
    public boolean has(String schema, String table, String column) {
        return type(schema, table, column).isPresent();
    }

    Optional<String> type(String schema, String table, String column) {
        return Optional.ofNullable(types.get(key(schema, table, column)));
    }

    static String normalized(String type) {
        return type.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static String key(String schema, String table, String column) {
        return (schema + "\n" + table + "\n" + column).toLowerCase(Locale.ROOT);
    }
}
