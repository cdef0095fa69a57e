package org.lierne.core.model;

import java.util.Optional;

/**
 * A satellite that keeps whether a hub's or link's key is there: created, updated, deleted, reappeared.
 *
 * @param isRetired whether it is kept as it is, and no longer loaded
 */
public record StatusSatellite(
        String name, String description, Parent parent, String source, Optional<String> was, boolean isRetired)
        implements Satellite {

    /** One that is loaded. */
    public StatusSatellite(String name, String description, Parent parent, String source, Optional<String> was) {
        this(name, description, parent, source, was, false);
    }
}
