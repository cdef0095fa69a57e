package org.lierne.core.model;

import java.util.Optional;

/**
 * Who buys again, by month of the first purchase and months since.
 *
 * @param of the transactions mart's name
 * @param at the day at whose beginning the data end, as ISO date; empty means the day after the latest transaction
 */
public record RetentionMart(String name, String description, String of, Optional<String> at) implements ChurnMart {
    @Override
    public String kind() {
        return "retention";
    }
}
