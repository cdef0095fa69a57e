package org.lierne.core.model;

import java.util.Optional;

/**
 * When a hub's or link's key was delivered, whether anything of it changed or not. It stores nothing: its source's
 * tracking knows.
 */
public record RecordTrackingSatellite(
        String name, String description, Parent parent, String source, Optional<String> was) implements Satellite {

    @Override
    public boolean isStored() {
        return false;
    }
}
