package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.schema.Names;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.RandomModel.Holds;
import org.lierne.loader.load.RandomModel.LinkFacts;
import org.lierne.loader.load.RandomModel.SatelliteFacts;
import org.lierne.loader.load.RandomModel.SourceFacts;
import org.lierne.loader.verify.VerifyReport;

/**
 * Random vaults and deliveries against the {@link Oracle}. {@code -Dlierne.random.cases=5000} tries more;
 * {@code -Dlierne.random.seed=…} with one case repeats the one that failed.
 */
class RandomHistoriesTest {

    private static final int CASES = Integer.getInteger("lierne.random.cases", 8);
    private static final long SEED = Long.getLong("lierne.random.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void historiesAreWhatTheDefinitionsSayWhateverTheOrderOfArrival() throws InterruptedException {
        new RandomCases(CASES, SEED).check(this::checkOne);
    }

    @Test
    void oneFilePerRunAndAllInOneRunGiveTheSameRows() throws InterruptedException {
        new RandomCases(CASES / 4, SEED).check(this::checkGroupings);
    }

    private void checkOne(long seed) {
        Random random = new Random(seed);
        RandomModel model = RandomModel.of(random, false, RandomTraits.of(random));
        List<List<Delivered>> runs = RandomDeliveries.arriving(random, model);
        Set<String> later = random.nextInt(4) == 0 ? describedLater(random, model) : Set.of();
        int laterBefore = random.nextInt(runs.size());
        // The copy that deliveries are made again from has no views, by which other names are read.
        boolean rebuilds = !model.traits().named() && random.nextInt(4) == 0;
        try (Project project = open(seed, model.settings(), model.without(later))) {
            if (rebuilds || !later.isEmpty()) {
                project.keepArchive();
            }
            List<Delivered> arrived = new ArrayList<>();
            for (int run = 0; run < runs.size(); run++) {
                if (run == laterBefore && !later.isEmpty()) {
                    project.change(model.settings(), model.sourcesYaml(), model.modelYaml());
                }
                deliver(project, runs.get(run));
                arrived.addAll(runs.get(run));
                assertDone(project.run());
            }
            String given = describe(model, runs)
                    + (later.isEmpty() ? "" : "--- described before run " + (laterBefore + 1) + ": " + later + "\n");
            check(given, project, model, new Oracle(model, arrived));
            assertThatNothingIsAdded(given, project, arrived, random);
            if (random.nextInt(6) == 0) {
                List<Delivered> again = arrived.stream()
                        .map(RandomHistoriesTest::underAnotherName)
                        .toList();
                deliver(project, again);
                assertDone(project.run());
                arrived.addAll(again);
                check(given + "--- all again under other names", project, model, new Oracle(model, arrived));
            }
            if (random.nextInt(3) == 0) {
                assertVerified(given, project);
            }
            if (rebuilds) {
                assertThat(Rebuilding.of(project))
                        .as("deliveries made again%n%s", given)
                        .doesNotContain("in the file");
            }
        }
    }

    /**
     * Satellites that are described only when some runs are done; none by which records are rejected, since what was
     * rejected or accepted once stays so.
     */
    private static Set<String> describedLater(Random random, RandomModel model) {
        List<String> names = new ArrayList<>();
        for (SourceFacts source : model.sources()) {
            names.add(source.satellites().get(1).name());
            names.add(RandomModel.effectivity(source));
            names.add(RandomModel.status(source));
        }
        names.removeIf(any -> random.nextBoolean());
        return new TreeSet<>(names);
    }

    /** What the vault says of itself, which shares no code with the oracle. */
    private static void assertVerified(String given, Project project) {
        VerifyReport report = project.verify();
        assertThat(report.findings()).as("what verifying finds%n%s", given).isEmpty();
        assertThat(report.undone()).isEmpty();
    }

    private static Delivered underAnotherName(Delivered delivery) {
        String path = delivery.path().replace(".csv", "_again" + delivery.version() + ".csv");
        return new Delivered(delivery.source(), path, 1, delivery.day(), delivery.rows());
    }

    private Project open(long seed, String settings, RandomMetadata metadata) {
        return Project.of(
                folder.resolve(seed + "_" + System.nanoTime()), settings, metadata.sourcesYaml(), metadata.modelYaml());
    }

    private static void deliver(Project project, List<Delivered> deliveries) {
        deliveries.forEach(delivery -> project.deliverText(delivery.path(), delivery.text()));
    }

