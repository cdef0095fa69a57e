package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.schema.Names;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.SourceFacts.Holds;
import org.lierne.loader.load.SourceFacts.LinkFacts;
import org.lierne.loader.load.SourceFacts.Reference;
import org.lierne.loader.load.SourceFacts.SatelliteFacts;

/** Compares all that a vault shows of random deliveries with what its definitions say. */
final class VaultComparison {

    private final RandomCase given;
    private final Project project;
    private final RandomModel model;
    private final Oracle oracle;

    /** @param runs what has arrived, by runs */
    VaultComparison(RandomCase given, Project project, List<List<Delivered>> runs) {
        this.given = given;
        this.project = project;
        this.model = given.model();
        this.oracle = new Oracle(model, runs);
    }

    void check() {
        for (String hub : List.of("customer", "product")) {
            compare("hub " + hub, project.queries().firstSeen(project.vault().hub(hub)), oracle.hub(hub));
            if (given.evolution().isNone()) {
                String keys = project.vault().hub(hub).key().stream()
                        .map(part -> part.name() + ", ")
                        .collect(Collectors.joining());
                compare(
                        "rows of hub " + hub,
                        "select " + keys + "load_date, record_source from raw_vault.hub_" + hub + " where run_id > 0",
                        oracle.firstRows(hub));
            }
        }
        for (SourceFacts source : model.sources()) {
            checkTracking(source);
            source.satellites().forEach(satellite -> checkHistory(source, satellite));
            source.status()
                    .ifPresent(parent -> compare(
                            "status of " + source.name(),
                            project.queries().status(source.statusName()),
                            new PresenceOracle(oracle, source).status(parent)));
            source.block().ifPresent(block -> checkBlocks(source, block));
            source.seen()
                    .ifPresent(parent -> compare(
                            "deliveries that " + parent + " was seen in",
                            project.queries().seen(source.seenName()),
                            source.holds() == Holds.CHANGES
                                    ? oracle.seen(source, parent)
                                    : new PresenceOracle(oracle, source).seen(parent)));
            source.once().ifPresent(once -> checkOnce(source, once));
            source.link().ifPresent(link -> checkLink(source, link));
        }
        checkReferences();
    }

    private void compare(String what, String query, List<String> expected) {
        assertThat(folded(lines(query))).as(what).isEqualTo(folded(expected.stream()));
    }

    private Stream<String> lines(String query) {
        return project.cells(query).stream().map(cells -> String.join("|", cells));
    }

    /** In the other package's profile, case and blanks at the ends of texts say nothing. */
    private List<String> folded(Stream<String> lines) {
        return Oracle.sorted(lines.map(line -> model.traits().automateDv() ? folded(line) : line)
                .toList());
    }

    private static String folded(String line) {
        return Stream.of(line.split("\\|", -1))
                .map(cell -> cell.strip().toUpperCase(Locale.ROOT))
                .map(cell -> cell.isEmpty() ? "NULL" : cell)
                .collect(Collectors.joining("|"));
    }

    private void checkTracking(SourceFacts source) {
        compare(
                "tracking of " + source.name(),
                "select tracked.load_date, path, content_version, record_number from raw_vault."
                        + Names.tracking(project.vault().source(source.name()))
                        + " as tracked join audit.delivery using (delivery_id)",
                oracle.tracked(source));
    }

    private void checkHistory(SourceFacts source, SatelliteFacts satellite) {
        boolean isRetired = given.evolution().retired().contains(satellite.name());
        Oracle known = isRetired ? new Oracle(model, given.runsBefore()) : oracle;
        Satellite stored = project.vault().satellite(satellite.name());
        compare(
                "history of " + satellite.name(),
                project.queries().placedHistory(stored),
                known.history(source, satellite));
        checkNeighbours(stored, satellite);
    }

    /** Stored neighbours may be equal only if the earlier came in a later run, since nothing stored is removed. */
    private void checkNeighbours(Satellite satellite, SatelliteFacts facts) {
        if (!facts.besides().isEmpty()) {
            return;
        }
        List<String> previous = null;
        for (List<String> row : project.cells(project.queries().placedRows(satellite))) {
            int last = row.size() - 1;
            int firstOfPayload = last - facts.columns().size();
            int comparedUntil = last - facts.uncompared().size();
            // Key, load date, path, content version, record number, payload, run.
            int keys = firstOfPayload - 4;
            boolean equal = previous != null
                    && row.subList(0, keys).equals(previous.subList(0, keys))
                    && row.subList(firstOfPayload, comparedUntil)
                            .equals(previous.subList(firstOfPayload, comparedUntil));
            if (equal) {
                assertThat(Long.parseLong(previous.get(last)))
                        .as("run of the earlier of equal neighbours of %s%n%s, %s", satellite.name(), previous, row)
                        .isGreaterThan(Long.parseLong(row.get(last)));
            }
            previous = row;
        }
    }

