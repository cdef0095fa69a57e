package org.lierne.core.model;

import java.util.List;

/**
 * Which scores of recency, frequency and monetary value have a segment's name.
 *
 * @param anyOf of which one is enough; empty for the segment of all that no other rule names
 */
public record SegmentRule(String segment, List<Scores> anyOf) {

    /** Scores from and to, both included. */
    public record Scores(int leastR, int mostR, int leastF, int mostF, int leastM, int mostM) {

        boolean include(int r, int f, int m) {
            return r >= leastR && r <= mostR && f >= leastF && f <= mostF && m >= leastM && m <= mostM;
        }
    }

    public SegmentRule {
        anyOf = List.copyOf(anyOf);
    }

    /** Whether it stands for what no other rule names. */
    public boolean isOtherwise() {
        return anyOf.isEmpty();
    }

    /** Whether it names these scores. */
    public boolean includes(int r, int f, int m) {
        return anyOf.stream().anyMatch(scores -> scores.include(r, f, m));
    }
}
