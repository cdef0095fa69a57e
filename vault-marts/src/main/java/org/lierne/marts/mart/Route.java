package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Vault;

/**
 * How a mart gets from where it starts to the hubs that {@code through} leads to. Each step goes from a link's driving
 * key to its other participants, so it finds one row at most, and no row of the mart is counted twice.
 *
 * @param reached every hub that can be read, by the name under which it takes part: the start's first
 */
record Route(List<Step> steps, Map<String, Participant> reached) {

    /**
     * A link on the way.
     *
     * @param joins part of the link's driving key to the name, on the way so far, that it is joined to
     * @param far the participants that it leads to
     */
    record Step(Link link, Map<String, String> joins, List<Participant> far) {}

    /**
     * Finds the way.
     *
     * @param start the hubs at the start, by the name under which they take part
     * @param columns other columns at the start to which a driving key may be joined
     */
    static Route find(Vault vault, List<Participant> start, List<String> columns, List<String> through)
            throws FieldProblem {
        Map<String, Participant> reached = new LinkedHashMap<>();
        start.forEach(participant -> reached.put(participant.name(), participant));
        List<Step> steps = new ArrayList<>();
        for (String name : through) {
            Step step = step(vault, vault.link(name), reached, columns);
            step.far().forEach(participant -> reached.put(participant.name(), participant));
            steps.add(step);
        }
        return new Route(steps, reached);
    }

    private static Step step(Vault vault, Link link, Map<String, Participant> reached, List<String> columns)
            throws FieldProblem {
        List<String> drivingKey = vault.drivingKeyOf(link);
        if (drivingKey.isEmpty()) {
            throw new FieldProblem(
                    "through",
                    "Rows of link \"" + link.name()
                            + "\" are in force side by side, so going through it would count rows more than once;"
                            + " its source needs a one_row_per that leaves a participant out, or it needs an"
                            + " effectivity satellite.");
        }
        Map<String, String> joins = new LinkedHashMap<>();
        for (String part : drivingKey) {
            String joined = meeting(link, part, reached, columns)
                    .orElseThrow(() -> new FieldProblem(
                            "through",
                            "Link \"" + link.name() + "\" is driven by \"" + part
                                    + "\", which is not reached; reached are " + reached.keySet() + "."));
            joins.put(part, joined);
        }
        List<Participant> far = link.connects().stream()
                .filter(participant -> !drivingKey.contains(participant.name()))
                .filter(participant -> !reached.containsKey(participant.name()))
                .toList();
        if (far.isEmpty()) {
            throw new FieldProblem(
                    "through",
                    "Link \"" + link.name() + "\" leads nowhere new; reached already are " + reached.keySet() + ".");
        }
        return new Step(link, joins, far);
    }

    private static Optional<String> meeting(
            Link link, String part, Map<String, Participant> reached, List<String> columns) {
        Optional<Participant> participant = link.connects().stream()
                .filter(each -> each.name().equals(part))
                .findFirst();
        if (participant.isEmpty()) {
            return columns.stream().filter(part::equals).findFirst();
        }
        if (reached.containsKey(part)) {
            return Optional.of(part);
        }
        List<String> ofThatHub = reached.values().stream()
                .filter(each -> each.hub().equals(participant.get().hub()))
                .map(Participant::name)
                .toList();
        return ofThatHub.size() == 1 ? Optional.of(ofThatHub.get(0)) : Optional.empty();
    }
}
