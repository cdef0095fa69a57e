package org.lierne.core.metadata;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where each thing of the metadata is written, by its dotted path: {@code sources.orders.columns.net.sql},
 * {@code hubs.customer}, {@code timezone}. A source is found under its own name even for what it has from the defaults
 * of its file. Immutable once read.
 */
public final class Positions {

    private final Map<String, Position> values = new HashMap<>();
    private final Map<String, Position> names = new HashMap<>();

    Positions() {}

    /** Notes a key and everything below it. */
    void add(String path, Position name, Value value) {
        names.put(path, name);
        values.put(path, value instanceof Value.Entries ? name : value.position());
        if (value instanceof Value.Entries entries) {
            entries.entries()
                    .forEach(entry ->
                            add(path + "." + entry.key().text(), entry.key().position(), entry.value()));
        }
        if (value instanceof Value.Items items) {
            items.texts().forEach(text -> add(path + "." + text.text(), text.position(), text));
        }
    }

    /** Where the value of that path is written; for a map, where its name is. */
    public Optional<Position> find(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** Like {@link #find}, but of the nearest thing around it if that path itself is not written. */
    public Optional<Position> nearest(String path) {
        return nearest(values, path);
    }

    /** Where the name that ends the path is written, or the nearest thing around it. */
    Optional<Position> nearestName(String path) {
        return nearest(names, path);
    }

    private static Optional<Position> nearest(Map<String, Position> map, String path) {
        String part = path;
        while (!map.containsKey(part)) {
            int dot = part.lastIndexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            part = part.substring(0, dot);
        }
        return Optional.of(map.get(part));
    }
}
