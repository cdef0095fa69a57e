package org.lierne.core.model;

import java.util.Optional;

/**
 * Recency, frequency and monetary value of each customer, scored by quantiles, with a segment.
 *
 * @param of the transactions mart's name
 * @param scores how many score groups: 5 for quintiles
 * @param at the moment at which recency is measured, as ISO date; empty means the day after the latest transaction
 */
public record RfmMart(String name, String description, String of, Grid grid, int scores, Optional<String> at)
        implements AnalysisMart {

    /** How scores become segments. */
    public enum Grid {
        /** Ten segments by recency and frequency. */
        TEN_SEGMENTS
    }

    @Override
    public String kind() {
        return "rfm";
    }
}
