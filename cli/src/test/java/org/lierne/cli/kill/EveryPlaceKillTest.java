package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills at every place of a run, a dozen times each ({@code -Dlierne.kill.times}), and at random moments
 * ({@code -Dlierne.kill.random}, {@code -Dlierne.kill.seed}). What was hit is counted in {@code target/kills.txt}.
 */
@Tag("kill")
final class EveryPlaceKillTest {

    private static final int TIMES = Integer.getInteger("lierne.kill.times", 12);
    private static final int RANDOM = Integer.getInteger("lierne.kill.random", 60);
    private static final long SEED = Long.getLong("lierne.kill.seed", System.nanoTime());

    private static final Path HISTOGRAM = Path.of("target", "kills.txt");

    @TempDir
    static Path folder;

    static SmallRetail retail;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        retail = SmallRetail.in(folder);
        Files.deleteIfExists(HISTOGRAM);
    }

    /** A kill of a run in that folder, which does not exist yet; it tells where it struck. */
    @FunctionalInterface
    private interface Strike {
        String in(Path project) throws Exception;
    }

    @Test
    void aDozenKillsAtEachPlace() throws Exception {
        assertThat(retail.places().stream().map(Place::phase).distinct())
                .containsExactly("reading", "staging", "loading", "committing", "committed", "marts", "publishing");
        Map<String, List<Place>> groups = retail.places().stream()
                .collect(Collectors.groupingBy(Place::group, LinkedHashMap::new, Collectors.toList()));
        List<Strike> strikes = new ArrayList<>();
        groups.forEach((group, places) -> {
            // Each place of the group at least once, then in turn.
            for (int time = 0; time < Math.max(TIMES, places.size()); time++) {
                Place place = places.get(time % places.size());
                strikes.add(project -> {
                    Kill.at(retail, project, place);
                    return group;
                });
            }
        });
        Map<String, Integer> hits = strike("held", strikes);
        assertThat(hits.keySet()).containsExactlyElementsOf(groups.keySet());
        assertThat(hits.values()).allMatch(kills -> kills >= TIMES);
        record("held at a place, then killed", hits);
    }

    @Test
    void killsAtRandomMoments() throws Exception {
        Random random = new Random(SEED);
        long whole = retail.nanosOfRun(folder.resolve("undisturbed"));
        List<Strike> strikes = new ArrayList<>();
        for (int number = 0; number < RANDOM; number++) {
            long nanos = (long) (random.nextDouble() * whole);
            strikes.add(project -> lastStep(Kill.after(retail, project, nanos)));
        }
        String title = String.format(
                Locale.ROOT, "killed on the way, 0 to %.2f s after the start (seed %d)", whole / 1e9, SEED);
        record(title, strike("random", strikes));
    }

    private static String lastStep(String said) {
        List<Place> places = Place.passed(List.of(said));
        return places.isEmpty() ? said.replaceAll("\\d.*", "…") : places.get(0).name();
    }

    /** Strikes, two at a time, and counts what was hit; all strikes are made, whichever fail. */
    private static Map<String, Integer> strike(String kind, List<Strike> strikes) throws InterruptedException {
        Map<String, Integer> hits = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        ExecutorService hands = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> struck = new ArrayList<>();
            for (int number = 0; number < strikes.size(); number++) {
                Strike strike = strikes.get(number);
                Path project = folder.resolve(kind + "_" + number);
                struck.add(hands.submit(() -> strikeAndClear(strike, project)));
            }
            for (Future<String> each : struck) {
                try {
                    hits.merge(each.get(), 1, Integer::sum);
                } catch (ExecutionException failed) {
                    failures.add(failed.getCause().toString());
                }
            }
        } finally {
            hands.shutdownNow();
        }
        assertThat(failures)
                .as("%d of %d kills led astray, seed %d", failures.size(), strikes.size(), SEED)
                .isEmpty();
        return hits;
    }

    private static String strikeAndClear(Strike strike, Path project) throws Exception {
        String hit = strike.in(project);
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return hit;
    }

    private static void record(String title, Map<String, Integer> hits) throws IOException {
        StringBuilder text = new StringBuilder(title + "\n");
        hits.forEach((place, kills) -> text.append(
                String.format(Locale.ROOT, "  %3d  %-20s  %s%n", kills, "#".repeat(Math.min(kills, 20)), place)));
        int sum = hits.values().stream().mapToInt(Integer::intValue).sum();
        text.append(String.format(
                Locale.ROOT, "  %3d  kills, each followed by a run that led to the undisturbed vault%n", sum));
        Files.writeString(HISTOGRAM, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
