package org.lierne.core.model;

import java.time.LocalTime;
import java.time.Period;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The moments at which point-in-time tables and bridges show the vault, and how long each is kept, so that old days thin
 * out.
 *
 * @param at the time of day, in the vault's timezone
 * @param keep how long the last snapshot of each such stretch is kept, counted back from the newest one; an empty period
 *     is for good. Never empty
 */
public record SnapshotRule(String name, String description, LocalTime at, Map<Every, Optional<Period>> keep) {

    /** The stretches of which the last snapshot may be kept. */
    public enum Every {
        DAILY,
        /** Monday to Sunday. */
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /** The last moment of a day that a load date can have. */
    public static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59, 999_999_000);

    /** What holds where the metadata declares no snapshots. */
    public static final SnapshotRule DEFAULT = new SnapshotRule(
            "nightly",
            "",
            END_OF_DAY,
            Map.of(Every.DAILY, Optional.of(Period.ofDays(90)), Every.MONTHLY, Optional.empty()));

    public SnapshotRule {
        if (keep.isEmpty()) {
            throw new IllegalArgumentException("the snapshots \"" + name + "\" keep nothing");
        }
        keep = Collections.unmodifiableMap(new EnumMap<>(keep));
    }
}
