package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Every command that writes, over the vault of Online Retail; and a run of the simulated shop, which has all constructs. */
final class Scenes {

    private static final String RETAIL = "warehouse/online_retail.duckdb";
    private static final String SHOP = "warehouse/shop.duckdb";

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

    private static final Path SHOP_METADATA = Path.of("..", "metadata", "shop");
    private static final String CUSTOMERS = "40";
    private static final String DAYS = "16";
    private static final int DAYS_BEFORE = 11;

    private final Path folder;
    private final Installation installation;

    Scenes(Path folder) throws IOException {
        this.folder = folder;
        this.installation = Installation.in(folder.resolve("installation"));
    }

    /** A run that loads a day that comes late, one in time, and one with damaged records. */
    Scene retail() throws IOException, InterruptedException {
        Scene scene = Scene.of(folder.resolve("retail"), installation, RETAIL, Scenes::loadedAndLanded, "run");
        assertThat(Scene.lierne("rejects", "--project", scene.after().toString(), "--output", "csv")
                        .lines())
                .as("the header and two rejects")
                .hasSize(3);
        return scene;
    }

    /** A run that first fills what is described since. */
    Scene filling() throws IOException, InterruptedException {
        return Scene.of(
                folder.resolve("filling"),
                installation,
                RETAIL,
                project -> {
                    loadedAndLanded(project);
                    describeMore(project);
                },
                "run");
    }

    /** A migration that makes tables and views. */
    Scene migrating() throws IOException, InterruptedException {
        return Scene.of(
                folder.resolve("migrating"),
                installation,
                RETAIL,
                project -> {
                    loaded(project);
                    describeMore(project);
                },
                "migrate");
    }

    /** A refused record that is accepted by now. */
    Scene replaying() throws IOException, InterruptedException {
        Scene scene = Scene.of(
                folder.resolve("replaying"),
                installation,
                RETAIL,
                project -> {
                    loadedAndLanded(project);
                    run(project);
                    replace(
                            project.resolve("sources/invoices.yml"),
                            "quantity: integer ",
                            "quantity: { type: integer, map: { twelve: \"12\" } } ");
                    Scene.lierne("migrate", "--project", project.toString());
                },
                "rejects",
                "replay");
        assertThat(Scene.lierne("runs", "--project", scene.after().toString(), "--output", "csv"))
                .contains(",replay,");
        return scene;
    }

    /** The marts of the past, into a file. */
    Scene martsOfThePast() throws IOException, InterruptedException {
        return Scene.writing(
                "past.duckdb",
                folder.resolve("past"),
                installation,
                RETAIL,
                project -> {
                    loadedAndLanded(project);
                    run(project);
                },
                "marts",
                "--as-known-at",
                "1");
    }

    /** A run of some days of the simulated shop, some of whose files come late, after the first days are loaded. */
    Scene shop() throws IOException, InterruptedException {
        Path simulated = folder.resolve("simulated");
        Scene.lierne(
                "simulate",
                "--customers",
                CUSTOMERS,
                "--from",
                "2024-01-01",
                "--days",
                DAYS,
                "--seed",
                "3",
                "--out",
                simulated.toString());
        List<Path> days;
        try (Stream<Path> found = Files.list(simulated.resolve("arrivals"))) {
            days = found.sorted().toList();
        }
        return Scene.of(
                folder.resolve("shop"),
                installation,
                SHOP,
                project -> {
                    Scene.copy(SHOP_METADATA, project, path -> true);
                    land(days.subList(0, DAYS_BEFORE), project);
                    run(project);
                    land(days.subList(DAYS_BEFORE, days.size()), project);
                },
                "run");
    }

    private static void land(List<Path> days, Path project) throws IOException {
        Path landing = Files.createDirectories(project.resolve("landing"));
        for (Path day : days) {
            Scene.copy(day, landing, path -> true);
        }
    }

    private static void loaded(Path project) throws IOException {
        Scene.copy(EXAMPLE, project, path -> !path.startsWith("landing") && !path.startsWith("warehouse"));
        landDays(FIRST, project);
        run(project);
    }

    private static void loadedAndLanded(Path project) throws IOException {
        loaded(project);
        landDays(SECOND, project);
        landDamaged(project);
    }

    private static void run(Path project) {
        Scene.lierne("run", "--project", project.toString(), "--threads", "1");
    }

    private static void describeMore(Path project) throws IOException {
        Files.writeString(project.resolve("model/later.yml"), """
                satellites:
                  invoice_line_text: { of: invoice_line, from: invoices, columns: description }
                  customer_country: { of: customer, from: invoices, columns: description }
                """);
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void landDays(List<String> names, Path project) throws IOException {
        Path landing = Files.createDirectories(project.resolve("landing"));
        for (String name : names) {
            Files.copy(EXAMPLE.resolve("landing").resolve(name), landing.resolve(name));
        }
    }

    private static void landDamaged(Path project) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        try (InputStream day = new GZIPInputStream(
                Files.newInputStream(EXAMPLE.resolve("landing").resolve(DAMAGED)))) {
            day.transferTo(records);
        }
        records.writeBytes(DAMAGED_RECORDS.getBytes(StandardCharsets.UTF_8));
        Path file = project.resolve("landing").resolve(DAMAGED);
        try (OutputStream damaged = new GZIPOutputStream(Files.newOutputStream(file))) {
            records.writeTo(damaged);
        }
    }
}
