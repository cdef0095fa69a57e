package org.lierne.core.trace;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Which part of what is known of a key is wanted: of what has a load date from and up to these, the latest.
 *
 * @param from the earliest load date, itself included
 * @param to the latest load date, itself included
 * @param limit how many rows of a table; at least 1
 */
public record Span(Optional<LocalDateTime> from, Optional<LocalDateTime> to, int limit) {

    public Span {
        if (limit < 1) {
            throw new IllegalArgumentException("At least one row is to be traced, not " + limit + ".");
        }
    }
}
