package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kind of map of the language: its keys, what they take and mean. The one place that says so; reading, messages and
 * the JSON Schema follow it.
 *
 * @param mainKey the key that needs no map if it is alone; empty if there is none
 */
record MapKind(String name, String mainKey, List<Key> keys) {

    /**
     * A key.
     *
     * @param supported whether this version builds it; if not, it is refused by name
     */
    record Key(String name, Shape shape, boolean required, boolean supported, String meaning) {
        /** Whether this version builds the key, with at least one of its words. */
        boolean isUsable() {
            return supported
                    && !(shape instanceof Shape.Choice choice && choice.now().isEmpty());
        }
    }

    MapKind {
        keys = List.copyOf(keys);
    }

    static MapKind of(String name) {
        return new MapKind(name, "", List.of());
    }

    MapKind key(String key, Shape shape, String meaning) {
        return with(new Key(key, shape, false, true, meaning));
    }

    MapKind required(String key, Shape shape, String meaning) {
        return with(new Key(key, shape, true, true, meaning));
    }

    MapKind later(String... names) {
        MapKind kind = this;
        for (String key : names) {
            kind = kind.with(new Key(key, new Shape.AnyTextOrEmpty(), false, false, "not supported yet"));
        }
        return kind;
    }

    MapKind main(String key) {
        return new MapKind(name, key, keys);
    }

    private MapKind with(Key key) {
        List<Key> more = new ArrayList<>(keys);
        more.add(key);
        return new MapKind(name, mainKey, more);
    }

    Optional<Key> find(String key) {
        return keys.stream().filter(known -> known.name().equals(key)).findFirst();
    }

    Optional<Key> main() {
        return find(mainKey);
    }

    /** The names of the keys that this version builds. */
    List<String> allowed() {
        return keys.stream().filter(Key::isUsable).map(Key::name).toList();
    }
}
