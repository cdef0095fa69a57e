package org.lierne.core.model;

import java.util.List;

/**
 * A bridge table: for each snapshot date, the keys along a path over links whose rows are in force at that date.
 *
 * @param path links, and between them, before the first and after the last, the hubs that they connect; never two of a
 *     kind in a row, and never the same twice
 * @param snapshots the name of the rule of its snapshot dates
 */
public record Bridge(String name, String description, List<Step> path, String snapshots) {

    /** A place on the path; its name names a hash key. */
    public sealed interface Step {
        String name();
    }

    /** A link. */
    public record LinkStep(String name) implements Step {}

    /**
     * A hub, by its own name or that of a role.
     *
     * @param before the participant by which the link before it knows the hub; empty at the beginning
     * @param after the participant by which the link after it knows the hub; empty at the end
     */
    public record HubStep(String name, String hub, String before, String after) implements Step {}

    public Bridge {
        path = List.copyOf(path);
        if (path.stream().noneMatch(LinkStep.class::isInstance)) {
            throw new IllegalArgumentException("the bridge \"" + name + "\" leads over no link");
        }
    }

    /** The names of the links on the path, in its order. */
    public List<String> links() {
        return path.stream().filter(LinkStep.class::isInstance).map(Step::name).toList();
    }
}
