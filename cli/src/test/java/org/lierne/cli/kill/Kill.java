package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One kill: the command of a scene dies on the way, readers look at what is left, and the same command, run again, has to
 * lead to what it leads to undisturbed. A killed run has used up a number, so without its commit the rows are those of the
 * next.
 */
final class Kill {

    private final Scene scene;
    private final Path project;

    private Kill(Scene scene, Path project) {
        this.scene = scene;
        this.project = project;
        scene.copyBefore(project);
    }

    /** What readers of the published marts see. */
    private enum Published {
        OLD,
        NEW
    }

    /** Kills at a place where the run is held, and checks what has to hold before and after. */
    static void at(Scene scene, Path project, Place place) throws Exception {
        Kill kill = new Kill(scene, project);
        try (LierneProcess process = scene.start(project, List.of("--hold-at", place.name()))) {
            process.awaitHold();
            assertThat(kill.published()).as("marts while the run stands").isEqualTo(Published.OLD);
            assertThat(process.kill()).as("exit code").isEqualTo(LierneProcess.KILLED);
        }
        kill.hasStopped(place);
        kill.completeAndCompare();
    }

    /** Tells the run to end at a place where it is held: it clears up, and says so. */
    static void terminatedAt(Scene scene, Path project, Place place) throws Exception {
        Kill kill = new Kill(scene, project);
        try (LierneProcess process = scene.start(project, List.of("--hold-at", place.name()))) {
            process.awaitHold();
            kill.isTerminated(process);
        }
        kill.hasStopped(place);
        kill.completeAndCompare();
    }

    /**
     * Tells the run to end some time after it has started, wherever it is then.
     *
     * @return what it said of it
     */
    static String terminatedAfter(Scene scene, Path project, long nanos) throws Exception {
        Kill kill = new Kill(scene, project);
        String said;
        try (LierneProcess process = scene.start(project, List.of())) {
            process.awaitStart();
            process.letRun(nanos);
            if (process.terminate() == 0) {
                said = "it had ended";
            } else {
                kill.isTerminated(process);
                said = process.said().get(process.said().size() - 1).replaceAll("\\d+", "…");
            }
        }
        kill.completeAndCompare();
        return said;
    }

    private void isTerminated(LierneProcess process) throws InterruptedException, IOException {
        assertThat(process.terminate()).as(String.join("\n", process.said())).isEqualTo(LierneProcess.TERMINATED);
        assertThat(process.said().get(process.said().size() - 1)).startsWith("lierne: Interrupted. ");
        assertThat(leftovers()).as("what is left of it").isEmpty();
    }

    private void hasStopped(Place place) throws SQLException {
        assertThat(scene.newRuns(project).get(0).outcome())
                .as("outcome of the run")
                .isEqualTo(place.afterCommit() ? "done" : "interrupted");
        assertThat(published()).as("marts afterwards").isEqualTo(Published.OLD);
    }

    /**
     * Kills some time after the command has started, wherever it is then, and checks the same.
     *
     * @return what the process said last before it died
     */
    static String after(Scene scene, Path project, long nanos) throws Exception {
        Kill kill = new Kill(scene, project);
        List<String> said;
        try (LierneProcess process = scene.start(project, List.of())) {
            process.awaitStart();
            process.letRun(nanos);
            process.kill();
            said = process.said();
        }
        Published published = kill.published();
        List<Scene.Run> runs = scene.newRuns(project);
        assertThat(runs).extracting(Scene.Run::outcome).as("outcomes").isSubsetOf("interrupted", "done", "partial");
        if (runs.stream().noneMatch(Scene.Run::stored) && kill.marksNewMarts()) {
            assertThat(published).as("marts of a run that was not committed").isEqualTo(Published.OLD);
        }
        kill.completeAndCompare();
        return said.isEmpty() ? "" : said.get(said.size() - 1);
    }

    /** Whether the marts are others after the command: then who sees the new ones sees that it has ended. */
    private boolean marksNewMarts() throws SQLException {
        return !Contents.differences(
                        scene.after().resolve(Scene.MARTS), scene.before().resolve(Scene.MARTS), Map.of())
                .isEmpty();
    }

    private void completeAndCompare() throws SQLException, IOException {
        scene.complete(project);
        Map<Long, Long> numbers = numbers();
        assertThat(Contents.differences(
                        project.resolve(scene.vault()), scene.after().resolve(scene.vault()), numbers))
                .as("differences from the undisturbed vault")
                .isEmpty();
        assertThat(Contents.differences(
                        project.resolve(Scene.MARTS), scene.after().resolve(Scene.MARTS), Map.of()))
                .as("differences from the undisturbed marts")
                .isEmpty();
        if (scene.output().isPresent()) {
            String output = scene.output().get();
            assertThat(Contents.differences(
                            project.resolve(output), scene.after().resolve(output), Map.of()))
                    .as("differences from the undisturbed file")
                    .isEmpty();
        }
        assertThat(files(project, "warehouse/archive")).isEqualTo(files(scene.after(), "warehouse/archive"));
        assertThat(files(project, "migrations")).isEqualTo(files(scene.after(), "migrations"));
        assertThat(leftovers()).as("what is left of it").isEmpty();
    }

    /** The numbers of the undisturbed runs, and those that the same work was done under: the first run of that kind that stored. */
    private Map<Long, Long> numbers() {
        List<Scene.Run> actual = new ArrayList<>(scene.newRuns(project));
        Map<Long, Long> numbers = new TreeMap<>();
        for (Scene.Run expected : scene.newRuns()) {
            Scene.Run same = actual.stream()
                    .filter(run ->
                            run.kind().equals(expected.kind()) && run.outcome().equals(expected.outcome()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no run like " + expected + " among " + actual));
            actual.remove(same);
            numbers.put(expected.number(), same.number());
        }
        return numbers;
    }

    private Published published() throws SQLException {
        Path pointer = project.resolve(Scene.MARTS);
        List<String> fromOld = Contents.differences(pointer, scene.before().resolve(Scene.MARTS), Map.of());
        if (fromOld.isEmpty()) {
            return Published.OLD;
        }
        List<String> fromNew = Contents.differences(pointer, scene.after().resolve(Scene.MARTS), Map.of());
        assertThat(fromNew)
                .as("the published marts are neither the old ones (%s) nor the new ones", fromOld)
                .isEmpty();
        return Published.NEW;
    }

    /** Files that are there while something is being made, and should be gone. */
    private Set<String> leftovers() throws IOException {
        try (Stream<Path> found = Files.walk(project)) {
            return found.map(file -> project.relativize(file).toString())
                    .filter(name -> name.matches(".*(\\.work|\\.building|\\.building\\.wal|\\.tmp|\\.writing)"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The texts of files by name; of copies in the archive, which are named for what they hold, nothing. */
    private static Map<String, String> files(Path project, String folder) throws IOException {
        Path root = project.resolve(folder);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                boolean isText =
                        file.toString().endsWith(".sql") || file.toString().endsWith(".json");
                files.put(
                        root.relativize(file).toString(), isText ? Files.readString(file, StandardCharsets.UTF_8) : "");
            }
        }
        return files;
    }
}
