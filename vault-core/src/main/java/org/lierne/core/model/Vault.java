package org.lierne.core.model;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A whole vault: what it keeps, where that comes from, and what is made of it.
 *
 * @param timezone the zone of timestamps and load dates that name none
 * @param rejectsStopAbove the share of a delivery's records, from 0 to 1, above which rejects stop the delivery
 * @param archive whether deliveries are copied to the archive before they are staged
 * @param naming what stored tables and their columns are called, where that is not as Lierne calls them
 * @param businessVault what is derived from it
 * @param ghostRecords which rows of satellites stand for what is missing
 * @param nullKeys what becomes of a row of a link that lacks the key of a participant
 * @param publishing how marts are published
 */
public record Vault(
        String name,
        String description,
        ZoneId timezone,
        Hashing hashing,
        double rejectsStopAbove,
        boolean archive,
        Naming naming,
        List<Source> sources,
        List<Hub> hubs,
        List<Link> links,
        List<Satellite> satellites,
        List<Reference> references,
        BusinessVault businessVault,
        List<Mart> marts,
        GhostRecords ghostRecords,
        NullKeys nullKeys,
        Publishing publishing) {

    /** A vault without reference tables and a business vault, in which everything is called as Lierne calls it. */
    public Vault(
            String name,
            String description,
            ZoneId timezone,
            Hashing hashing,
            double rejectsStopAbove,
            boolean archive,
            List<Source> sources,
            List<Hub> hubs,
            List<Link> links,
            List<Satellite> satellites,
            List<Mart> marts) {
        this(
                name,
                description,
                timezone,
                hashing,
                rejectsStopAbove,
                archive,
                Naming.DEFAULT,
                sources,
                hubs,
                links,
                satellites,
                List.of(),
                BusinessVault.NONE,
                marts,
                GhostRecords.LIERNE,
                NullKeys.UNKNOWN,
                Publishing.DEFAULT);
    }

    /** More rejects than this mean that the description is wrong rather than the data. */
    public static final double DEFAULT_REJECTS_STOP_ABOVE = 0.5;

    public Vault {
        sources = List.copyOf(sources);
        hubs = List.copyOf(hubs);
        links = List.copyOf(links);
        satellites = List.copyOf(satellites);
        references = List.copyOf(references);
        marts = List.copyOf(marts);
    }

    /** The same vault, of which only these links, satellites and references are loaded. */
    public Vault loadingOnly(List<Link> someLinks, List<Satellite> someSatellites, List<Reference> someReferences) {
        return new Vault(
                name,
                description,
                timezone,
                hashing,
                rejectsStopAbove,
                archive,
                naming,
                sources,
                hubs,
                someLinks,
                someSatellites,
                someReferences,
                BusinessVault.NONE,
                List.of(),
                ghostRecords,
                nullKeys,
                publishing);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Source source(String sourceName) {
        return named(
                "source",
                sourceName,
                sources.stream().filter(source -> source.name().equals(sourceName)));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Hub hub(String hubName) {
        return named("hub", hubName, hubs.stream().filter(hub -> hub.name().equals(hubName)));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Link link(String linkName) {
        return named("link", linkName, links.stream().filter(link -> link.name().equals(linkName)));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Satellite satellite(String satelliteName) {
        return named(
                "satellite",
                satelliteName,
                satellites.stream().filter(satellite -> satellite.name().equals(satelliteName)));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Reference reference(String referenceName) {
        return named(
                "reference",
                referenceName,
                references.stream().filter(reference -> reference.name().equals(referenceName)));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Mart mart(String martName) {
        return named("mart", martName, marts.stream().filter(mart -> mart.name().equals(martName)));
    }

    /** The marts whose rows are kept in satellites, in the order of the metadata. */
    public List<ComputedMart> computedMarts() {
        return marts.stream()
                .filter(ComputedMart.class::isInstance)
                .map(ComputedMart.class::cast)
                .toList();
    }

    /** The hub that is called so, or has that role; empty if there is none. */
    public Optional<Hub> hubOf(String nameOrRole) {
        return hubs.stream()
                .filter(hub -> hub.name().equals(nameOrRole) || hub.roles().contains(nameOrRole))
                .findFirst();
    }

    /** The hub whose keys a computed mart has rows for; empty if what it is of is no mart of transactions. */
    public Optional<Hub> hubOf(ComputedMart mart) {
        return marts.stream()
                .filter(other ->
                        other instanceof TransactionsMart && other.name().equals(mart.of()))
                .findFirst()
                .flatMap(transactions -> hubOf(((TransactionsMart) transactions).customer()));
    }

    /** The links that a source states; not those that are retired. */
    public List<Link> linksOf(Source source) {
        return links.stream()
                .filter(link -> !link.isRetired() && link.source().equals(source.name()))
                .toList();
    }

    /** The links that a source stated, and states no more. */
    public List<Link> retiredLinksOf(Source source) {
        return links.stream()
                .filter(link -> link.isRetired() && link.source().equals(source.name()))
                .toList();
    }

    /** The reference tables that a source feeds; not those that are retired. */
    public List<Reference> referencesOf(Source source) {
        return references.stream()
                .filter(reference ->
                        !reference.isRetired() && reference.sources().contains(source.name()))
                .toList();
    }

    /** The satellites that loads of a source fill, and the changes of reference tables that it tells. */
    public List<Satellite> satellitesOf(Source source) {
        return Stream.concat(
                        satellites.stream(), references.stream().flatMap(reference -> reference.changes().stream()))
                .filter(satellite -> satellite.isStored()
                        && !satellite.isRetired()
                        && satellite.source().equals(source.name()))
                .toList();
    }

    /** The satellites that a source fed, and feeds no more, and what it said for reference tables that are retired. */
    public List<Satellite> retiredOf(Source source) {
        return Stream.concat(
                        satellites.stream(), references.stream().flatMap(reference -> reference.changes().stream()))
                .filter(satellite -> satellite.isRetired() && satellite.source().equals(source.name()))
                .toList();
    }

    /** The links that have a status tracking satellite which the source feeds. */
    public List<Link> linksWithStatus(Source source) {
        return satellitesOf(source).stream()
                .filter(satellite ->
                        satellite instanceof StatusSatellite && satellite.parent() instanceof Parent.OfLink)
                .map(satellite -> link(satellite.parent().name()))
                .distinct()
                .toList();
    }

    /**
     * The effectivity satellite that tells which rows of a link are in force, if the metadata has one. One that is retired
     * tells it only of a link that is retired too: of another it knows nothing of what came since.
     */
    public Optional<EffectivitySatellite> effectivityOf(Link link) {
        return effectivitiesOf(link)
                .filter(satellite -> satellite.isRetired() == link.isRetired())
                .findFirst();
    }

    private Stream<EffectivitySatellite> effectivitiesOf(Link link) {
        return satellites.stream()
                .filter(EffectivitySatellite.class::isInstance)
                .map(EffectivitySatellite.class::cast)
                .filter(satellite -> satellite.parent().name().equals(link.name()));
    }

    /**
     * Whether deletions and absence in the source's deliveries reach a link: the link names all that tells the source's
     * rows apart.
     */
    public boolean canEnd(Link link) {
        Source source = source(link.source());
        return !(source.delivery() instanceof Delivery.Delta)
                && source.tracked()
                && !source.rowParts().isEmpty()
                && link.parts().containsAll(source.rowParts());
    }

    /**
     * Whether a block of a multi-active satellite ends when a whole delivery lacks its key: the satellite is of a hub or
     * role that is part of what its source has one row per.
     */
    public boolean canEnd(MultiActiveSatellite satellite) {
        Source source = source(satellite.source());
        return source.full().isPresent()
                && source.tracked()
                && satellite.parent() instanceof Parent.OfHub
                && source.rowParts().contains(satellite.parent().name());
    }

    /**
     * Whether an effectivity satellite's relationships end when its source says that the driving key is gone: the
     * driving key is what the source has one row per.
     */
    public boolean canEnd(EffectivitySatellite satellite) {
        Source source = source(satellite.source());
        return !(source.delivery() instanceof Delivery.Delta)
                && source.tracked()
                && Set.copyOf(source.rowParts()).equals(Set.copyOf(satellite.drivingKey()));
    }

    /**
     * The participants and dependent child keys of a link, by name, of which the link has one row in force at a time:
     * those that its source has one row per, whether that names keys or all their columns; or else what the link's kind
     * means. Empty where all rows of the link are in force side by side: also where only a record's place tells rows
     * apart, which says nothing across files, where the source has one row per row of the link, and where the link is
     * non-historized, since what happened stays so.
     */
    public List<String> drivingKeyOf(Link link) {
        if (link.isNonHistorized()) {
            return List.of();
        }
        // One that is retired still says what stays when the relationship changes.
        Optional<EffectivitySatellite> effectivity =
                effectivityOf(link).or(() -> effectivitiesOf(link).findFirst());
        if (effectivity.isPresent()) {
            return effectivity.get().drivingKey();
        }
        List<String> driving = oneRowPer(link);
        boolean sideBySide = source(link.source()).rowParts().containsAll(link.parts());
        return driving.isEmpty() && !sideBySide ? link.drivenBy() : driving;
    }

    /**
     * The participants and dependent child keys of a non-historized link, by name, that tell one event from another:
     * those that its source has one row per. Empty where only all of them do.
     */
    public List<String> eventKeyOf(Link link) {
        return oneRowPer(link);
    }

    private List<String> oneRowPer(Link link) {
        Source source = source(link.source());
        Set<String> named = Set.copyOf(source.oneRowPer());
        if (named.contains(Source.RECORD_NUMBER) || named.contains(Source.OCCURRENCE)) {
            return List.of();
        }
        List<String> driving = new ArrayList<>();
        Set<String> explained = new HashSet<>();
        for (String part : link.parts()) {
            List<String> columns = source.key(part).map(Source.KeyUse::columns).orElse(List.of(part));
            if (named.contains(part) || named.containsAll(columns)) {
                driving.add(part);
                explained.add(part);
                explained.addAll(columns);
            }
        }
        boolean drives =
                explained.containsAll(named) && driving.size() < link.parts().size();
        return drives ? driving : List.of();
    }

    private static <T> T named(String kind, String name, Stream<T> found) {
        return found.findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " \"" + name + "\""));
    }
}
