package org.lierne.core.model;

import java.util.Optional;

/**
 * What each customer has been worth so far.
 *
 * @param of the transactions mart's name
 * @param at the day at whose beginning it is measured, as ISO date; empty means the day after the latest transaction
 */
public record HistoricValueMart(String name, String description, String of, Optional<String> at)
        implements AnalysisMart {

    @Override
    public String kind() {
        return "historic_value";
    }
}
