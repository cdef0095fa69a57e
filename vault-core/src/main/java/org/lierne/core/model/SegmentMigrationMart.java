package org.lierne.core.model;

/**
 * How customers move between segments from one snapshot to the next. A snapshot knows all that happened before it, as it is known
 * today.
 *
 * @param of the rfm mart's name
 * @param every the grid of snapshots, counted from the beginning of the calendar's: unless {@code snapshots} names another
 * @param snapshots the name of the vault's snapshot dates; empty for the grid
 */
public record SegmentMigrationMart(String name, String description, String of, Step every, String snapshots)
        implements MartOfAnalysis {

    /** How far apart snapshots of a grid are. */
    public enum Step {
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }

    @Override
    public String kind() {
        return "segment_migration";
    }
}
