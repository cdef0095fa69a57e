package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One kill: the run of the second batch dies on the way, readers look at what is left, and the next run has to lead to
 * the undisturbed vault. The killed run has used up number 2, so without its commit the rows are those of run 3.
 */
final class Kill {

    /** Where the outcome stands in what {@code lierne runs} writes. */
    private static final int OUTCOME = 4;

    private final SmallRetail retail;
    private final Path project;

    private Kill(SmallRetail retail, Path project) {
        this.retail = retail;
        this.project = project;
        retail.copyBefore(project);
    }

    /** What readers of the published marts see. */
    private enum Published {
        OLD,
        NEW
    }

    /** Kills at a place where the run is held, and checks what has to hold before and after. */
    static void at(SmallRetail retail, Path project, Place place) throws Exception {
        Kill kill = new Kill(retail, project);
        try (LierneProcess process = kill.start("--hold-at", place.name())) {
            process.awaitHold();
            assertThat(kill.published()).as("marts while the run stands").isEqualTo(Published.OLD);
            assertThat(process.kill()).as("exit code").isEqualTo(LierneProcess.KILLED);
        }
        String outcome = kill.outcome();
        assertThat(outcome).as("outcome of the killed run").isEqualTo(place.afterCommit() ? "done" : "interrupted");
        assertThat(kill.published()).as("marts after the kill").isEqualTo(Published.OLD);
        kill.runAgainAndCompare(outcome);
    }

    /**
     * Kills some time after the run has got its number, wherever it is then, and checks the same.
     *
     * @return what the process said last before it died
     */
    static String after(SmallRetail retail, Path project, long nanos) throws Exception {
        Kill kill = new Kill(retail, project);
        List<String> said;
        try (LierneProcess process = kill.start()) {
            process.awaitStart();
            process.letRun(nanos);
            process.kill();
            said = process.said();
        }
        Published published = kill.published();
        String outcome = kill.outcome();
        assertThat(outcome).as("outcome of the killed run").isIn("interrupted", "done");
        if (outcome.equals("interrupted")) {
            assertThat(published).as("marts of a run that was not committed").isEqualTo(Published.OLD);
        }
        kill.runAgainAndCompare(outcome);
        return said.get(said.size() - 1);
    }

    private LierneProcess start(String... options) {
        return LierneProcess.run(retail.installation(), project, List.of(options));
    }

    /** What {@code lierne runs} shows of the second run. */
    private String outcome() {
        return runs().get(1);
    }

    /** The outcomes of all runs, the first run's first. */
    private List<String> runs() {
        List<String> outcomes = new ArrayList<>();
        SmallRetail.lierne("runs", "--project", project.toString(), "--output", "csv")
                .lines()
                .skip(1)
                .forEach(line -> outcomes.add(0, line.split(",")[OUTCOME]));
        return outcomes;
    }

    private Published published() throws SQLException {
        Path pointer = project.resolve(SmallRetail.MARTS);
        List<String> fromOld = Contents.differences(pointer, retail.before().resolve(SmallRetail.MARTS), 0, 0);
        if (fromOld.isEmpty()) {
            return Published.OLD;
        }
        List<String> fromNew = Contents.differences(pointer, retail.after().resolve(SmallRetail.MARTS), 0, 0);
        assertThat(fromNew)
                .as("the published marts are neither the old ones (%s) nor the new ones", fromOld)
                .isEmpty();
        return Published.NEW;
    }

    private void runAgainAndCompare(String killed) throws SQLException, IOException {
        SmallRetail.runToItsEnd(project);
        assertThat(runs()).as("runs").containsExactly("done", killed, "done");
        long loadedBy = killed.equals("done") ? 2 : 3;
        assertThat(Contents.differences(
                        project.resolve(SmallRetail.VAULT), retail.after().resolve(SmallRetail.VAULT), 2, loadedBy))
                .as("differences from the undisturbed vault")
                .isEmpty();
        assertThat(published()).as("marts after the next run").isEqualTo(Published.NEW);
        assertThat(archived(project)).as("archived deliveries").isEqualTo(archived(retail.after()));
    }

    private static Set<String> archived(Path project) throws IOException {
        Path archive = project.resolve("warehouse/archive");
        try (Stream<Path> found = Files.walk(archive)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> archive.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
