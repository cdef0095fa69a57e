package org.lierne.cli.benchmark;

/**
 * How large a point-in-time table is to be.
 *
 * @param keys of the hub
 * @param snapshots one a day
 * @param satellites all of one hub
 * @param versions of each key in each satellite
 */
public record SnapshotSize(long keys, int snapshots, int satellites, int versions) {

    public SnapshotSize {
        if (keys < 100 || snapshots < 2 || satellites < 1 || versions < 2) {
            throw new IllegalArgumentException(
                    "There are to be at least 100 keys, 2 snapshots, 1 satellite and 2 versions," + " not " + keys
                            + ", " + snapshots + ", " + satellites + " and " + versions + ".");
        }
    }
}
