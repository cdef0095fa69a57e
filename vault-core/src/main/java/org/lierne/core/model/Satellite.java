package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/** What is known over time about a hub or a link. Each is fed by one source. */
public sealed interface Satellite
        permits DescriptiveSatellite,
                EffectivitySatellite,
                MultiActiveSatellite,
                NonHistorizedSatellite,
                RecordTrackingSatellite,
                StatusSatellite {

    String name();

    String description();

    /** What it describes. */
    Parent parent();

    /** The name of the source that feeds it. */
    String source();

    /** The names of the source's columns that it keeps; none of a satellite that keeps only keys. */
    default List<String> columns() {
        return List.of();
    }

    /** Whether it has a table of its own that loads fill, rather than being a view of what others hold. */
    default boolean isStored() {
        return true;
    }

    /** The name that this satellite had before. */
    Optional<String> was();
}
