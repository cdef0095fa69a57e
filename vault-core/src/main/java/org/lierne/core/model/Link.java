package org.lierne.core.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A relationship between hubs.
 *
 * @param connects the participants, in the order in which their keys are hashed; at least one
 * @param dependentChildKey columns of the source that tell apart several rows of the same participants
 * @param source the name of the source whose rows state the relationship
 */
public record Link(
        String name,
        String description,
        List<Participant> connects,
        List<DependentChildKey> dependentChildKey,
        String source,
        Optional<String> was) {

    /** A column of the source that belongs to the link's key without being a hub. */
    public record DependentChildKey(String name, DataType type) {}

    public Link {
        connects = List.copyOf(connects);
        dependentChildKey = List.copyOf(dependentChildKey);
        if (connects.isEmpty()) {
            throw new IllegalArgumentException("link \"" + name + "\" connects nothing");
        }
    }

    /** The names of the participants, then of the dependent child keys. */
    public List<String> parts() {
        return Stream.concat(
                        connects.stream().map(Participant::name),
                        dependentChildKey.stream().map(DependentChildKey::name))
                .toList();
    }
}
