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
    private static final double ENOUGH_SECONDS = 0.5;

    /** Keys in the order in which a source delivers them, which is that of no hash. */
    private static final String ROWS =
            "select md5('C' || k)::uuid as customer_hk, timestamp '2024-01-01' + interval 1 day * d as load_date,"
                    + " md5('d' || d)::uuid as delivery_id, k + 1 as record_number, md5(k || ' ' || d)::uuid as hashdiff,"
                    + " 'shop.customers' as record_source, d + 1 as run_id, 'name of ' || k as name, 'city ' || (k * 7 + d) %% 997 as city,"
                    + " ((k * 31 + d) %% 100000)::decimal(12,2) as amount from range(%1$d) as keys(k), range(%2$d, %3$d) as days(d)";

    /**
     * One way to store the rows.
     *
     * @param isOneLoad whether all rows are stored at once, as a rewrite does
     * @param order of the rows of one load
     * @param index what makes it, before the first load
     * @param attached options of the database
     */
    private record Layout(String name, boolean isOneLoad, String order, String index, String attached) {}

    private static final Layout AS_LOADED = new Layout("as loaded", false, "", "", "");

    private static final String BY_KEY = " order by customer_hk";

    private static final List<Layout> LAYOUTS = List.of(
            AS_LOADED,
            new Layout("each load by key", false, BY_KEY, "", ""),
            new Layout("each load by key, groups of 24,576", false, BY_KEY, "", " (row_group_size 24576)"),
            new Layout("all by key, rewritten", true, BY_KEY + ", load_date", "", ""),
            new Layout(
                    "as loaded, index on the key", false, "", "create index sat_key on s.main.sat (customer_hk)", ""));

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
        Path source = folder.resolve("source.duckdb");
        try (Warehouse engine = Warehouse.inMemory(settings);
                Statement statement = engine.connection().createStatement()) {
            statement.execute("attach '" + escaped(source) + "' as source");
            statement.execute("create table source.main.delivered as " + ROWS.formatted(keys, 0, LOADS) + " limit 0");
            for (int load = 0; load < LOADS; load++) {
                statement.execute("insert into source.main.delivered " + ROWS.formatted(keys, load, load + 1));
            }
            statement.execute("checkpoint source");
            progress.accept(String.format(Locale.ROOT, "%,d rows made", keys * LOADS));
            // What is measured first would also pay for the engine's first steps.
            measure(statement, AS_LOADED, keys);
            measures.clear();
            floors.clear();
            for (Layout layout : LAYOUTS) {
                measure(statement, layout, keys);
            }
            parquet(statement, "Parquet, a folder per load", keys);
            return List.copyOf(measures);
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void measure(Statement statement, Layout layout, long keys) throws SQLException, IOException {
        Path file = folder.resolve("layout.duckdb");
        statement.execute("attach '" + escaped(file) + "' as s" + layout.attached());
        statement.execute("create table s.main.sat as from source.main.delivered limit 0");
        Spent loads = Spent.NOTHING;
        if (!layout.index().isEmpty()) {
            statement.execute(layout.index());
        }
        for (int load = 1; load <= LOADS; load++) {
            String loaded = layout.isOneLoad() ? "" : " where run_id = " + load;
            loads = loads.plus(Spent.by(() -> {
                statement.execute("insert into s.main.sat from source.main.delivered" + loaded + layout.order());
                statement.execute("checkpoint s");
            }));
            if (layout.isOneLoad()) {
                break;
            }
        }
        add(layout.name(), "all loads, checkpoints included", loads.processor());
        ask(statement, layout.name(), "s.main.sat", keys);
        statement.execute("detach s");
        progress.accept(String.format(Locale.ROOT, "%s: %d MB", layout.name(), Files.size(file) / 1_000_000));
        Files.delete(file);
    }

    private void parquet(Statement statement, String name, long keys) throws SQLException, IOException {
        Path root = Files.createDirectory(folder.resolve("parquet"));
        Spent loads = Spent.NOTHING;
        long bytes = 0;
        for (int load = 1; load <= LOADS; load++) {
            Path part = Files.createDirectory(root.resolve("run_id=" + load)).resolve("rows.parquet");
            String copy = "copy (from source.main.delivered where run_id = " + load + ") to '" + escaped(part)
                    + "' (format parquet, compression zstd)";
            loads = loads.plus(Spent.by(() -> statement.execute(copy)));
            bytes += Files.size(part);
        }
        add(name, "all loads, checkpoints included", loads.processor());
        ask(statement, name, "read_parquet('" + escaped(root) + "/*/rows.parquet', hive_partitioning = false)", keys);
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

    /** Asks again and again, for the processor's time is told in hundredths of a second. */
    private void ask(Statement statement, String layout, String what, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        Spent spent = Spent.NOTHING;
        int times = 0;
        while (times < 3 || times < 30 && spent.processor() < ENOUGH_SECONDS) {
            rows.clear();
            spent = spent.plus(Spent.by(() -> {
                for (String query : sql.split(";")) {
                    try (ResultSet row = statement.executeQuery(query)) {
                        row.next();
                        rows.add(row.getString(1) + " " + row.getString(2));
                    }
                }
            }));
            times++;
        }
        String answer = String.join(", ", rows);
        String first = answers.computeIfAbsent(what, none -> answer);
        if (!first.equals(answer)) {
            throw new IllegalStateException("\"" + layout + "\" answers otherwise to \"" + what + "\": " + answer
                    + " instead of " + first + ".");
        }
        add(layout, what, spent.processor() / times);
    }

    private void add(String layout, String what, double processor) {
        double floor = floors.computeIfAbsent(what, none -> processor);
        measures.add(new Measure(layout + ": " + what, processor, Optional.of(processor / floor)));
    }

    private static String escaped(Path path) {
        return path.toString().replace("'", "''");
    }
}
