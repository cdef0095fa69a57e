package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.BusinessVault;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Naming;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;

/**
 * The names that hubs, links, satellites, references, sources and computed marts still have in the recorded tables, by their names in the metadata; only of
 * those that are being renamed.
 */
record FormerNames(
        Map<String, String> hubs,
        Map<String, String> links,
        Map<String, String> satellites,
        Map<String, String> sources,
        Map<String, String> references,
        Map<String, String> marts,
        List<SchemaFinding> refusals) {

    private static final String TRACKING = "tracking_";

    static FormerNames of(VaultSchema recorded, Vault vault) {
        FormerNames names = new FormerNames(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new ArrayList<>());
        Set<String> described = new HashSet<>();
        vault.hubs().forEach(hub -> described.add(Names.table(hub)));
        vault.links().forEach(link -> described.add(Names.table(link)));
        vault.satellites().forEach(satellite -> described.add(Names.table(satellite)));
        vault.sources().forEach(source -> described.add(TRACKING + source.name()));
        vault.computedMarts().forEach(mart -> described.add(Names.computed(mart)));
        Pending pending = new Pending(recorded, described, names.refusals);
        for (Hub hub : vault.hubs()) {
            hub.was().ifPresent(was -> pending.sort("hub_", SchemaFinding.Subject.HUB, hub.name(), was, names.hubs));
        }
        for (Link link : vault.links()) {
            link.was()
                    .ifPresent(was -> pending.sort("link_", SchemaFinding.Subject.LINK, link.name(), was, names.links));
        }
        for (Satellite satellite : vault.satellites()) {
            satellite
                    .was()
                    .ifPresent(was -> pending.sort(
                            "sat_", SchemaFinding.Subject.SATELLITE, satellite.name(), was, names.satellites));
        }
        for (Source source : vault.sources()) {
            source.was().ifPresent(was -> sort(recorded, vault, source, was, pending, names.sources));
        }
        for (ComputedMart mart : vault.computedMarts()) {
            mart.was()
                    .ifPresent(was ->
                            pending.sort("computed_", SchemaFinding.Subject.MART, mart.name(), was, names.marts));
        }
        for (Reference reference : vault.references()) {
            reference
                    .was()
                    .filter(was -> isRecorded(recorded, was))
                    .ifPresent(was -> pending.sort(
                            isRecorded(recorded, reference.name()),
                            vault.references().stream()
                                    .anyMatch(other -> other.name().equals(was)),
                            SchemaFinding.Subject.REFERENCE,
                            reference.name(),
                            was,
                            names.references));
        }
        return names;
    }

    /** A reference has a table per source. */
    private static boolean isRecorded(VaultSchema recorded, String reference) {
        return recorded.tables().stream()
                .anyMatch(table -> table.kind() == Table.Kind.REFERENCE
                        && table.construct().equals(reference));
    }

    /** A source that is not tracked has no table of its own: it is named in what its satellites are made from. */
    private static void sort(
            VaultSchema recorded, Vault vault, Source source, String was, Pending pending, Map<String, String> names) {
        if (recorded.find(TRACKING + was).isPresent()) {
            pending.sort(TRACKING, SchemaFinding.Subject.SOURCE, source.name(), was, names);
        } else if (vault.sources().stream().noneMatch(other -> other.name().equals(was))) {
            names.put(source.name(), was);
        }
    }

    /** Sorts declared renames into those that are due, done, and impossible. */
    private record Pending(VaultSchema recorded, Set<String> described, List<SchemaFinding> refusals) {
        void sort(String prefix, SchemaFinding.Subject subject, String name, String was, Map<String, String> names) {
            if (recorded.find(prefix + was).isPresent()) {
                boolean exists = recorded.find(prefix + name).isPresent();
                sort(exists, described.contains(prefix + was), subject, name, was, names);
            }
        }

        /**
         * @param exists whether there is something of the new name already
         * @param isDescribed whether there is to be something of the former name
         */
        void sort(
                boolean exists,
                boolean isDescribed,
                SchemaFinding.Subject subject,
                String name,
                String was,
                Map<String, String> names) {
            if (!exists && !isDescribed) {
                names.put(name, was);
                return;
            }
            String kind = subject.name().toLowerCase(Locale.ROOT);
            refusals.add(new SchemaFinding(
                    exists ? "rename_target_exists" : "rename_source_described",
                    "The " + kind + " \"" + name + "\" says \"was: " + was + "\", but "
                            + (exists
                                    ? "both names have a table with rows of its own."
                                    : "a " + kind + " \"" + was + "\" is described as well.")
                            + " Nothing was changed.",
                    "Take \"was: " + was + "\" out, or rename first and describe the other one afterwards.",
                    subject,
                    name));
        }
    }

    boolean isEmpty() {
        return hubs.isEmpty()
                && links.isEmpty()
                && satellites.isEmpty()
                && sources.isEmpty()
                && references.isEmpty()
                && marts.isEmpty();
    }

    /** The vault as it would be described under the former names. Marts are left out on which no table here depends, and so
     * is what is derived: it is made anew under new names. */
    Vault apply(Vault vault) {
        return new Vault(
                vault.name(),
                vault.description(),
                vault.timezone(),
                vault.hashing(),
                vault.rejectsStopAbove(),
                vault.archive(),
                naming(vault.naming()),
                vault.sources().stream().map(this::source).toList(),
                vault.hubs().stream().map(this::hub).toList(),
                vault.links().stream().map(this::link).toList(),
                vault.satellites().stream().map(this::satellite).toList(),
                vault.references().stream().map(this::reference).toList(),
                BusinessVault.NONE,
                marts(vault),
                vault.ghostRecords(),
                vault.nullKeys(),
                vault.publishing());
    }

    /** The computed marts, and the transactions that say of which hub they are. */
    private List<Mart> marts(Vault vault) {
        List<Mart> former = new ArrayList<>();
        for (ComputedMart mart : vault.computedMarts()) {
            former.add(mart.named(marts.getOrDefault(mart.name(), mart.name())));
        }
        for (Mart mart : vault.marts()) {
            if (mart instanceof TransactionsMart transactions) {
                former.add(transactions.ofCustomer(hub(transactions.customer())));
            }
        }
        return former;
    }

    private Naming naming(Naming naming) {
        return new Naming(
                naming.schema(),
                naming.existing(),
                naming.patterns(),
                formerly(naming.hubs(), hubs),
                formerly(naming.links(), links),
                formerly(naming.satellites(), satellites));
    }

    private static Map<String, Naming.Own> formerly(Map<String, Naming.Own> own, Map<String, String> names) {
        Map<String, Naming.Own> former = new HashMap<>();
        own.forEach((name, each) -> former.put(names.getOrDefault(name, name), each));
        return former;
    }

    private Hub hub(Hub hub) {
        String name = hub(hub.name());
        return new Hub(
                name, hub.description(), hub.key(), hub.roles(), hub.nullKey(), Optional.empty(), hub.isRetired());
    }

    private Link link(Link link) {
        List<Participant> connects = link.connects().stream()
                .map(each -> new Participant(hub(each.name()), hub(each.hub())))
                .toList();
        return new Link(
                links.getOrDefault(link.name(), link.name()),
                link.description(),
                link.kind(),
                connects,
                link.dependentChildKey(),
                former(link.source()),
                link.columns(),
                Optional.empty(),
                link.corrections(),
                link.isRetired());
    }

    private Satellite satellite(Satellite satellite) {
        String name = satellites.getOrDefault(satellite.name(), satellite.name());
        if (satellite instanceof EffectivitySatellite effectivity) {
            return new EffectivitySatellite(
                    name,
                    effectivity.description(),
                    (Parent.OfLink) parent(effectivity.parent()),
                    former(effectivity.source()),
                    effectivity.drivingKey().stream().map(this::hub).toList(),
                    Optional.empty(),
                    effectivity.isRetired());
        }
        if (satellite instanceof MultiActiveSatellite multiActive) {
            return new MultiActiveSatellite(
                    name,
                    multiActive.description(),
                    parent(multiActive.parent()),
                    former(multiActive.source()),
                    multiActive.subKey(),
                    multiActive.columns(),
                    multiActive.rest(),
                    Optional.empty(),
                    multiActive.hashdiff(),
                    multiActive.isRetired());
        }
        if (satellite instanceof NonHistorizedSatellite nonHistorized) {
            return new NonHistorizedSatellite(
                    name,
                    nonHistorized.description(),
                    parent(nonHistorized.parent()),
                    former(nonHistorized.source()),
                    nonHistorized.columns(),
                    nonHistorized.rest(),
                    Optional.empty(),
                    nonHistorized.corrections(),
                    nonHistorized.isRetired());
        }
        if (satellite instanceof RecordTrackingSatellite) {
            return new RecordTrackingSatellite(
                    name,
                    satellite.description(),
                    parent(satellite.parent()),
                    former(satellite.source()),
                    Optional.empty());
        }
        if (satellite instanceof StatusSatellite status) {
            return new StatusSatellite(
                    name,
                    status.description(),
                    parent(status.parent()),
                    former(status.source()),
                    Optional.empty(),
                    status.isRetired());
        }
        DescriptiveSatellite descriptive = (DescriptiveSatellite) satellite;
        return new DescriptiveSatellite(
                name,
                descriptive.description(),
                parent(descriptive.parent()),
                former(descriptive.source()),
                descriptive.columns(),
                descriptive.rest(),
                Optional.empty(),
                descriptive.hashdiff(),
                descriptive.isRetired());
    }

    private Parent parent(Parent parent) {
        if (parent instanceof Parent.OfHub hub) {
            return new Parent.OfHub(hub(hub.name()), hub(hub.hub()));
        }
        return new Parent.OfLink(links.getOrDefault(parent.name(), parent.name()));
    }

    private Source source(Source source) {
        List<Source.KeyUse> keys = source.keys().stream()
                .map(key -> new Source.KeyUse(hub(key.name()), hub(key.hub()), key.columns()))
                .toList();
        List<String> oneRowPer = source.oneRowPer().stream().map(this::hub).toList();
        return source.withKeys(keys).withOneRowPer(oneRowPer).named(former(source.name()));
    }

    private Reference reference(Reference reference) {
        return new Reference(
                references.getOrDefault(reference.name(), reference.name()),
                reference.description(),
                reference.key(),
                reference.sources().stream().map(this::former).toList(),
                reference.columns(),
                reference.history(),
                Optional.empty(),
                reference.isRetired());
    }

    private String former(String source) {
        return sources.getOrDefault(source, source);
    }

    /** A role keeps its name, and so does a dependent child key: only a hub's own name is replaced. */
    private String hub(String name) {
        return hubs.getOrDefault(name, name);
    }
}
