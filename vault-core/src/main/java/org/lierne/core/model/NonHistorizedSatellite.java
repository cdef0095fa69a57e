package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A satellite of what never changes: one row per key of its parent, for good.
 *
 * @param columns the names of the source's columns that it keeps; where the metadata lists none, all that have no other
 *     place
 * @param rest whether the metadata listed no columns
 * @param corrections what another payload under a known key means
 * @param isRetired whether it is kept as it is, and no longer loaded
 */
public record NonHistorizedSatellite(
        String name,
        String description,
        Parent parent,
        String source,
        List<String> columns,
        boolean rest,
        Optional<String> was,
        Corrections corrections,
        boolean isRetired)
        implements Satellite {

    /** One that is loaded, and not corrected. */
    public NonHistorizedSatellite(
            String name,
            String description,
            Parent parent,
            String source,
            List<String> columns,
            boolean rest,
            Optional<String> was) {
        this(name, description, parent, source, columns, rest, was, Corrections.REJECT, false);
    }

    public NonHistorizedSatellite {
        columns = List.copyOf(columns);
    }

    /** Whether it has counter rows. */
    public boolean isCorrected() {
        return corrections == Corrections.COUNTER_ROW;
    }
}
