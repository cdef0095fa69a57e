package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A satellite of what never changes: one row per key of its parent, for good.
 *
 * @param columns the names of the source's columns that it keeps; where the metadata lists none, all that have no other
 *     place
 * @param rest whether the metadata listed no columns
 */
public record NonHistorizedSatellite(
        String name,
        String description,
        Parent parent,
        String source,
        List<String> columns,
        boolean rest,
        Optional<String> was)
        implements Satellite {

    public NonHistorizedSatellite {
        columns = List.copyOf(columns);
    }
}
