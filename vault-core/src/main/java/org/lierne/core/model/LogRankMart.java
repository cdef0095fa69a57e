package org.lierne.core.model;

/**
 * Whether the groups of a survival mart are lost at the same pace.
 *
 * @param of the survival mart's name
 */
public record LogRankMart(String name, String description, String of) implements ChurnMart {

    @Override
    public String kind() {
        return "log_rank";
    }
}
