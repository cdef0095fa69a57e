package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RandomCase.Trial;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.verify.VerifyReport;

/**
 * Random vaults and deliveries against the {@link Oracle}. {@code -Dlierne.random.cases=5000} tries more;
 * {@code -Dlierne.random.seed=…} with one case repeats the one that failed. What fails is made smaller before it is shown.
 */
class RandomHistoriesTest {

    private static final int CASES = Integer.getInteger("lierne.random.cases", 4);
    /** Always the same unless another is asked for: who changes something else is not to be told of what no seed has found. */
    private static final long SEED = Long.getLong("lierne.random.seed", 50_000);

    private static final int SECONDS_OF_SHRINKING = Integer.getInteger("lierne.random.shrinking", 60);
    private static final int MOST_SHRUNK = 2;

    @TempDir
    Path folder;

    private final AtomicInteger shrunk = new AtomicInteger();

    @Test
    void historiesAreWhatTheDefinitionsSayWhateverTheOrderOfArrival() throws InterruptedException {
        new RandomCases(CASES, SEED).check(seed -> {
            RandomCase given = RandomCase.of(seed);
            failureOf(this::check, given).ifPresent(failure -> {
                throw shown(this::check, given, failure);
            });
        });
    }

    @Tag("thorough")
    @Test
    void oneFilePerRunAndAllInOneRunGiveTheSameRows() throws InterruptedException {
        new RandomCases(CASES / 4, SEED).check(seed -> {
            Random random = new Random(seed);
            RandomModel model = RandomModel.of(random, true, RandomTraits.of(random));
            List<List<Delivered>> runs = RandomDeliveries.inOrder(random, model).stream()
                    .map(List::of)
                    .toList();
            RandomCase given = new RandomCase(seed, model, runs, RandomModel.Evolution.NONE, 0, Set.of());
            failureOf(this::checkGroupings, given).ifPresent(failure -> {
                throw shown(this::checkGroupings, given, failure);
            });
        });
    }

    private static Optional<AssertionError> failureOf(Consumer<RandomCase> check, RandomCase given) {
        try {
            check.accept(given);
            return Optional.empty();
        } catch (AssertionError failure) {
            return Optional.of(failure);
        } catch (RuntimeException failure) {
            return Optional.of(new AssertionError(failure.toString(), failure));
        }
    }

    private AssertionError shown(Consumer<RandomCase> check, RandomCase given, AssertionError failure) {
        if (shrunk.getAndIncrement() >= MOST_SHRUNK) {
            return new AssertionError(failure.getMessage() + "\n" + given.describe(), failure);
        }
        RandomCase smallest = SmallerCases.smallest(
                given, each -> failureOf(check, each).map(RandomHistoriesTest::kind), SECONDS_OF_SHRINKING);
        String last = failureOf(check, smallest)
                .map(Throwable::getMessage)
                .orElse("it does not fail each time, but did so: " + failure.getMessage());
        return new AssertionError("made smaller:\n" + last + "\n" + smallest.describe(), failure);
    }

    /** What tells one kind of failure from another. */
    private static String kind(AssertionError failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private void check(RandomCase given) {
        boolean evolves = !given.evolution().isNone();
        try (Project project = open(given.seed(), given.before())) {
            if (evolves || given.trials().contains(Trial.REBUILT)) {
                project.keepArchive();
            }
            for (int run = 0; run < given.runs().size(); run++) {
                if (evolves && run == given.evolvesBefore()) {
                    project.change(
                            given.settings(),
                            given.after().sourcesYaml(),
                            given.after().modelYaml());
                }
                deliver(project, given.runs().get(run));
                assertDone(project.run());
            }
            new VaultComparison(given, project, given.runs()).check();
            if (given.trials().contains(Trial.REPEATED)) {
                assertThatNothingIsAdded(given, project);
            }
            if (given.trials().contains(Trial.AGAIN)) {
                List<Delivered> again = given.deliveries().stream()
                        .map(RandomHistoriesTest::underAnotherName)
                        .toList();
                deliver(project, again);
                assertDone(project.run());
                List<List<Delivered>> runs = new ArrayList<>(given.runs());
                runs.add(again);
                new VaultComparison(given, project, runs).check();
            }
            if (given.trials().contains(Trial.VERIFIED)) {
                assertVerified(project);
            }
            if (given.trials().contains(Trial.REBUILT)) {
                assertThat(Rebuilding.of(project)).as("deliveries made again").doesNotContain("in the file");
            }
        }
    }

    /** What the vault says of itself, which shares no code with the oracle. */
    private static void assertVerified(Project project) {
        VerifyReport report = project.verify();
        assertThat(report.findings()).as("what verifying finds").isEmpty();
        assertThat(report.undone()).as("what verifying cannot do").isEmpty();
    }

    private static Delivered underAnotherName(Delivered delivery) {
        return delivery.at(delivery.path().replace(".csv", "_again" + delivery.version() + ".csv"), 1);
    }

    private Project open(long seed, RandomMetadata metadata) {
        return Project.of(
                folder.resolve(seed + "_" + System.nanoTime()),
                metadata.model().settings(),
                metadata.sourcesYaml(),
                metadata.modelYaml());
    }

    private static void deliver(Project project, List<Delivered> deliveries) {
        deliveries.forEach(delivery -> project.deliverText(delivery.path(), delivery.text()));
    }

    private static void assertDone(RunReport report) {
        assertThat(report.failures()).as("what a run leaves out").isEmpty();
    }

    private static void assertThatNothingIsAdded(RandomCase given, Project project) {
        String before = project.counts();
        assertDone(project.run());
        assertThat(project.counts()).as("a second run").isEqualTo(before);

        List<String> corrected = given.deliveries().stream()
                .filter(delivery -> delivery.version() > 1)
                .map(Delivered::path)
                .toList();
        List<String> forgotten = new ArrayList<>(List.of("''"));
        for (Delivered delivery : given.deliveries()) {
            // The first content of a corrected path is not there to be loaded again.
            boolean isKept = new Random(given.seed() + delivery.path().hashCode()).nextBoolean();
            if (!corrected.contains(delivery.path()) && !isKept) {
                forgotten.add("'" + delivery.path() + "'");
            }
        }
        project.execute("delete from audit.delivery where path in (" + String.join(", ", forgotten) + ")");
        assertDone(project.run());
        assertThat(project.counts())
                .as("a run after the ledger forgot%n%s", forgotten)
                .isEqualTo(before);
    }

    private void checkGroupings(RandomCase given) {
        try (Project oneByOne = open(given.seed(), given.after());
                Project atOnce = open(given.seed(), given.after())) {
            for (List<Delivered> run : given.runs()) {
                deliver(oneByOne, run);
                assertDone(oneByOne.run());
            }
            deliver(atOnce, given.deliveries());
            assertDone(atOnce.run());
            List<String> expected = content(oneByOne);
            assertThat(content(atOnce)).as("all files in one run").isEqualTo(expected);
        }
    }

    /** All rows of the raw vault without their run. */
    private static List<String> content(Project project) {
        List<String> content = new ArrayList<>();
        project.schema()
                .tables()
                .forEach(table -> project.cells("select * exclude (run_id) from " + table.qualifiedName()).stream()
                        .map(cells -> table.name() + ": " + String.join("|", cells))
                        .sorted()
                        .forEach(content::add));
        return content;
    }
}
