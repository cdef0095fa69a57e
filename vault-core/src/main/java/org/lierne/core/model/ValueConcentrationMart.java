package org.lierne.core.model;

/**
 * How unevenly value is spread over customers: a row per group of a mart of kind {@code value_groups}.
 *
 * @param of that mart's name
 */
public record ValueConcentrationMart(String name, String description, String of) implements MartOfAnalysis {

    @Override
    public String kind() {
        return "value_concentration";
    }
}
