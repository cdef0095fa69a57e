package org.lierne.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lierne.cli.benchmark.Benchmark.Measure;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/**
 * Measures what it matters in which order the rows of a satellite are stored, in groups of how many, and with an index: for
 * loads, histories and traces. Each layout stands in a database of its own, holds the same rows, and must give the same
 * answers. What is told of each is processor time, held against that of the layout that loads leave behind.
 */
public final class LayoutBenchmark {

    private static final int LOADS = 10;
    private static final int LOOKED_UP = 20;

    /** Keys in the order in which a source delivers them, which is that of no hash. */
    private static final String ROWS =
            "select md5('C' || k)::uuid as customer_hk, timestamp '2024-01-01' + interval 1 day * d as load_date,"
                    + " md5('d' || d)::uuid as delivery_id, k + 1 as record_number, md5(k || ' ' || d)::uuid as hashdiff,"
                    + " 'shop.customers' as record_source, d + 1 as run_id, 'name of ' || k as name, 'city ' || (k * 7 + d) % 997 as city,"
                    + " ((k * 31 + d) % 100000) / 100 as amount from range(%1$d) as keys(k), range(%2$d, %3$d) as days(d)";

    private final Path folder;
    private final WarehouseSettings settings;
    private final Consumer<String> progress;
    private final List<Measure> measures = new ArrayList<>();
    private final Map<String, Double> floors = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();

    /** @param folder an empty folder to work in */
    public LayoutBenchmark(Path folder, WarehouseSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
    }

