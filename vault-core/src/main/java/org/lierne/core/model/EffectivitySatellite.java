package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A satellite that keeps which rows of a link are in force: per driving key, the set of link keys that the source's
 * latest delivery named.
 *
 * @param parent the link
 * @param drivingKey the participants and dependent child keys of the link that stay when the relationship changes, by
 *     name; never empty
 * @param isRetired whether it is kept as it is, and no longer loaded
 */
public record EffectivitySatellite(
        String name,
        String description,
        Parent.OfLink parent,
        String source,
        List<String> drivingKey,
        Optional<String> was,
        boolean isRetired)
        implements Satellite {

    /** One that is loaded. */
    public EffectivitySatellite(
            String name,
            String description,
            Parent.OfLink parent,
            String source,
            List<String> drivingKey,
            Optional<String> was) {
        this(name, description, parent, source, drivingKey, was, false);
    }

    public EffectivitySatellite {
        drivingKey = List.copyOf(drivingKey);
        if (drivingKey.isEmpty()) {
            throw new IllegalArgumentException("effectivity satellite \"" + name + "\" has no driving key");
        }
    }
}
