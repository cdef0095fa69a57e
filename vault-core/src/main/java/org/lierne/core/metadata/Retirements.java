package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;

/**
 * That nothing which is loaded leads to what is retired: its rows would refer to keys that are not taken in any more.
 */
final class Retirements {

    private final Positions positions;
    private final Diagnostics diagnostics;

    Retirements(Positions positions, Diagnostics diagnostics) {
        this.positions = positions;
        this.diagnostics = diagnostics;
    }

    void check(
            Registry<Hub> hubs,
            List<Link> links,
            List<Satellite> satellites,
            List<ReferenceReader.Draft> references,
            List<SourceDraft> sources) {
        for (Link link : links) {
            if (!link.isRetired()) {
                link.connects().stream()
                        .filter(each -> isRetired(hubs, each.hub()))
                        .forEach(each -> report(
                                "links." + link.name() + ".connects",
                                "Link \"" + link.name() + "\" connects hub \"" + each.hub() + "\"",
                                "the link",
                                "hub \"" + each.hub() + "\""));
            }
        }
        satellites.stream()
                .filter(satellite -> !satellite.isRetired())
                .forEach(satellite -> check(satellite, hubs, links));
        for (SourceDraft source : sources) {
            check(source, hubs, fed(source, links, satellites, references));
        }
    }

    private static boolean isRetired(Registry<Hub> hubs, String name) {
        return hubs.find(name).filter(Hub::isRetired).isPresent();
    }

    private void check(Satellite satellite, Registry<Hub> hubs, List<Link> links) {
        Optional<String> parent = Optional.empty();
        if (satellite.parent() instanceof Parent.OfHub of && isRetired(hubs, of.hub())) {
            parent = Optional.of("hub \"" + of.hub() + "\"");
        }
        if (satellite.parent() instanceof Parent.OfLink of
                && links.stream()
                        .anyMatch(link -> link.isRetired() && link.name().equals(of.name()))) {
            parent = Optional.of("link \"" + of.name() + "\"");
        }
        parent.ifPresent(name -> report(
                "satellites." + satellite.name() + ".of",
                "Satellite \"" + satellite.name() + "\" is of " + name,
                satellite instanceof RecordTrackingSatellite ? "" : "the satellite",
                name));
    }

    private void report(String place, String sentence, String dependent, String retired) {
        diagnostics.error(
                "retired_is_needed",
                positions.nearest(place),
                sentence + ", which is retired: its rows would lead to keys that are no longer loaded.",
                (dependent.isEmpty()
                                ? "Take it out, which loses nothing"
                                : "Say \"retired: true\" of " + dependent + " too")
                        + "; or take \"retired\" out of " + retired + ".");
    }

    /** The first of what a source feeds, in words; empty if all that it fed is retired. */
    private static Optional<String> fed(
            SourceDraft source, List<Link> links, List<Satellite> satellites, List<ReferenceReader.Draft> references) {
        return Stream.of(
                        links.stream()
                                .filter(link ->
                                        !link.isRetired() && link.source().equals(source.name()))
                                .map(link -> "link \"" + link.name() + "\""),
                        satellites.stream()
                                .filter(satellite -> !satellite.isRetired()
                                        && satellite.source().equals(source.name()))
                                .map(satellite -> "satellite \"" + satellite.name() + "\""),
                        references.stream()
                                .flatMap(reference -> reference.drafts().stream())
                                .filter(draft -> !draft.isRetired()
                                        && draft.source().name().equals(source.name()))
                                .map(draft -> "reference \"" + draft.name() + "\""))
                .flatMap(each -> each)
                .findFirst();
    }

    /** A source may keep the keys of what is retired as long as it feeds nothing else. */
    private void check(SourceDraft source, Registry<Hub> hubs, Optional<String> fed) {
        List<Source.KeyUse> keys = source.source().keys();
        Optional<String> loaded = fed.or(() -> keys.stream()
                .filter(key ->
                        hubs.find(key.hub()).filter(hub -> !hub.isRetired()).isPresent())
                .map(key -> "hub \"" + key.hub() + "\"")
                .findFirst());
        if (loaded.isEmpty()) {
            return;
        }
        keys.stream()
                .filter(key -> isRetired(hubs, key.hub()))
                .forEach(key -> diagnostics.error(
                        "retired_key",
                        positions.nearest("sources." + source.name() + ".keys"),
                        "Source \"" + source.name() + "\" carries the key \"" + key.name() + "\" of hub \"" + key.hub()
                                + "\", which is retired, and feeds " + loaded.get()
                                + " besides: what it says of that key would be kept nowhere.",
                        "Take it out of \"keys\", and out of \"columns\"; if files still have it, list it under"
                                + " \"ignore\". Or take \"retired\" out of hub \"" + key.hub() + "\"."));
    }
}
