package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.lierne.cli.CapturedConsole;
import org.lierne.cli.Lierne;

/**
 * The Online Retail vault with some days of its data, loaded in two batches. The second holds a day that comes late, one
 * that comes in time, and one with damaged records. The folder {@code before} has the first batch loaded and the second
 * landed; {@code after} has both loaded, undisturbed.
 */
final class SmallRetail {

    static final String VAULT = "warehouse/online_retail.duckdb";
    static final String MARTS = "warehouse/marts.duckdb";

    private static final Path EXAMPLE = Path.of("..", "metadata", "online_retail");
    private static final List<String> FIRST = List.of("2010-12-01.csv.gz", "2010-12-03.csv.gz");
    private static final List<String> SECOND = List.of("2010-12-02.csv.gz", "2010-12-05.csv.gz");
    private static final String DAMAGED = "2010-12-06.csv.gz";

    /** A quantity and a date that are none, among records that are whole. */
    private static final String DAMAGED_RECORDS = """
            536999,22423,REGENCY CAKESTAND 3 TIER,twelve,2010-12-06 09:00:00,10.95,14911.0,EIRE
            536999,22423,REGENCY CAKESTAND 3 TIER,2,2010-12-06 09:00:00,10.95,14911.0,EIRE
            536999,22138,BAKING SET 9 PIECE RETROSPOT,3,06.12.2010,4.95,14911.0,EIRE
            """;

    private final Path folder;
    private final Installation installation;
    private List<Place> places = List.of();

    private SmallRetail(Path folder) throws IOException {
        this.folder = folder;
        this.installation = Installation.in(folder.resolve("installation"));
    }

    static SmallRetail in(Path folder) throws IOException, InterruptedException {
        SmallRetail retail = new SmallRetail(folder);
        Path before = retail.before();
        copy(EXAMPLE, before, path -> !path.startsWith("landing") && !path.startsWith("warehouse"));
        retail.land(FIRST);
        runToItsEnd(before);
        retail.land(SECOND);
        retail.landDamaged();
        copy(before, retail.after(), path -> true);
        retail.runUndisturbed();
        assertThat(lierne("rejects", "--project", retail.after().toString(), "--output", "csv")
                        .lines())
                .as("the header and two rejects")
                .hasSize(3);
        return retail;
    }

    Path before() {
        return folder.resolve("before");
    }

    Path after() {
        return folder.resolve("after");
    }

    /** The places that the run of the second batch passes. */
    List<Place> places() {
        return places;
    }

    Place place(String name) {
        return places.stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The run does not pass " + name + ", but " + places));
    }

    Installation installation() {
        return installation;
    }

    private void runUndisturbed() throws InterruptedException {
        try (LierneProcess process = LierneProcess.run(installation, after(), List.of())) {
            assertThat(process.awaitEnd()).as(String.join("\n", process.said())).isZero();
            places = Place.passed(process.said());
        }
    }

    /** How long an undisturbed run of the second batch, in a copy of its own, takes from its number to its end. */
    long nanosOfRun(Path copy) throws InterruptedException {
        copyBefore(copy);
        try (LierneProcess process = LierneProcess.run(installation, copy, List.of())) {
            process.awaitStart();
            long start = System.nanoTime();
            assertThat(process.awaitEnd()).as(String.join("\n", process.said())).isZero();
            return System.nanoTime() - start;
        }
    }

    /** Copies the vault as it was before the second batch. */
    void copyBefore(Path to) {
        copy(before(), to, path -> true);
    }

    private void land(List<String> names) throws IOException {
        Path landing = Files.createDirectories(before().resolve("landing"));
        for (String name : names) {
            Files.copy(EXAMPLE.resolve("landing").resolve(name), landing.resolve(name));
        }
    }

    private void landDamaged() throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        try (InputStream day = new GZIPInputStream(
                Files.newInputStream(EXAMPLE.resolve("landing").resolve(DAMAGED)))) {
            day.transferTo(records);
        }
        records.writeBytes(DAMAGED_RECORDS.getBytes(StandardCharsets.UTF_8));
        Path file = before().resolve("landing").resolve(DAMAGED);
        try (OutputStream damaged = new GZIPOutputStream(Files.newOutputStream(file))) {
            records.writeTo(damaged);
        }
    }

    static void runToItsEnd(Path project) {
        lierne("run", "--project", project.toString(), "--threads", "1");
    }

    /** Runs a command in this process; returns its output. It has to succeed. */
    static String lierne(String... arguments) {
        CapturedConsole captured = CapturedConsole.piped();
        int exitCode = Lierne.run(captured.console(), arguments);
        assertThat(exitCode)
                .as("exit code of %s; it said:\n%s", List.of(arguments), captured.err())
                .isZero();
        return captured.out();
    }

    /** Copies a folder, links as links. */
    private static void copy(Path from, Path to, Predicate<Path> chosen) {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path :
                    found.filter(path -> chosen.test(from.relativize(path))).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isSymbolicLink(path)) {
                    Files.createSymbolicLink(copy, Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
