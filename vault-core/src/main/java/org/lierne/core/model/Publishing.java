package org.lierne.core.model;

import java.util.OptionalInt;

/**
 * How marts are published.
 *
 * @param keep how many of the latest files stay, at least 1; empty if all do
 */
public record Publishing(OptionalInt keep) {

    /** The latest three. */
    public static final Publishing DEFAULT = new Publishing(OptionalInt.of(3));

    public Publishing {
        if (keep.isPresent() && keep.getAsInt() < 1) {
            throw new IllegalArgumentException("at least the newest file is kept");
        }
    }
}
