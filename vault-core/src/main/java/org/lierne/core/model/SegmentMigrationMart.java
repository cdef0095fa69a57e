package org.lierne.core.model;

/**
 * How customers move between segments from one snapshot to the next.
 *
 * @param of the rfm mart's name
 * @param every the grid of snapshots, counted from the beginning of the calendar's: unless {@code snapshots} names another
 * @param snapshots the name of the vault's snapshot dates; empty for the grid
 * @param knownBy what of the transactions a snapshot knows
 */
public record SegmentMigrationMart(
        String name, String description, String of, Step every, String snapshots, KnownBy knownBy)
        implements MartOfAnalysis {

    /** How far apart snapshots of a grid are. */
    public enum Step {
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }

    /** What a snapshot knows. */
    public enum KnownBy {
        /** All that happened before it, as it is known today. */
        TODAY,
        /** What runs committed by it had loaded of what happened before it. */
        RUN,
        /** What had arrived by it, by load date, of what happened before it: for a past that was loaded at once. */
        LOAD_DATE
    }

    @Override
    public String kind() {
        return "segment_migration";
    }
}
