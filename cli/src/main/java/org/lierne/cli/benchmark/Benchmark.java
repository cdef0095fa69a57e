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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.loader.load.LoadRequest;
import org.lierne.loader.load.Loader;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.rebuild.Rebuild;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.verify.Verifier;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/**
 * Measures a load by the production path against its floor: one statement that reads the same file into a table. Both
 * run in turns, with the same threads and memory, each into a new database file, its checkpoint included.
 */
public final class Benchmark {

    /** How many versions of each line the history has, in which changes are looked for. */
    private static final int VERSIONS = 10;

    /** The share of the lines that the history is about: two million of five. */
    private static final double HISTORY_SHARE = 0.4;

    /** One in a hundred of the history's lines come in the small delivery. */
    private static final int SMALL = 100;

    private final Path folder;
    private final WarehouseSettings settings;
    private final Consumer<String> progress;

    /** @param folder an empty folder to work in */
    public Benchmark(Path folder, WarehouseSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * One measure.
     *
     * @param seconds median of the repetitions
     * @param processor seconds of the processor, where they are measured as well
     * @param floors the same as multiple of the floor that it is held against, of the processor where that is measured; empty for
     *     floors themselves
     */
    public record Measure(String name, double seconds, Optional<Double> processor, Optional<Double> floors) {

        Measure(String name, double seconds, Optional<Double> floors) {
            this(name, seconds, Optional.empty(), floors);
        }

        Measure(String name, Spent spent, Optional<Double> floors) {
            this(name, spent.seconds(), Optional.of(spent.processor()), floors);
        }
    }

    /** Measures the load of so many order lines, and the search for changes in a history of them. */
    public List<Measure> run(long lines, int repetitions) {
        try {
            Path project = copyProject();
            List<Measure> measures = new ArrayList<>(load(project, lines, repetitions));
            measures.addAll(changes(project, Math.round(lines * HISTORY_SHARE)));
            return measures;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        }
    }

    private List<Measure> load(Path project, long lines, int repetitions) throws IOException, SQLException {
        Path landing = Files.createDirectories(folder.resolve("landing"));
        Path file = deliver(landing, LocalDate.of(2024, 6, 1), lines, 0);
        progress.accept(lines + " lines, " + Files.size(file) / 1_000_000 + " MB");
        List<Double> floors = new ArrayList<>();
        List<Double> loads = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        List<Double> verified = new ArrayList<>();
        List<Double> rebuilt = new ArrayList<>();
        List<Measure> steps = List.of();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            floors.add(floor(file));
            progress.accept("floor " + repetition + ": " + rounded(floors.get(repetition - 1)) + " s");
            Path database = folder.resolve("load.duckdb");
            loads.add(timedLoad(project, landing, database, Optional.empty()));
            progress.accept("load " + repetition + ": " + rounded(loads.get(repetition - 1)) + " s");
            steps = steps(database);
            archived.add(timedLoad(project, landing, database, Optional.of(folder.resolve("archive"))));
            progress.accept("load with archive " + repetition + ": " + rounded(archived.get(repetition - 1)) + " s");
            verified.add(verify(project, database));
            progress.accept("verify " + repetition + ": " + rounded(verified.get(repetition - 1)) + " s");
            rebuilt.add(rebuild(project, database, folder.resolve("archive")));
            progress.accept("verify --rebuild " + repetition + ": " + rounded(rebuilt.get(repetition - 1)) + " s");
            delete(folder.resolve("archive"));
            delete(database);
        }
        double floor = median(floors);
        List<Measure> measures = new ArrayList<>();
        measures.add(new Measure("floor: create table as select from read_csv, checkpoint", floor, Optional.empty()));
        measures.add(
                new Measure("load: 3 hubs, link, satellite, tracking", median(loads), ratio(median(loads), floor)));
        measures.add(new Measure("load, with archive", median(archived), ratio(median(archived), floor)));
        steps.forEach(step -> measures.add(
                new Measure("  of the load: " + step.name(), step.seconds(), ratio(step.seconds(), floor))));
        double load = median(archived);
        measures.add(new Measure("floor: load, with archive", load, Optional.empty()));
        measures.add(new Measure("verify", median(verified), ratio(median(verified), load)));
        measures.add(new Measure("verify --rebuild", median(rebuilt), ratio(median(rebuilt), load)));
        return measures;
    }

    /** Ten versions of each line are loaded by the production path; then the same lines come once more, unchanged. */
    private List<Measure> changes(Path project, long lines) throws IOException, SQLException {
        Path landing = Files.createDirectories(folder.resolve("history"));
        Path database = folder.resolve("history.duckdb");
        for (int version = 0; version < VERSIONS; version++) {
            Path file = deliver(landing, LocalDate.of(2024, 7, 1).plusDays(version), lines, version);
            load(project, landing, database, Optional.empty());
            Files.delete(file);
            progress.accept("history: version " + (version + 1) + " of " + VERSIONS + ", " + lines + " lines each");
        }
        List<Measure> measures = new ArrayList<>();
        double scan = scan(database);
        measures.add(new Measure(
                "floor: scan of the key column of " + lines * VERSIONS + " satellite rows", scan, Optional.empty()));
        long small = lines / SMALL;
        deliver(landing, LocalDate.of(2024, 8, 1), small, VERSIONS - 1);
        load(project, landing, database, Optional.empty());
        measures.add(detection(database, small, scan));
        deliver(landing, LocalDate.of(2024, 8, 2), lines, VERSIONS - 1);
        load(project, landing, database, Optional.empty());
        measures.add(detection(database, lines, scan));
        delete(database);
        return measures;
    }

