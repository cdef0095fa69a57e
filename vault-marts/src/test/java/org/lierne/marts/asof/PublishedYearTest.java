package org.lierne.marts.asof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.project.VaultProject;

/** Every mart as known at each run of a year is what that run published, though nothing that it published is there. */
final class PublishedYearTest {

    @Test
    void everyMartAsKnownAtEachRunIsWhatItPublished(@TempDir Path folder) throws SQLException, IOException {
        Map<Integer, List<Integer>> changes = Map.of(3, List.of(1, 2), 4, List.of(3, 4, 5), 5, List.of(6, 7, 8));

        assertThat(hold(folder, 20_250_101, 6, changes))
                .as("marts of which a later run says otherwise of the same days")
                .contains("purchases", "status", "phones", "payments", "paid");
    }

    @ParameterizedTest
    @ValueSource(longs = 3)
    @Tag("thorough")
    void andWithTwoRunsAMonth(long seed, @TempDir Path folder) throws SQLException, IOException {
        Map<Integer, List<Integer>> changes = new HashMap<>();
        for (int change = 1; change <= ShopYear.CHANGES; change++) {
            changes.put(3 + 2 * change, List.of(change));
        }

        assertThat(hold(folder, seed, 24, changes))
                .as("marts of which a later run says otherwise of the same days")
                .contains("purchases", "payments", "paid");
    }

    /** The marts of which the last run says otherwise, of the days of the run before it, than that run did. */
    private static Set<String> hold(Path folder, long seed, int runs, Map<Integer, List<Integer>> changes)
            throws SQLException, IOException {
        ShopYear year = new ShopYear(folder, seed, 12, runs);
        Path marts = folder.resolve("published");
        try (Warehouse warehouse = Warehouse.open(folder.resolve("shop.duckdb"), settings())) {
            Map<Long, Map<String, List<String>>> published = run(year, warehouse, marts, runs, changes);
            delete(marts);

            for (Map.Entry<Long, Map<String, List<String>>> each : published.entrySet()) {
                Map<String, List<String>> recomputed = asKnownAt(warehouse, AsOf.knownAt(each.getKey()));
                assertThat(recomputed.keySet()).isEqualTo(each.getValue().keySet());
                each.getValue()
                        .forEach((mart, rows) -> assertThat(recomputed.get(mart))
                                .as("mart \"" + mart + "\" as known at run " + each.getKey() + ", seed " + seed)
                                .isEqualTo(rows));
            }
            assertThat(marts).doesNotExist();
            return whatLateFilesChanged(warehouse, year, List.copyOf(published.keySet()));
        }
    }

    private static Set<String> whatLateFilesChanged(Warehouse warehouse, ShopYear year, List<Long> runIds)
            throws SQLException {
        int last = runIds.size();
        Optional<LocalDateTime> day = Optional.of(AsOf.endOf(year.day(last - 1)));
        AsOf before = new AsOf(OptionalLong.of(runIds.get(last - 2)), day);
        Map<String, List<String>> then = asKnownAt(warehouse, before);
        Map<String, List<String>> now = asKnownAt(warehouse, new AsOf(OptionalLong.of(runIds.get(last - 1)), day));
        Set<String> changed = new TreeSet<>(now.keySet());
        changed.removeIf(mart -> now.get(mart).equals(then.get(mart)));
        return changed;
    }

    private static WarehouseSettings settings() {
        return WarehouseSettings.defaults().withMemoryLimitBytes(400_000_000).withThreads(1);
    }

    private static Map<Long, Map<String, List<String>>> run(
            ShopYear year, Warehouse warehouse, Path marts, int runs, Map<Integer, List<Integer>> changes)
            throws SQLException {
        Map<Long, Map<String, List<String>>> published = new TreeMap<>();
        VaultProject project = VaultProject.read(year.folder());
        project.migrate(warehouse);
        for (int run = 1; run <= runs; run++) {
            changes.getOrDefault(run, List.of()).forEach(year::change);
            if (changes.containsKey(run)) {
                project = VaultProject.read(year.folder());
                project.migrate(warehouse);
            }
            year.deliver(run);
            RunReport report = project.load(
                    warehouse, year.folder().resolve("landing"), year.folder().resolve("archive"), RunListener.SILENT);
            assertThat(report.failures()).isEmpty();
            Path file = project.publish(warehouse, report.runId(), marts, RunListener.SILENT)
                    .file();
            try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + file)) {
                published.put(
                        report.runId(),
                        tables(
                                reader,
                                project.vault().marts().stream()
                                        .map(mart -> mart.name())
                                        .toList()));
            }
        }
        return published;
    }

    private static Map<String, List<String>> asKnownAt(Warehouse warehouse, AsOf asOf) throws SQLException {
        try (PastVault past = PastVault.open(warehouse.connection(), asOf, RunListener.SILENT)) {
            List<String> names = past.marts().stream().map(MartQuery::name).toList();
            past.build(names);
            return tables(past.connection(), names);
        }
    }

    private static Map<String, List<String>> tables(Connection connection, List<String> marts) throws SQLException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (String mart : marts.stream().sorted().toList()) {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(
                            "select cast(rows as varchar) from mart." + mart + " as rows order by all")) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
                tables.put(mart, rows);
            }
        }
        return tables;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
