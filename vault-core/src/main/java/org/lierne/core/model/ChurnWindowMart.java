package org.lierne.core.model;

import java.util.Optional;

/**
 * After how many days of silence customers are better taken for lost than not, chosen from the data, with all that were
 * compared.
 *
 * @param of the transactions mart's name
 * @param beside a window that is shown beside the chosen one, in days
 * @param at the day at whose beginning the data end, as ISO date; empty means the day after the latest transaction
 */
public record ChurnWindowMart(String name, String description, String of, Optional<Integer> beside, Optional<String> at)
        implements ChurnMart {
    @Override
    public String kind() {
        return "churn_window";
    }
}
