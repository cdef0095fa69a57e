package org.lierne.core.model;

import java.util.List;

/**
 * A point-in-time table: for each key of a hub or link and each snapshot date, which row of each satellite holds.
 *
 * @param of the hub or link
 * @param satellites the names of satellites of it, in the order of their columns
 * @param snapshots the name of the rule of its snapshot dates
 */
public record PointInTime(String name, String description, Parent of, List<String> satellites, String snapshots) {

    public PointInTime {
        satellites = List.copyOf(satellites);
    }
}
