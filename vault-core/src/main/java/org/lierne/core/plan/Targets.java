package org.lierne.core.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;

/**
 * What a source feeds, by names that tell its kind: {@code satellite customer_details}, {@code link order_customer},
 * {@code key recipient}, {@code reference country}.
 */
public final class Targets {

    /** What the names of keys begin with. */
    public static final String KEY = "key ";

    private static final String LINK = "link ";
    private static final String SATELLITE = "satellite ";
    private static final String REFERENCE = "reference ";

    private Targets() {}

    /**
     * Something that a source feeds.
     *
     * @param was the name that it had before, if it is declared
     * @param table what the source feeds of it; empty of a key, which several sources share
     */
    public record Target(String name, Optional<String> was, Optional<String> table) {}

    /** What a source feeds, each once. */
    public static List<Target> of(Vault vault, Source source) {
        List<Target> targets = new ArrayList<>();
        for (Source.KeyUse key : source.keys()) {
            Hub hub = vault.hub(key.hub());
            if (hub.isRetired()) {
                continue;
            }
            Optional<String> was = key.name().equals(hub.name()) ? hub.was() : Optional.empty();
            targets.add(target(KEY, key.name(), was, Optional.empty()));
        }
        for (Link link : vault.linksOf(source)) {
            targets.add(target(LINK, link.name(), link.was(), Optional.of(Names.table(link))));
        }
        for (Satellite satellite : vault.satellitesOf(source)) {
            if (satellite instanceof RecordTrackingSatellite) {
                // A view over what is tracked.
                continue;
            }
            Optional<String> table = Optional.of(Names.table(satellite));
            targets.add(
                    satellite.parent() instanceof Parent.OfReference reference
                            ? target(
                                    REFERENCE,
                                    reference.reference(),
                                    vault.reference(reference.reference()).was(),
                                    table)
                            : target(SATELLITE, satellite.name(), satellite.was(), table));
        }
        return targets;
    }

    private static Target target(String kind, String name, Optional<String> was, Optional<String> table) {
        return new Target(kind + name, was.map(former -> kind + former), table);
    }

    /**
     * The vault in which a source feeds these targets only. Hubs and relationships stay: what is new may refer to them,
     * and their keys are there already.
     */
    public static Vault only(Vault vault, Source source, Set<String> names) {
        List<Satellite> satellites = vault.satellites().stream()
                .filter(satellite -> satellite.source().equals(source.name()))
                .filter(satellite -> names.contains(SATELLITE + satellite.name()))
                .toList();
        Set<String> parents = new LinkedHashSet<>();
        satellites.forEach(satellite -> parents.add(satellite.parent().name()));
        List<Link> links = vault.links().stream()
                .filter(link ->
                        !link.isNonHistorized() || names.contains(LINK + link.name()) || parents.contains(link.name()))
                .toList();
        List<Reference> references = vault.referencesOf(source).stream()
                .filter(reference -> names.contains(REFERENCE + reference.name()))
                .toList();
        return vault.loadingOnly(links, satellites, references);
    }
}
