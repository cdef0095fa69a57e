package org.lierne.core.metadata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;

/** Reads {@code through}: the links that lead a mart away from where it starts. */
final class Ways {

    private final Registry<Link> links;
    private final Diagnostics diagnostics;

    Ways(Registry<Link> links, Diagnostics diagnostics) {
        this.links = links;
        this.diagnostics = diagnostics;
    }

    /**
     * Follows links from the hubs reached so far.
     *
     * @return the participants met on the way; empty if a link is not known
     */
    Optional<Set<String>> follow(Fields fields, Set<String> hubsReached) {
        Set<String> names = new LinkedHashSet<>();
        boolean whole = true;
        for (Text reference : fields.texts("through")) {
            Optional<Link> link = links.resolve(reference, "\"through\" of " + fields.what(), diagnostics);
            if (link.isEmpty()) {
                whole = false;
                continue;
            }
            List<Participant> connects = link.get().connects();
            if (whole && connects.stream().noneMatch(participant -> hubsReached.contains(participant.hub()))) {
                diagnostics.error(
                        "not_reached",
                        reference.position(),
                        "\"through\" of " + fields.what() + " names the link \"" + reference.text()
                                + "\", which connects none of the hubs reached so far: "
                                + Suggestions.list(hubsReached.stream().sorted().toList()) + ".",
                        "Name the links in the order in which they lead away.");
            }
            connects.forEach(participant -> {
                hubsReached.add(participant.hub());
                names.add(participant.name());
            });
        }
        return whole ? Optional.of(names) : Optional.empty();
    }

    /** Reports the links that do not exist, where it is not known what the mart starts from. */
    void checkExist(Fields fields) {
        fields.texts("through").forEach(link -> links.resolve(link, fields.what(), diagnostics));
    }
}
