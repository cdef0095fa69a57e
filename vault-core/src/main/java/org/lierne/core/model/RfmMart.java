package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Recency, frequency and monetary value of each customer, scored by quantiles or by fixed bounds, with a segment.
 *
 * @param of the transactions mart's name
 * @param scores how many score groups: 5 for quintiles
 * @param bounds where score groups begin, where they do not follow from quantiles
 * @param segments the rules of a grid of one's own; every combination of scores falls in exactly one. Else empty
 * @param at the moment at which recency is measured, as ISO date; empty means the day after the latest transaction
 */
public record RfmMart(
        String name,
        String description,
        String of,
        Grid grid,
        int scores,
        ScoreBounds bounds,
        List<SegmentRule> segments,
        Optional<String> at)
        implements AnalysisMart {

    /** How scores become segments. */
    public enum Grid {
        /** Ten segments by recency and frequency. */
        TEN_SEGMENTS,
        /** Eleven segments by recency, frequency and monetary value. */
        ELEVEN_SEGMENTS,
        /** Segments by rules of one's own. */
        OWN
    }

    public RfmMart {
        segments = List.copyOf(segments);
    }

    /** One that is scored by quantiles, in a grid that is known. */
    public RfmMart(String name, String description, String of, Grid grid, int scores, Optional<String> at) {
        this(name, description, of, grid, scores, ScoreBounds.QUANTILES, List.of(), at);
    }

    @Override
    public String kind() {
        return "rfm";
    }
}
