package org.lierne.core.model;

import java.util.Optional;

/** What is known over time about a hub or a link. Each is fed by one source. */
public sealed interface Satellite permits DescriptiveSatellite, EffectivitySatellite, StatusSatellite {

    String name();

    String description();

    /** What it describes. */
    Parent parent();

    /** The name of the source that feeds it. */
    String source();

    /** The name that this satellite had before. */
    Optional<String> was();
}
