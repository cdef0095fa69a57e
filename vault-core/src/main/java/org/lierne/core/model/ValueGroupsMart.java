package org.lierne.core.model;

import java.util.List;

/**
 * Which customers make up most of the value: each with the share of all value that is reached with it, and a group by that.
 *
 * @param of the name of the mart with a row per customer
 * @param by its column that is added up
 * @param groups the first of which has the customers who make up the first share, and so on
 */
public record ValueGroupsMart(String name, String description, String of, String by, List<Group> groups)
        implements MartOfAnalysis {

    /** The groups that are usual. */
    public static final List<Group> DEFAULT = List.of(new Group("A", 0.8), new Group("B", 0.95), new Group("C", 1));

    /**
     * A group.
     *
     * @param upTo the share of all value, from 0 to 1, that is reached with it and those before it
     */
    public record Group(String name, double upTo) {}

    public ValueGroupsMart {
        groups = List.copyOf(groups);
    }

    @Override
    public String kind() {
        return "value_groups";
    }
}
