package org.lierne.marts.publish;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What was published.
 *
 * @param file the database file that readers are pointed to now
 * @param marts one per mart, in the order in which they were built
 */
public record MartReport(long runId, Path file, List<BuiltMart> marts) {

    /** A mart as a table. */
    public record BuiltMart(String mart, long rows, Duration took) {}

    public MartReport {
        marts = List.copyOf(marts);
    }
}
