package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.rebuild.Rebuild;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.warehouse.Warehouse;

/**
 * Whatever was done to a file, it is loaded with each of its records accepted, filtered or rejected, or left out with a
 * reason. What is loaded can be made again, and is what another reading of the copies gives ({@link Rebuild}, which for csv and
 * json does without the engine).
 */
class MalformedFilesTest {

    private static final int FILES = Integer.getInteger("lierne.hostile.files", 30);
    private static final long SEED = Long.getLong("lierne.hostile.seed", 90_000);
    private static final int FILES_IN_A_RUN = 50;
    private static final long MOST_MEGABYTES = 700;

    @TempDir
    Path folder;

    private final Map<String, Integer> fates = new TreeMap<>();

    @Test
    void everyRecordHasItsFate() throws IOException, SQLException {
        List<byte[]> parquet = parquetFiles();
        try (Shop shop = shop()) {
            long start = System.nanoTime();
            for (long first = SEED; first < SEED + FILES; first += FILES_IN_A_RUN) {
                List<String> paths = new ArrayList<>();
                for (long seed = first; seed < Math.min(SEED + FILES, first + FILES_IN_A_RUN); seed++) {
                    MalformedFile file = new MalformedFile(seed, parquet.get((int) (seed % parquet.size())));
                    shop.deliver(file.path(seed), file.bytes());
                    paths.add(file.path(seed));
                }
                RunReport report = shop.load();
                for (String path : paths) {
                    hasAFate(shop, report, path);
                    // What is left out would be tried again with the next.
                    Files.delete(shop.file(path));
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            holds(shop);
            System.err.println("MalformedFilesTest: " + FILES + " files from seed " + SEED + " in " + took.toMillis()
                    + " ms, resident at most " + mostResident() + " MB: " + fates);
        }
        assertThat(fates.getOrDefault("loaded", 0)).as("loaded of %d", FILES).isGreaterThan(FILES / 10);
        assertThat(fates.getOrDefault("loaded", 0)).as("loaded of %d", FILES).isLessThan(FILES);
    }

    private void hasAFate(Shop shop, RunReport report, String path) {
        List<String> counts = shop.rows("select records, accepted, filtered, rejected,"
                + " records = accepted + filtered + rejected,"
                + " rejected = (select count(*) from audit.reject where reject.delivery_id = delivery.delivery_id),"
                + " accepted = (select count(*) from raw_vault.tracking_"
                + path.split("/")[0] + "_items as tracking where tracking.delivery_id = delivery.delivery_id)"
                + " from audit.delivery where path = '" + path + "'");
        List<RunReport.Failure> failures = report.failures().stream()
                .filter(failure -> failure.path().equals(path))
                .toList();
        assertThat(counts.size() + failures.size())
                .as("fates of %s: %s %s", path, counts, failures)
                .isEqualTo(1);
        for (RunReport.Failure failure : failures) {
            assertThat(failure.message())
                    .as("what is said of %s", path)
                    .contains("othing of")
                    .endsWith(".")
                    .doesNotContainPattern("\\bjava\\.|\\borg\\.|\\bat \\w+\\.\\w+\\(");
            fates.merge(failure.code(), 1, Integer::sum);
        }
        for (String count : counts) {
            assertThat(count).as("counts of %s", path).endsWith("|true|true|true");
            fates.merge("loaded", 1, Integer::sum);
        }
    }

    private void holds(Shop shop) {
        RebuildReport rebuilt = new Rebuild(
                        shop.vault(),
                        VaultSchema.of(shop.vault()),
                        shop.warehouse().connection())
                .run(RebuildRequest.of(folder.resolve("archive")));
        assertThat(rebuilt.sources().stream()
                        .flatMap(source -> source.differences().stream())
                        .map(String::valueOf))
                .as("what another reading finds")
                .isEmpty();
        assertThat(rebuilt.isClean()).isTrue();
        assertThat(mostResident()).as("megabytes resident").isLessThan(MOST_MEGABYTES + heap());
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory() / 1_000_000;
    }

    private static long mostResident() {
        try {
            Path status = Path.of("/proc/self/status");
            return !Files.exists(status)
                    ? 0
                    : Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                            .findFirst()
                            .orElse(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Shop shop() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("vault.yml", "vault: shop\nrejects: { stop_above: 90% }\n");
        String sources = List.of(MalformedFile.Kind.values()).stream()
                .map(kind ->
                        "  " + kind.folder() + "_items: { files: \"" + kind.folder() + "/*" + kind.ending() + "\" }\n")
                .collect(Collectors.joining());
        metadata.put("sources/items.yml", """
                system: shop
                keys: { item: id }
                columns: { id: varchar, amount: "decimal(12,2)", note: varchar }
                where: amount is null or amount <> 7.5
                sources:
                """ + sources);
        metadata.put(
                "model/shop.yml",
                "hubs:\n  item: id\nsatellites:\n"
                        + List.of(MalformedFile.Kind.values()).stream()
                                .map(kind -> "  " + kind.folder() + "_details: { of: item, from: " + kind.folder()
                                        + "_items }\n")
                                .collect(Collectors.joining()));
        return Shop.empty(folder, metadata, Warehouse.inMemory(Shop.settings()));
    }

    private List<byte[]> parquetFiles() throws IOException, SQLException {
        List<byte[]> files = new ArrayList<>();
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            for (String options : List.of(
                    "compression snappy", "compression zstd, row_group_size 2048", "compression uncompressed")) {
                Path file = folder.resolve("valid.parquet");
                statement.execute("copy (select 'R' || i % 50 as id, (i % 1000 + 0.5)::decimal(12,2) as amount,"
                        + " case i % 5 when 0 then null when 1 then 'Grün' else 'note ' || i end as note"
                        + " from range(" + 30 * (files.size() * 100 + 1) + ") as r(i)) to '"
                        + file.toString().replace("'", "''") + "' (format parquet, " + options + ")");
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }
}
