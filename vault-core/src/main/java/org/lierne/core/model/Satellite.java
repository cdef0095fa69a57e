package org.lierne.core.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Whether its table stays as it is: it is read, and no longer loaded. */
    default boolean isRetired() {
        return false;
    }

    /** How the columns of its hashdiff differ from those that it keeps. */
    default HashdiffColumns hashdiff() {
        return HashdiffColumns.PAYLOAD;
    }

    /** The columns that its hashdiff is made of, in no order; none where rows are not compared. */
    default List<String> hashed() {
        if (this instanceof NonHistorizedSatellite) {
            return List.of();
        }
        return Stream.concat(hashdiff().with().stream(), columns().stream())
                .filter(column -> !hashdiff().without().contains(column))
                .toList();
    }

    /** The name that this satellite had before. */
    Optional<String> was();
}