    private void checkBlocks(SourceFacts source, SatelliteFacts block) {
        if (source.blocksEnd()) {
            compare(
                    "history of " + block.name(),
                    project.queries().history(block.name()),
                    new PresenceOracle(oracle, source).blocks(block));
            return;
        }
        compare(
                "history of " + block.name(),
                project.queries().placedHistory(project.vault().satellite(block.name())),
                oracle.blocks(source, block));
    }

    private void checkOnce(SourceFacts source, SourceFacts.Once once) {
        String table = (once.event() ? "link_" : "sat_") + source.onceName();
        String columns = project.vault().hub("customer").key().stream()
                        .map(part -> part.name() + ", ")
                        .collect(Collectors.joining())
                + "once";
        String customer = " as said join raw_vault.hub_customer using (customer_hk)";
        compare(
                "what " + source.name() + " says once",
                "select " + columns + ", said.load_date" + (once.corrected() ? ", counter, correction" : "")
                        + " from raw_vault." + table + customer + " where said.run_id > 0",
                oracle.once().rows(source));
        if (once.corrected()) {
            compare(
                    "what " + source.name() + " says now",
                    "select " + columns + " from raw_vault." + table + (once.event() ? "_in_force" : "_current")
                            + customer,
                    oracle.once().inForce(source));
        }
    }

    private void checkReferences() {
        List<SourceFacts> shared = model.sources().stream()
                .filter(source -> source.reference() == Reference.SHARED)
                .toList();
        if (!shared.isEmpty()) {
            checkReference(RandomModel.SHARED, shared, model.sharedHistory());
        }
        model.sources().stream()
                .filter(source -> source.reference() == Reference.PLAIN || source.reference() == Reference.WITH_HISTORY)
                .forEach(source -> checkReference(
                        source.referenceName(), List.of(source), source.reference() == Reference.WITH_HISTORY));
    }

    private void checkReference(String name, List<SourceFacts> sources, boolean history) {
        ReferenceOracle reference = new ReferenceOracle(oracle, sources);
        compare("reference " + name, "select code, word, load_date from raw_vault.ref_" + name, reference.current());
        if (history) {
            compare(
                    "history of reference " + name,
                    "select code, word, load_date, load_end_date from raw_vault.ref_" + name + "_history",
                    reference.history());
        }
    }

    private void checkLink(SourceFacts source, LinkFacts facts) {
        Link link = project.vault().link(facts.name());
        compare("link " + link.name(), project.queries().firstSeen(link), oracle.links(source, facts));
        boolean ends = source.holds() != Holds.CHANGES;
        boolean closes = ends
                && facts.driving()
                        .filter(driving -> Set.copyOf(driving).equals(Set.copyOf(source.oneRowPer())))
                        .isPresent();
        PresenceOracle presence = new PresenceOracle(oracle, source);
        compare(
                "in force of " + link.name(),
                project.queries().links(link, Names.inForce(link)),
                ends && (closes || facts.driving().isEmpty())
                        ? presence.inForce(facts)
                        : oracle.inForce(source, facts));
        if (closes) {
            compare(
                    "history of " + source.effectivity(),
                    project.queries().history(source.effectivity()),
                    presence.effectivity(facts));
        } else {
            facts.driving()
                    .ifPresent(driving -> compare(
                            "history of " + source.effectivity(),
                            project.queries().placedHistory(project.vault().satellite(source.effectivity())),
                            oracle.effectivity(source, facts, driving)));
        }
        if (!facts.kind().equals("relationship")) {
            checkWays(link, facts);
        }
    }

    /** Where the steps lead that are in force, which are compared before. */
    private void checkWays(Link link, LinkFacts facts) {
        boolean isSameAs = facts.kind().equals("same_as");
        String step = isSameAs
                ? hexadecimal("payer_hk") + ", " + hexadecimal("customer_hk")
                : hexadecimal("customer_hk") + ", " + hexadecimal("payer_hk");
        String hub = "select " + hexadecimal("customer_hk") + " from raw_vault.hub_customer";
        Set<String> keys = new HashSet<>(lines(hub).toList());
        Set<String> unknown = new HashSet<>(
                lines(hub + " where run_id = 0 order by 1 limit 1").toList());
        PathOracle ways = new PathOracle(
                keys, project.cells("select " + step + " from raw_vault." + Names.inForce(link)), unknown);
        compare(
                "ways of " + link.name(),
                isSameAs
                        ? "select " + step + ", masters from raw_vault." + Names.resolved(link)
                        : "select " + step + ", distance, is_in_circle from raw_vault." + Names.ancestors(link),
                isSameAs ? ways.resolved() : ways.ancestors());
    }

    /** As a text in the order of keys. */
    private String hexadecimal(String key) {
        return model.traits().automateDv() ? "hex(" + key + ")" : "cast(" + key + " as varchar)";
    }
}