    /** Stores so many rows, ten versions of each key, in each layout, and asks them. */
    public List<Measure> run(long rows) {
        long keys = Math.max(LOOKED_UP, rows / LOADS);
        try {
            Layout asLoaded = new Layout("as loaded", "", "", "");
            measure(asLoaded, keys);
            measure(new Layout("each load by key", " order by customer_hk", "", ""), keys);
            measure(new Layout("as loaded, groups of 24,576", "", "", " (row_group_size 24576)"), keys);
            measure(
                    new Layout(
                            "each load by key, groups of 24,576",
                            " order by customer_hk",
                            "",
                            " (row_group_size 24576)"),
                    keys);
            measure(
                    new Layout(
                            "all by key",
                            "",
                            "create table s.main.sat as select * from s.main.loaded order by customer_hk, load_date",
                            ""),
                    keys);
            measure(
                    new Layout(
                            "as loaded, index on the key", "", "create index sat_key on s.main.sat (customer_hk)", ""),
                    keys);
            parquet("Parquet, a folder per load", "", keys);
            parquet("Parquet, a folder per load, by key", " order by customer_hk", keys);
            return List.copyOf(measures);
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * One way to store the rows.
     *
     * @param order of the rows of one load
     * @param then a statement after the first load, or, if it makes the table, after all of them
     * @param attached options of the database
     */
    private record Layout(String name, String order, String then, String attached) {
        boolean isRewritten() {
            return then.startsWith("create table");
        }
    }

    private void measure(Layout layout, long keys) throws SQLException, IOException {
        Path file = folder.resolve("layout.duckdb");
        try (Warehouse engine = Warehouse.inMemory(settings);
                Statement statement = engine.connection().createStatement()) {
            statement.execute("attach '" + escaped(file) + "' as s" + layout.attached());
            String table = layout.isRewritten() ? "s.main.loaded" : "s.main.sat";
            Spent loads = Spent.NOTHING;
            statement.execute("create table " + table + " as " + ROWS.formatted(1, 0, 0) + " limit 0");
            if (!layout.isRewritten() && !layout.then().isEmpty()) {
                statement.execute(layout.then());
            }
            for (int load = 0; load < LOADS; load++) {
                String insert = "insert into " + table + " " + ROWS.formatted(keys, load, load + 1) + layout.order();
                loads = loads.plus(Spent.by(() -> {
                    statement.execute(insert);
                    statement.execute("checkpoint s");
                }));
            }
            if (layout.isRewritten()) {
                loads = loads.plus(Spent.by(() -> {
                    statement.execute(layout.then());
                    statement.execute("drop table " + table);
                    statement.execute("checkpoint s");
                }));
            }
            add(layout.name(), "ten loads, checkpoints included", loads.processor());
            ask(statement, layout.name(), "s.main.sat", keys);
            statement.execute("detach s");
        }
        progress.accept(String.format(Locale.ROOT, "%s: %d MB", layout.name(), Files.size(file) / 1_000_000));
        Files.delete(file);
    }

    private void parquet(String name, String order, long keys) throws SQLException, IOException {
        Path root = Files.createDirectory(folder.resolve("parquet"));
        try (Warehouse engine = Warehouse.inMemory(settings);
                Statement statement = engine.connection().createStatement()) {
            Spent loads = Spent.NOTHING;
            for (int load = 0; load < LOADS; load++) {
                Path part = Files.createDirectory(root.resolve("run=" + load));
                String copy = "copy (" + ROWS.formatted(keys, load, load + 1) + order + ") to '"
                        + escaped(part.resolve("rows.parquet")) + "' (format parquet, compression zstd)";
                loads = loads.plus(Spent.by(() -> statement.execute(copy)));
            }
            add(name, "ten loads, checkpoints included", loads.processor());
            statement.execute("create view sat as select * exclude (run) from read_parquet('" + escaped(root)
                    + "/*/rows.parquet', hive_partitioning = true)");
            ask(statement, name, "sat", keys);
        }
        long bytes = 0;
        for (int load = 0; load < LOADS; load++) {
            Path part = root.resolve("run=" + load);
            bytes += Files.size(part.resolve("rows.parquet"));
            Files.delete(part.resolve("rows.parquet"));
            Files.delete(part);
        }
        Files.delete(root);
        progress.accept(String.format(Locale.ROOT, "%s: %d MB", name, bytes / 1_000_000));
    }

    private void ask(Statement statement, String layout, String table, long keys) throws SQLException {
        StringBuilder wanted = new StringBuilder();
        for (int key = 0; key < LOOKED_UP; key++) {
            wanted.append("select count(*), sum(hash(hashdiff)) from " + table + " where customer_hk = md5('C"
                    + keys / LOOKED_UP * key + "')::uuid;");
        }
        // The first question also reads the file into memory.
        statement.execute("select max(hash(t)) from " + table + " as t");
        ask(statement, layout, LOOKED_UP + " keys, one by one", wanted.toString());
        ask(
                statement,
                layout,
                "keys of a delivery looked up: one in a hundred",
                "select count(*), sum(hash(t.hashdiff)) from " + table
                        + " as t semi join (select md5('C' || k * 100)::uuid as customer_hk" + " from range("
                        + keys / 100 + ") as r(k)) as staged using (customer_hk)");
        ask(
                statement,
                layout,
                "rows of the last load",
                "select count(*), sum(hash(t)) from " + table + " as t where load_date > timestamp '2024-01-09 12:00'");
        ask(
                statement,
                layout,
                "valid at a date",
                "select count(*), sum(hash(h)) from (select customer_hk, arg_max(hashdiff, load_date) as h from "
                        + table + " where load_date <= timestamp '2024-01-05' group by customer_hk)");
        ask(
                statement,
                layout,
                "the whole history",
                "select count(*), sum(hash(customer_hk, load_date, load_end_date)) from (select customer_hk, load_date,"
                        + " lead(load_date) over (partition by customer_hk order by load_date) as load_end_date from "
                        + table + ")");
        ask(
                statement,
                layout,
                "a mart: revenue by city of what is current",
                "select count(*), sum(hash(city, revenue)) from (select city, sum(amount) as revenue from (select customer_hk,"
                        + " arg_max(city, load_date) as city, arg_max(amount, load_date) as amount from " + table
                        + " group by customer_hk) group by city)");
    }

    /** Asks three times; the least counts, for whatever else the machine does adds to the others. */
    private void ask(Statement statement, String layout, String what, String sql) throws SQLException {
        double least = Double.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            List<String> rows = new ArrayList<>();
            Spent spent = Spent.by(() -> {
                for (String query : sql.split(";")) {
                    try (ResultSet row = statement.executeQuery(query)) {
                        row.next();
                        rows.add(row.getString(1) + " " + row.getString(2));
                    }
                }
            });
            least = Math.min(least, spent.processor());
            String answer = String.join(", ", rows);
            String first = answers.computeIfAbsent(what, none -> answer);
            if (!first.equals(answer)) {
                throw new IllegalStateException("\"" + layout + "\" answers otherwise to \"" + what + "\": " + answer
                        + " instead of " + first + ".");
            }
        }
        add(layout, what, least);
    }

    private void add(String layout, String what, double processor) {
        double floor = floors.computeIfAbsent(what, none -> processor);
        measures.add(new Measure(layout + ": " + what, processor, Optional.of(processor / floor)));
    }

    private static String escaped(Path path) {
        return path.toString().replace("'", "''");
    }
}
