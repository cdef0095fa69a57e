package org.lierne.core.asof;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which past is asked for. The two limits are apart: a row counts if it is within both.
 *
 * @param knownAt the run up to which rows had been stored; empty for all that is stored
 * @param date the load date up to which rows count, in UTC; empty for all
 */
public record AsOf(OptionalLong knownAt, Optional<LocalDateTime> date) {

    /** What is stored, whole. */
    public static final AsOf NOW = new AsOf(OptionalLong.empty(), Optional.empty());

    /** What was known when a run had ended. */
    public static AsOf knownAt(long runId) {
        return new AsOf(OptionalLong.of(runId), Optional.empty());
    }

    /** What holds at a load date, as it is known now. */
    public static AsOf of(LocalDateTime date) {
        return new AsOf(OptionalLong.empty(), Optional.of(date));
    }

    /** The last moment of a day, which is what a date without a time means. */
    public static LocalDateTime endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay().minusNanos(1_000);
    }
}
