package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills of every command that writes. Of runs, at every place, some times each ({@code -Dlierne.kill.times}), and at random
 * moments ({@code -Dlierne.kill.random}, {@code -Dlierne.kill.seed}); of the others, at random moments. What was hit is
 * counted in {@code target/kills.txt}.
 */
@Tag("kill")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EveryPlaceKillTest {

    private static final int TIMES = Integer.getInteger("lierne.kill.times", 4);
    private static final int RANDOM = Integer.getInteger("lierne.kill.random", 24);
    private static final long SEED = Long.getLong("lierne.kill.seed", System.nanoTime());

    /** A run of the shop takes several times as long as one of Online Retail. */
    private static final int TIMES_OF_SHOP = Math.max(1, TIMES / 2);

    private static final int RANDOM_OF_COMMAND = Math.max(1, RANDOM / 2);

    /** The process is up by then, and has begun to look at the database. */
    private static final double UP = 0.35;

    private static final Path HISTOGRAM = Path.of("target", "kills.txt");

    @TempDir
    static Path folder;

    static Scenes scenes;
    static Scene retail;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        scenes = new Scenes(folder);
        retail = scenes.retail();
        Files.deleteIfExists(HISTOGRAM);
    }

    /** A kill of a run in that folder, which does not exist yet; it tells where it struck. */
    @FunctionalInterface
    private interface Strike {
        String in(Path project) throws Exception;
    }

    @Test
    @Order(1)
    void killsAtEachPlace() throws Exception {
        assertThat(retail.places().stream().map(Place::phase).distinct())
                .containsExactly("reading", "staging", "loading", "committing", "committed", "marts", "publishing");
        heldAtEach(retail, "Online Retail", TIMES, Place::group);
    }

    @Test
    @Order(2)
    void killsAtRandomMoments() throws Exception {
        atRandom(retail, "Online Retail", RANDOM, 0);
    }

    @Test
    @Order(3)
    void aRunThatIsToldToEndAtARandomMoment() throws Exception {
        Random random = new Random(SEED);
        List<Strike> strikes = new ArrayList<>();
        for (int number = 0; number < RANDOM_OF_COMMAND; number++) {
            long nanos = (long) (random.nextDouble() * retail.nanos());
            strikes.add(project -> Kill.terminatedAfter(retail, project, nanos));
        }
        record("Online Retail: told to end (SIGTERM) on the way", strike("told", strikes));
    }

    @Test
    @Order(4)
    void killsOfOtherCommands() throws Exception {
        atRandom(scenes.filling(), "Online Retail, with satellites described since", RANDOM_OF_COMMAND, 0);
        atRandom(scenes.migrating(), "migrate", RANDOM_OF_COMMAND, UP);
        atRandom(scenes.replaying(), "rejects replay", RANDOM_OF_COMMAND, UP);
        atRandom(scenes.martsOfThePast(), "marts --as-known-at --to", RANDOM_OF_COMMAND, UP);
    }

    @Test
    @Order(5)
    void killsOfTheShop() throws Exception {
        Scene shop = scenes.shop();
        assertThat(shop.places().stream().map(Place::name))
                .as("full deliveries, change records, blocks, what is derived")
                .contains(
                        "loading:raw_vault.judgement_products",
                        "loading:raw_vault.sat_product_status",
                        "business_vault:business_vault.pit_customer",
                        "business_vault:business_vault.bridge_line_customer");
        heldAtEach(shop, "the shop", TIMES_OF_SHOP, Place::kind);
        atRandom(shop, "the shop", RANDOM_OF_COMMAND, 0);
    }

    private static void heldAtEach(Scene scene, String what, int times, Function<Place, String> grouping)
            throws Exception {
        Map<String, List<Place>> groups = scene.places().stream()
                .collect(Collectors.groupingBy(grouping, LinkedHashMap::new, Collectors.toList()));
        Random random = new Random(SEED);
        List<Strike> strikes = new ArrayList<>();
        groups.forEach((group, places) -> {
            List<Place> shuffled = new ArrayList<>(places);
            Collections.shuffle(shuffled, random);
            for (int time = 0; time < times; time++) {
                Place place = shuffled.get(time % shuffled.size());
                strikes.add(project -> {
                    Kill.at(scene, project, place);
                    return group;
                });
            }
        });
        Map<String, Integer> hits = strike("held", strikes);
        assertThat(hits.keySet()).containsExactlyElementsOf(groups.keySet());
        record(what + ": held at a place, then killed", hits);
    }

    private static void atRandom(Scene scene, String what, int times, double from) throws Exception {
        Random random = new Random(SEED);
        List<Strike> strikes = new ArrayList<>();
        for (int number = 0; number < times; number++) {
            double share = from + random.nextDouble() * (1 - from);
            long nanos = (long) (share * scene.nanos());
            strikes.add(project -> {
                String said = Kill.after(scene, project, nanos);
                return scene.isRun() ? lastStep(said) : Math.round(share * 10) * 10 + " % of the way";
            });
        }
        String title = String.format(
                Locale.ROOT,
                "%s: killed on the way, %.2f to %.2f s after the start (seed %d)",
                what,
                from * scene.nanos() / 1e9,
                scene.nanos() / 1e9,
                SEED);
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
                Locale.ROOT,
                "  %3d  kills, each followed by the same command, which led to the undisturbed vault%n",
                sum));
        Files.writeString(HISTOGRAM, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