    private Measure detection(Path database, long staged, double scan) throws SQLException {
        double seconds = number(
                database,
                "select sum(seconds) from audit.step where target = 'raw_vault.sat_order_line_details'"
                        + " and run_id = (select max(run_id) from audit.run)");
        return new Measure("changes among " + staged + " staged rows, none of them new", seconds, ratio(seconds, scan));
    }

    private double scan(Path database) throws SQLException {
        try (Warehouse warehouse = Warehouse.open(database, settings);
                Statement statement = warehouse.connection().createStatement()) {
            List<Double> seconds = new ArrayList<>();
            for (int repetition = 0; repetition < 3; repetition++) {
                long start = System.nanoTime();
                statement
                        .executeQuery(
                                "select count(*) from raw_vault.sat_order_line_details where hash(order_line_hk) = 0")
                        .close();
                seconds.add(since(start));
            }
            return median(seconds);
        }
    }

    private double floor(Path file) throws IOException, SQLException {
        Path database = folder.resolve("floor.duckdb");
        long start = System.nanoTime();
        try (Warehouse warehouse = Warehouse.open(database, settings);
                Statement statement = warehouse.connection().createStatement()) {
            statement.execute("create table lines as select * from read_csv('"
                    + file.toString().replace("'", "''") + "')");
            statement.execute("checkpoint");
        }
        double seconds = since(start);
        delete(database);
        return seconds;
    }

    /** The time from an empty database that has its tables to all being loaded and checkpointed. */
    private double timedLoad(Path project, Path landing, Path database, Optional<Path> archive)
            throws IOException, SQLException {
        delete(database);
        Vault vault = vault(project);
        VaultMigration migration = VaultMigration.of(project, vault);
        try (Warehouse warehouse = Warehouse.open(database, settings)) {
            migration.write();
            migration.apply(warehouse);
        }
        long start = System.nanoTime();
        load(project, landing, database, archive);
        return since(start);
    }

    private void load(Path project, Path landing, Path database, Optional<Path> archive) throws SQLException {
        Vault vault = vault(project);
        VaultMigration migration = VaultMigration.of(project, vault);
        try (Warehouse warehouse = Warehouse.open(database, settings)) {
            migration.write();
            migration.apply(warehouse);
            LoadRequest request = new LoadRequest(landing, archive, Optional.empty(), "load", OptionalLong.empty());
            new Loader(vault, migration.schema(), warehouse).load(request, RunListener.SILENT);
            try (Statement statement = warehouse.connection().createStatement()) {
                statement.execute("checkpoint");
            }
        }
    }

    private double verify(Path project, Path database) {
        Vault vault = vault(project);
        VaultMigration migration = VaultMigration.of(project, vault);
        try (Warehouse warehouse = Warehouse.open(database, settings)) {
            long start = System.nanoTime();
            VerifyReport report = new Verifier(vault, migration.schema(), warehouse).verify(VerifyRequest.ALL);
            double seconds = since(start);
            if (!report.isClean()) {
                throw new IllegalStateException("The loaded lines do not verify: " + report.findings());
            }
            return seconds;
        }
    }

    private double rebuild(Path project, Path database, Path archive) {
        Vault vault = vault(project);
        VaultMigration migration = VaultMigration.of(project, vault);
        try (Warehouse warehouse = Warehouse.open(database, settings)) {
            long start = System.nanoTime();
            RebuildReport report =
                    new Rebuild(vault, migration.schema(), warehouse.connection()).run(RebuildRequest.of(archive));
            double seconds = since(start);
            if (report.differing() > 0) {
                throw new IllegalStateException("The loaded lines are not rebuilt: " + report.first());
            }
            return seconds;
        }
    }

    /** Where the time of the latest run went, longest first. */
    private List<Measure> steps(Path database) throws SQLException {
        List<Measure> steps = new ArrayList<>();
        try (Warehouse warehouse = Warehouse.open(database, settings);
                Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery("select target, sum(seconds) from audit.step group by target"
                        + " having sum(seconds) > 0.05 order by 2 desc")) {
            while (rows.next()) {
                steps.add(new Measure(rows.getString(1), rows.getDouble(2), Optional.empty()));
            }
        }
        return steps;
    }

    private double number(Path database, String query) throws SQLException {
        try (Warehouse warehouse = Warehouse.open(database, settings);
                Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    private Path deliver(Path landing, LocalDate date, long lines, int version) throws IOException, SQLException {
        Path file = landing.resolve("lines_" + date + ".csv");
        String query = resource("lines.sql")
                .replace("${lines}", Long.toString(lines))
                .replace("${version}", Integer.toString(version));
        try (Warehouse engine = Warehouse.inMemory(settings);
                Statement statement = engine.connection().createStatement()) {
            statement.execute("copy (" + query + ") to '" + file.toString().replace("'", "''") + "' (header)");
        }
        return file;
    }

    private Path copyProject() throws IOException {
        Path project = folder.resolve("vault");
        for (String name : List.of("vault.yml", "sources/lines.yml", "model/lines.yml")) {
            Path file = project.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, resource("vault/" + name));
        }
        return project;
    }

    private static Vault vault(Path project) {
        return MetadataReader.read(project).vault().orElseThrow();
    }

    private static String resource(String name) throws IOException {
        try (var stream = Benchmark.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the resource \"" + name + "\" is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Optional<Double> ratio(double seconds, double floor) {
        return Optional.of(seconds / floor);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }

    private static String rounded(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
