package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * How many customers are lost by calendar month.
 *
 * @param of the transactions mart's name; with {@link Loss.AtEnd} that of the mart whose rows are contracts
 * @param loss when a customer counts as lost
 * @param by what customers are told apart by, if at all
 * @param at the day at whose beginning the data end, as ISO date; empty means the day after the latest they tell of
 */
public record ChurnRateMart(
        String name, String description, String of, Loss loss, List<CustomerGroup> by, Optional<String> at)
        implements ChurnMart {

    public ChurnRateMart {
        by = List.copyOf(by);
    }

    @Override
    public String kind() {
        return "churn_rate";
    }
}