    private static void assertDone(RunReport report) {
        assertThat(report.failures()).isEmpty();
    }

    private static void check(String given, Project project, RandomModel model, Oracle oracle) {
        for (String hub : List.of("customer", "product")) {
            assertThat(lines(
                            project, project.queries().firstSeen(project.vault().hub(hub))))
                    .as("hub %s%n%s", hub, given)
                    .isEqualTo(oracle.hub(hub));
        }
        for (SourceFacts source : model.sources()) {
            checkTracking(given, project, source, oracle);
            for (SatelliteFacts satellite : source.satellites()) {
                Satellite stored = project.vault().satellite(satellite.name());
                assertThat(lines(project, project.queries().placedHistory(stored)))
                        .as("history of %s%n%s", satellite.name(), given)
                        .isEqualTo(oracle.history(source, satellite));
                checkNeighbours(given, project, stored, satellite.columns().size());
            }
            source.status()
                    .ifPresent(parent -> assertThat(
                                    lines(project, project.queries().status(RandomModel.status(source))))
                            .as("status of %s%n%s", source.name(), given)
                            .isEqualTo(new PresenceOracle(oracle, source).status(parent)));
            source.block().ifPresent(block -> checkBlocks(given, project, source, block, oracle));
            checkOnceAndReference(given, project, source, oracle);
            source.seen()
                    .ifPresent(parent -> assertThat(
                                    lines(project, project.queries().seen(RandomModel.seen(source))))
                            .as("deliveries that %s was seen in%n%s", parent, given)
                            .isEqualTo(oracle.seen(source, parent)));
            source.link().ifPresent(link -> checkLink(given, project, source, link, oracle));
        }
    }

    private static void checkBlocks(
            String given, Project project, SourceFacts source, SatelliteFacts block, Oracle oracle) {
        if (source.blocksEnd()) {
            assertThat(lines(project, project.queries().history(block.name())))
                    .as("history of %s%n%s", block.name(), given)
                    .isEqualTo(new PresenceOracle(oracle, source).blocks(block));
            return;
        }
        Satellite stored = project.vault().satellite(block.name());
        assertThat(lines(project, project.queries().placedHistory(stored)))
                .as("history of %s%n%s", block.name(), given)
                .isEqualTo(oracle.blocks(source, block));
    }

    private static void checkOnceAndReference(String given, Project project, SourceFacts source, Oracle oracle) {
        if (source.once()) {
            String hub = String.join(
                    ", ",
                    project.vault().hub("customer").key().stream()
                            .map(part -> part.name())
                            .toList());
            assertThat(lines(
                            project,
                            "select " + hub + ", once from raw_vault." + (source.event() ? "link_" : "sat_")
                                    + RandomModel.once(source) + " as said"
                                    + " join raw_vault.hub_customer using (customer_hk) where said.run_id > 0"))
                    .as("what %s says once%n%s", source.name(), given)
                    .isEqualTo(oracle.once(source));
        }
        if (source.reference()) {
            assertThat(lines(
                            project,
                            "select code, word, load_date, load_end_date from raw_vault.ref_"
                                    + RandomModel.reference(source) + "_history"))
                    .as("reference of %s%n%s", source.name(), given)
                    .isEqualTo(oracle.reference(source));
        }
    }

    private static void checkTracking(String given, Project project, SourceFacts source, Oracle oracle) {
        assertThat(lines(
                        project,
                        "select tracked.load_date, path, content_version, record_number from raw_vault."
                                + Names.tracking(project.vault().source(source.name()))
                                + " as tracked join audit.delivery using (delivery_id)"))
                .as("tracking of %s%n%s", source.name(), given)
                .isEqualTo(oracle.tracked(source));
    }

