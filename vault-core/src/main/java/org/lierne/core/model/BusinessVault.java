package org.lierne.core.model;

import java.util.List;

/** What is derived from the raw vault to be read more easily, and may be made anew at any time. */
public record BusinessVault(List<SnapshotRule> snapshots, List<PointInTime> pointInTime, List<Bridge> bridges) {

    /** Nothing is derived. */
    public static final BusinessVault NONE = new BusinessVault(List.of(), List.of(), List.of());

    public BusinessVault {
        snapshots = List.copyOf(snapshots);
        pointInTime = List.copyOf(pointInTime);
        bridges = List.copyOf(bridges);
    }

    public boolean isEmpty() {
        return snapshots.isEmpty() && pointInTime.isEmpty() && bridges.isEmpty();
    }

    /** @throws IllegalArgumentException if there are none of that name */
    public SnapshotRule snapshots(String name) {
        return snapshots.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no snapshots \"" + name + "\""));
    }
}
