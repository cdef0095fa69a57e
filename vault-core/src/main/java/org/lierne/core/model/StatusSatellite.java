package org.lierne.core.model;

import java.util.Optional;

/** A satellite that keeps whether a hub's or link's key is there: created, updated, deleted, reappeared. */
public record StatusSatellite(String name, String description, Parent parent, String source, Optional<String> was)
        implements Satellite {}
