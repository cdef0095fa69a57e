package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.PointInTime;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.businessvault.BusinessVaultBuild;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.SourceFacts.LinkFacts;
import org.lierne.loader.progress.RunListener;

/**
 * Point-in-time tables and bridges over random vaults and deliveries in random order, against their definition
 * ({@link SnapshotOracle}); and, brought along run by run, against what is built anew.
 * {@code -Dlierne.random.cases=…} and {@code -Dlierne.random.seed=…} as in {@link RandomHistoriesTest}; of as many cases it
 * tries a quarter, for one takes as long as several there.
 */
class RandomSnapshotsTest {

    private static final int CASES = Math.max(1, Integer.getInteger("lierne.random.cases", 8) / 4);
    /** Always the same unless another is asked for: who changes something else is not to be told of what no seed has found. */
    private static final long SEED = Long.getLong("lierne.random.seed", 60_000);

    private static final List<String> RULES = List.of(
            "{ keep: { daily: forever } }",
            "{ at: \"00:00\", keep: { daily: 3 days, weekly: forever } }",
            "{ at: \"12:30\", keep: { monthly: forever } }");

    @TempDir
    Path folder;

    @Test
    void derivedTablesAreWhatTheirDefinitionsSay() {
        for (int number = 0; number < CASES; number++) {
            long seed = SEED + number;
            try {
                checkOne(seed);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(
                        "Repeat it by -Dlierne.random.cases=4 -Dlierne.random.seed=" + seed + "\n"
                                + failed.getMessage(),
                        failed);
            }
        }
    }

    private void checkOne(long seed) {
        Random random = new Random(seed);
        RandomTraits traits = RandomTraits.withOwnNamesAndHashes(random);
        RandomModel model = RandomModel.of(random, false, traits);
        List<List<Delivered>> runs = RandomDeliveries.arriving(random, model);
        String derived = derived(random, model);
        try (Project project = Project.of(
                folder.resolve(Long.toString(seed)),
                model.settings(),
                model.sourcesYaml(),
                model.modelYaml() + derived)) {
            StringBuilder given =
                    new StringBuilder(model.settings() + model.sourcesYaml() + model.modelYaml() + derived);
            for (List<Delivered> run : runs) {
                given.append("--- run\n");
                for (Delivered delivery : run) {
                    given.append(delivery.path()).append("\n").append(delivery.text());
                    project.deliverText(delivery.path(), delivery.text());
                }
                assertThat(project.run().failures()).isEmpty();
                if (random.nextInt(3) == 0) {
                    check(given.toString(), project, random, 2);
                }
            }
            check(given.toString(), project, random, 5);
            assertThat(project.verify().findings())
                    .as("what verifying finds%n%s", given)
                    .isEmpty();
            checkAnew(given.toString(), project);
        }
    }

    private static String derived(Random random, RandomModel model) {
        List<String> links = model.sources().stream()
                .map(SourceFacts::link)
                .flatMap(Optional::stream)
                .map(LinkFacts::name)
                .toList();
        List<String> bridges = new ArrayList<>();
        for (String link : links) {
            bridges.add("  rows_" + link + ": " + link);
            // Every link connects the customer.
            links.stream()
                    .filter(other -> !other.equals(link))
                    .forEach(other ->
                            bridges.add("  " + link + "_" + other + ": [" + link + ", customer, " + other + "]"));
        }
        return "snapshots: { nightly: " + RULES.get(random.nextInt(RULES.size())) + " }\n"
                + "point_in_time: [customer, product"
                + links.stream().map(link -> ", " + link).reduce("", String::concat) + "]\n"
                + (bridges.isEmpty() ? "" : "bridges:\n" + String.join("\n", bridges) + "\n");
    }

    /** @param most of how many dates each row is compared, the newest among them */
    private static void check(String given, Project project, Random random, int most) {
        List<String> dates = new ArrayList<>();
        project.cells("select cast(snapshot_date as varchar) from business_vault.snapshot_nightly order by 1 desc")
                .forEach(row -> dates.add(row.get(0)));
        Collections.shuffle(dates.subList(Math.min(1, dates.size()), dates.size()), random);
        for (String date : dates.subList(0, Math.min(most, dates.size()))) {
            SnapshotOracle oracle = new SnapshotOracle(project, date);
            String at = " exclude (snapshot_date, run_id) from business_vault.%s where snapshot_date = timestamp '"
                    + date + "'";
            for (PointInTime each : project.vault().businessVault().pointInTime()) {
                assertThat(oracle.lines("select *" + at.formatted(Names.table(each))))
                        .as("%s at %s%n%s", Names.table(each), date, given)
                        .isEqualTo(oracle.pointInTime(each));
            }
            for (Bridge each : project.vault().businessVault().bridges()) {
                assertThat(oracle.lines("select *" + at.formatted(Names.table(each))))
                        .as("%s at %s%n%s", Names.table(each), date, given)
                        .isEqualTo(oracle.bridge(each));
            }
        }
        for (Table table : derived(project)) {
            assertThat(
                            project.rows(
                                    "select count(*) from " + table.qualifiedName()
                                            + " where snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly)"))
                    .as("rows of %s at dates that are not kept%n%s", table.name(), given)
                    .isEqualTo("0");
        }
    }

    /** What has been brought along run by run is what is made of the raw vault at once. */
    private static void checkAnew(String given, Project project) {
        List<String> before = contents(project);
        for (Table table : derived(project)) {
            project.execute("delete from " + table.qualifiedName());
        }
        long run = Long.parseLong(project.rows("select max(run_id) from audit.run"));
        new BusinessVaultBuild(project.vault(), project.schema(), DuckDbDialect.INSTANCE, project.warehouse())
                .build(run, RunListener.SILENT);
        assertThat(contents(project)).as("brought along%n%s", given).isEqualTo(before);
    }

    private static List<String> contents(Project project) {
        List<String> contents = new ArrayList<>();
        for (Table table : derived(project)) {
            project.cells("select * exclude (run_id) from " + table.qualifiedName() + " order by all")
                    .forEach(row -> contents.add(table.name() + ": " + String.join("|", row)));
        }
        return contents;
    }

    private static List<Table> derived(Project project) {
        return project.schema().tables().stream()
                .filter(table -> table.kind() == Table.Kind.POINT_IN_TIME || table.kind() == Table.Kind.BRIDGE)
                .toList();
    }
}
