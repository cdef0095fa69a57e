package org.lierne.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lierne.cli.benchmark.Benchmark.Measure;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.project.VaultProject;

/**
 * Measures the analyses of customers, by the production path: marts are computed, kept and published, from a vault whose rows
 * are made by SQL, as a load would have left them. Customers buy at rates of their own until they leave, ten orders each on
 * average. The floor is one statement that groups the purchases by customer. Afterwards the same marts are made once more as
 * known at the run.
 */
public final class AnalysisBenchmark {

    /** The mart that the others read, and that the floor groups. */
    private static final String PURCHASES = "purchases";

    private final Path folder;
    private final WarehouseSettings settings;
    private final Consumer<String> progress;

    /** @param folder an empty folder to work in */
    public AnalysisBenchmark(Path folder, WarehouseSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
    }

    /** Makes a vault of so many customers, and the analyses of them. */
    public List<Measure> run(long customers) {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("analyses.duckdb"), settings)) {
            Path project = folder.resolve("analyses");
            for (String name : List.of("vault.yml", "sources/orders.yml", "model/orders.yml", "marts/customers.yml")) {
                Path file = project.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, resource("analyses/" + name));
            }
            VaultProject read = VaultProject.read(project);
            long version = read.migrate(warehouse).modelVersion();
            long start = System.nanoTime();
            for (String statement : resource("analyses/fill.sql")
                    .replace("${customers}", Long.toString(customers))
                    .replace("${version}", Long.toString(version))
                    .split(";\n")) {
                execute(warehouse, statement);
            }
            progress.accept(String.format(
                    Locale.ROOT,
                    "%,d customers with %,d orders made in %.1f s",
                    customers,
                    number(warehouse, "select count(*) from raw_vault.hub_order"),
                    since(start)));
            return measures(read, warehouse);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        }
    }

    private List<Measure> measures(VaultProject project, Warehouse warehouse) throws SQLException {
        Map<String, Spent> published = new LinkedHashMap<>();
        Spent start = Spent.now();
        Path marts = project.publish(warehouse, 1, folder, new AnalysisTimes(published, progress))
                .file();
        Spent publishing = Spent.now().minus(start);
        Spent floor = floor(warehouse, marts);
        List<Measure> measures = new ArrayList<>();
        measures.add(new Measure("floor: purchases grouped by customer", floor, Optional.empty()));
        published.forEach((mart, spent) -> measures.add(measure(mart, spent, floor)));
        measures.add(measure("all, computed, kept and published", publishing, floor));
        progress.accept("now as known at the run");
        Map<String, Spent> asKnown = new LinkedHashMap<>();
        Spent past = past(warehouse, published.keySet(), new AnalysisTimes(asKnown, progress));
        measures.add(measure("all, as known at the run", past, floor));
        return measures;
    }

    private static Measure measure(String name, Spent spent, Spent floor) {
        return new Measure(name, spent, Optional.of(spent.processor() / floor.processor()));
    }

    private Spent floor(Warehouse warehouse, Path marts) throws SQLException {
        execute(warehouse, "attach '" + marts.toString().replace("'", "''") + "' as published (read_only)");
        Spent spent = Spent.by(() -> execute(
                warehouse,
                "create temporary table grouped as select customer_hk, count(*), count(distinct order_hk), sum(amount),"
                        + " min(occurred_at), max(occurred_at) from published.mart." + PURCHASES
                        + " group by customer_hk"));
        execute(warehouse, "drop table temp.grouped");
        execute(warehouse, "detach published");
        return spent;
    }

    private Spent past(Warehouse warehouse, Set<String> published, RunListener listener) throws SQLException {
        return Spent.by(() -> {
            try (PastVault past = VaultProject.past(warehouse, AsOf.knownAt(1), listener)) {
                past.build(past.marts().stream()
                        .map(MartQuery::name)
                        .filter(name -> published.contains("mart." + name))
                        .toList());
            }
        });
    }

    private static void execute(Warehouse warehouse, String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Warehouse warehouse, String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String resource(String name) throws IOException {
        try (var stream = AnalysisBenchmark.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the resource \"" + name + "\" is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }
}
