package org.lierne.core.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * Where score groups begin, for what is not scored by quantiles. A value scores one more than the number of bounds that it
 * exceeds, and of recency the other way round: fewer days score higher.
 *
 * @param recency in days, increasing; empty for quantiles
 * @param frequency in orders, likewise
 * @param monetary in the currency of the amounts, likewise
 */
public record ScoreBounds(List<BigDecimal> recency, List<BigDecimal> frequency, List<BigDecimal> monetary) {

    /** All three by quantiles. */
    public static final ScoreBounds QUANTILES = new ScoreBounds(List.of(), List.of(), List.of());

    public ScoreBounds {
        recency = List.copyOf(recency);
        frequency = List.copyOf(frequency);
        monetary = List.copyOf(monetary);
    }
}
