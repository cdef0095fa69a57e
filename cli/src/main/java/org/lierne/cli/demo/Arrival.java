package org.lierne.cli.demo;

import java.util.List;
import java.util.Optional;

/**
 * Files that came into the landing folder together, by their paths in it.
 *
 * @param punctual in the order of their days
 * @param late one of an earlier day
 * @param damaged one that the demo made, not the shop
 */
public record Arrival(List<String> punctual, Optional<String> late, Optional<String> damaged) {

    public Arrival {
        punctual = List.copyOf(punctual);
    }

    int files() {
        return punctual.size() + (late.isPresent() ? 1 : 0) + (damaged.isPresent() ? 1 : 0);
    }
}