    private static void checkLink(String given, Project project, SourceFacts source, LinkFacts facts, Oracle oracle) {
        Link link = project.vault().link(facts.name());
        assertThat(lines(project, project.queries().firstSeen(link)))
                .as("link %s%n%s", link.name(), given)
                .isEqualTo(oracle.links(source, facts));
        boolean ends = source.holds() != Holds.CHANGES;
        boolean closes = ends
                && facts.driving()
                        .filter(driving -> Set.copyOf(driving).equals(Set.copyOf(source.oneRowPer())))
                        .isPresent();
        PresenceOracle presence = new PresenceOracle(oracle, source);
        assertThat(lines(project, project.queries().links(link, Names.inForce(link))))
                .as("in force of %s%n%s", link.name(), given)
                .isEqualTo(
                        ends && (closes || facts.driving().isEmpty())
                                ? presence.inForce(facts)
                                : oracle.inForce(source, facts));
        if (closes) {
            assertThat(lines(project, project.queries().history(RandomModel.effectivity(source))))
                    .as("history of %s%n%s", RandomModel.effectivity(source), given)
                    .isEqualTo(presence.effectivity(facts));
            return;
        }
        facts.driving()
                .ifPresent(driving -> assertThat(lines(
                                project,
                                project.queries()
                                        .placedHistory(project.vault().satellite(RandomModel.effectivity(source)))))
                        .as("history of %s%n%s", RandomModel.effectivity(source), given)
                        .isEqualTo(oracle.effectivity(source, facts, driving)));
    }

    /** Stored neighbours may be equal only if the earlier came in a later run, since nothing stored is removed. */
    private static void checkNeighbours(String given, Project project, Satellite satellite, int payload) {
        List<String> previous = null;
        for (List<String> row : project.cells(project.queries().placedRows(satellite))) {
            int last = row.size() - 1;
            int firstOfPayload = last - payload;
            // Key, load date, path, content version, record number, payload, run.
            int keys = firstOfPayload - 4;
            boolean equal = previous != null
                    && row.subList(0, keys).equals(previous.subList(0, keys))
                    && row.subList(firstOfPayload, last).equals(previous.subList(firstOfPayload, last));
            if (equal) {
                assertThat(Long.parseLong(previous.get(last)))
                        .as(
                                "run of the earlier of equal neighbours of %s: %s, %s%n%s",
                                satellite.name(), previous, row, given)
                        .isGreaterThan(Long.parseLong(row.get(last)));
            }
            previous = row;
        }
    }

    private static void assertThatNothingIsAdded(
            String given, Project project, List<Delivered> arrived, Random random) {
        String before = project.counts();
        assertDone(project.run());
        assertThat(project.counts()).as("a second run%n%s", given).isEqualTo(before);

        List<String> corrected = arrived.stream()
                .filter(delivery -> delivery.version() > 1)
                .map(Delivered::path)
                .toList();
        List<String> forgotten = new ArrayList<>(List.of("''"));
        for (Delivered delivery : arrived) {
            // The first content of a corrected path is not there to be loaded again.
            if (!corrected.contains(delivery.path()) && random.nextBoolean()) {
                forgotten.add("'" + delivery.path() + "'");
            }
        }
        project.execute("delete from audit.delivery where path in (" + String.join(", ", forgotten) + ")");
        assertDone(project.run());
        assertThat(project.counts())
                .as("a run after the ledger forgot %s%n%s", forgotten, given)
                .isEqualTo(before);
    }

    private void checkGroupings(long seed) {
        Random random = new Random(seed);
        RandomModel model = RandomModel.of(random, true, RandomTraits.of(random));
        List<Delivered> deliveries = RandomDeliveries.inOrder(random, model);
        try (Project oneByOne = open(seed, model.settings(), model.without(Set.of()));
                Project atOnce = open(seed, model.settings(), model.without(Set.of()))) {
            for (Delivered delivery : deliveries) {
                deliver(oneByOne, List.of(delivery));
                assertDone(oneByOne.run());
            }
            deliver(atOnce, deliveries);
            assertDone(atOnce.run());
            assertThat(content(atOnce)).as(describe(model, List.of(deliveries))).isEqualTo(content(oneByOne));
        }
    }

    /** All rows of the raw vault without their run. */
    private static List<String> content(Project project) {
        List<String> content = new ArrayList<>();
        project.schema()
                .tables()
                .forEach(table -> lines(project, "select * exclude (run_id) from " + table.qualifiedName())
                        .forEach(line -> content.add(table.name() + ": " + line)));
        return content;
    }

    private static List<String> lines(Project project, String query) {
        return project.cells(query).stream()
                .map(cells -> String.join("|", cells))
                .sorted()
                .toList();
    }

    private static String describe(RandomModel model, List<List<Delivered>> runs) {
        StringBuilder text =
                new StringBuilder(model.settings()).append(model.sourcesYaml()).append(model.modelYaml());
        for (List<Delivered> run : runs) {
            text.append("--- run\n");
            run.forEach(delivery -> text.append(delivery.path())
                    .append(" version ")
                    .append(delivery.version())
                    .append("\n")
                    .append(delivery.text()));
        }
        return text.toString();
    }
}
