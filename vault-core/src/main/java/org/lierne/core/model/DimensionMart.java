package org.lierne.core.model;

import java.util.List;

/**
 * One row per hub key (type 1) or per version of it (type 2), with the attributes of the hub's satellites and of the
 * hubs reached through links.
 *
 * @param hub the hub's name
 * @param through links that lead from the hub to others whose attributes are taken along, read as the row in force
 */
public record DimensionMart(String name, String description, String hub, List<String> through, History history)
        implements Mart {

    /** Whether old versions are kept. */
    public enum History {
        TYPE_1,
        TYPE_2
    }

    public DimensionMart {
        through = List.copyOf(through);
    }

    @Override
    public String kind() {
        return "dimension";
    }
}
