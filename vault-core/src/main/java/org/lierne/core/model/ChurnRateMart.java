package org.lierne.core.model;

import java.util.Optional;

/**
 * How many customers are lost by calendar month, where no contract says that they are: by a window of inactivity.
 *
 * @param of the transactions mart's name
 * @param inactiveAfter after how many days without a purchase a customer is lost; at least {@link #SHORTEST_WINDOW}
 * @param at the day at whose beginning the data end, as ISO date; empty means the day after the latest transaction
 */
public record ChurnRateMart(String name, String description, String of, int inactiveAfter, Optional<String> at)
        implements AnalysisMart {

    /** Within a shorter window a customer could be lost, won back and lost again in one month. */
    public static final int SHORTEST_WINDOW = 31;

    public ChurnRateMart {
        if (inactiveAfter < SHORTEST_WINDOW) {
            throw new IllegalArgumentException("the window of \"" + name + "\" is shorter than a month");
        }
    }

    @Override
    public String kind() {
        return "churn_rate";
    }
}
