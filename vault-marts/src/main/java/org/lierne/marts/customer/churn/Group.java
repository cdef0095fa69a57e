package org.lierne.marts.customer.churn;

import java.util.Optional;

/**
 * A column by which customers are told apart.
 *
 * @param column what it is called in the analysis
 * @param source where it comes from; empty for the month in which a customer came
 */
public record Group(String column, Optional<Source> source) {

    /**
     * A column of another mart.
     *
     * @param mart its name
     * @param key its column that tells customers apart by their hash key
     * @param hasVersions whether a row counts only if it {@code is_current}
     */
    public record Source(String mart, String key, boolean hasVersions) {}
}
