package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A business concept, identified by its business key.
 *
 * @param key the columns of the business key, in the order in which they are hashed
 * @param roles other names under which rows and links refer to this hub
 * @param nullKey what becomes of a record that lacks this key
 * @param was the name that this hub had before
 * @param isRetired whether it is kept as it is, and no longer loaded
 */
public record Hub(
        String name,
        String description,
        List<KeyColumn> key,
        List<String> roles,
        NullKey nullKey,
        Optional<String> was,
        boolean isRetired) {

    /** One that is loaded. */
    public Hub(
            String name,
            String description,
            List<KeyColumn> key,
            List<String> roles,
            NullKey nullKey,
            Optional<String> was) {
        this(name, description, key, roles, nullKey, was, false);
    }

    /** What becomes of a record whose business key is missing. */
    public enum NullKey {
        /** Links point to the unknown key; the hub's own satellites skip the row, counted. */
        UNKNOWN,
        /** The record is rejected. */
        REJECT
    }

    public Hub {
        key = List.copyOf(key);
        roles = List.copyOf(roles);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("hub \"" + name + "\" has no business key");
        }
    }
}
