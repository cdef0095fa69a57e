package org.lierne.core.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A relationship between hubs, or something that happened once to them.
 *
 * @param kind what a row of it says
 * @param connects the participants, in the order in which their keys are hashed; at least one
 * @param dependentChildKey columns of the source that tell apart several rows of the same participants
 * @param source the name of the source whose rows state the relationship
 * @param columns the source's columns that stand in the link's own rows; only of a non-historized link
 * @param corrections what another payload under a known key means; only of a non-historized link
 * @param isRetired whether it is kept as it is, and no longer loaded: its source need not
 *     have its keys and columns
 */
public record Link(
        String name,
        String description,
        Kind kind,
        List<Participant> connects,
        List<DependentChildKey> dependentChildKey,
        String source,
        List<String> columns,
        Optional<String> was,
        Corrections corrections,
        boolean isRetired) {

    /** What a row of a link says. */
    public enum Kind {
        /** That a relationship was stated; what is known about it changes, and stands in satellites. */
        RELATIONSHIP,
        /** That something happened once: a payment, a click. The row never changes, and may hold what is known. */
        NON_HISTORIZED,
        /** That two keys of a hub stand for the same thing: the master, then its duplicate. */
        SAME_AS,
        /** That one key of a hub lies below another: the child, then its parent. */
        HIERARCHICAL
    }

    /** A column of the source that belongs to the link's key without being a hub. */
    public record DependentChildKey(String name, DataType type) {}

    public Link {
        connects = List.copyOf(connects);
        dependentChildKey = List.copyOf(dependentChildKey);
        columns = List.copyOf(columns);
        if (connects.isEmpty()) {
            throw new IllegalArgumentException("link \"" + name + "\" connects nothing");
        }
        if (kind != Kind.NON_HISTORIZED && !columns.isEmpty()) {
            throw new IllegalArgumentException("link \"" + name + "\" has columns, and is not non-historized");
        }
        if (kind != Kind.NON_HISTORIZED && corrections != Corrections.REJECT) {
            throw new IllegalArgumentException("link \"" + name + "\" has corrections, and is not non-historized");
        }
        boolean pair = connects.size() == 2
                && connects.get(0).hub().equals(connects.get(1).hub());
        if ((kind == Kind.SAME_AS || kind == Kind.HIERARCHICAL) && !pair) {
            throw new IllegalArgumentException("link \"" + name + "\" does not connect two keys of one hub");
        }
    }

    /** One that is loaded. */
    public Link(
            String name,
            String description,
            Kind kind,
            List<Participant> connects,
            List<DependentChildKey> dependentChildKey,
            String source,
            List<String> columns,
            Optional<String> was,
            Corrections corrections) {
        this(name, description, kind, connects, dependentChildKey, source, columns, was, corrections, false);
    }

    /** One that is not corrected. */
    public Link(
            String name,
            String description,
            Kind kind,
            List<Participant> connects,
            List<DependentChildKey> dependentChildKey,
            String source,
            List<String> columns,
            Optional<String> was) {
        this(name, description, kind, connects, dependentChildKey, source, columns, was, Corrections.REJECT);
    }

    /** A relationship. */
    public Link(
            String name,
            String description,
            List<Participant> connects,
            List<DependentChildKey> dependentChildKey,
            String source,
            Optional<String> was) {
        this(name, description, Kind.RELATIONSHIP, connects, dependentChildKey, source, List.of(), was);
    }

    public boolean isNonHistorized() {
        return kind == Kind.NON_HISTORIZED;
    }

    /** Whether it has counter rows. */
    public boolean isCorrected() {
        return corrections == Corrections.COUNTER_ROW;
    }

    /**
     * What drives the relationship by what its kind means: a duplicate has one master, a child one parent. Empty where
     * the kind says nothing of it: also of a hierarchy whose rows have a dependent child key, as the positions of a
     * parts list, in which a part is below many others.
     */
    public List<String> drivenBy() {
        if (kind == Kind.SAME_AS) {
            return List.of(connects.get(1).name());
        }
        boolean oneParent = kind == Kind.HIERARCHICAL && dependentChildKey.isEmpty();
        return oneParent ? List.of(connects.get(0).name()) : List.of();
    }

    /** The names of the participants, then of the dependent child keys. */
    public List<String> parts() {
        return Stream.concat(
                        connects.stream().map(Participant::name),
                        dependentChildKey.stream().map(DependentChildKey::name))
                .toList();
    }
}
