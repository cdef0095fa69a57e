package org.lierne.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lierne.cli.benchmark.Benchmark.Measure;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.businessvault.BusinessVaultBuild;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/**
 * Measures how a point-in-time table is built and brought along, against other ways to make the same rows. All is done in
 * one database file, with the same threads and memory; each statement's checkpoint counts.
 */
public final class SnapshotBenchmark {

    /** So many rows a fan-out join may have; of so many keys it is measured. */
    private static final double FAN_OUT_ROWS = 40_000_000;

    private static final String POINTS = "points";
    private static final String OTHER = "other_way";

    private final Path folder;
    private final WarehouseSettings settings;
    private final Consumer<String> progress;

    /** @param folder an empty folder to work in */
    public SnapshotBenchmark(Path folder, WarehouseSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Builds the table in each way, and brings it along.
     *
     * @throws IllegalStateException if another way makes other rows
     */
    public List<Measure> run(SnapshotSize size) {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("snapshots.duckdb"), settings)) {
            SnapshotVault vault = SnapshotVault.make(folder.resolve("snapshots"), size, warehouse);
            return new Run(size, vault, warehouse).measures();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        }
    }

    private final class Run {

        private final SnapshotSize size;
        private final SnapshotVault vault;
        private final Warehouse warehouse;
        private final List<Measure> measures = new ArrayList<>();
        private Spent floor = Spent.NOTHING;

        Run(SnapshotSize size, SnapshotVault vault, Warehouse warehouse) {
            this.size = size;
            this.vault = vault;
            this.warehouse = warehouse;
        }

        List<Measure> measures() throws SQLException {
            Spent filling = Spent.by(vault::fill);
            progress.accept("%d keys, %d satellites with %d versions each, made in %s s"
                    .formatted(size.keys(), size.satellites(), size.versions(), rounded(filling.seconds())));
            Spent first = built(1);
            String references = fingerprint(SnapshotVault.TABLE, "");
            long rows = Math.round(number("select count(*) from " + SnapshotVault.TABLE));
            floor = floor();
            measures.add(new Measure(
                    "floor: keys and load dates of %d satellite rows read, %d rows written"
                            .formatted(size.keys() * size.satellites() * size.versions(), rows),
                    floor.seconds(),
                    Optional.empty()));
            progress.accept("floor: " + floor);
            add("point-in-time table", first);
            execute("delete from " + SnapshotVault.TABLE);
            execute("checkpoint");
            add("point-in-time table, made anew", built(1));
            compare("made anew", references, fingerprint(SnapshotVault.TABLE, ""));
            others();
            vault.nextDay(2);
            add("one more snapshot, one key in a hundred changed", built(2));
            vault.late(3);
            add("late rows of one key in a hundred", built(3));
            return measures;
        }

        private Spent built(long runId) throws SQLException {
            execute("checkpoint");
            BusinessVaultBuild build =
                    new BusinessVaultBuild(vault.vault(), vault.schema(), DuckDbDialect.INSTANCE, warehouse);
            return checkpointed(() -> build.build(runId, RunListener.SILENT));
        }

        private Spent floor() throws SQLException {
            Spent scans = Spent.by(() -> {
                for (String satellite : vault.satellites()) {
                    execute("select count(*) from " + satellite + " where hash(customer_hk, load_date) = 0");
                }
            });
            Spent copy = checkpointed(() -> execute("create table copy as select * from " + SnapshotVault.TABLE));
            execute("drop table copy");
            return scans.plus(copy);
        }

        /** Of the keys that were delivered; what stands in for a missing key is of no interest to others. */
        private void others() throws SQLException {
            execute("create table points as select customer_hk, snapshot_date from " + SnapshotVault.TABLE
                    + " where customer_hk in (select customer_hk from raw_vault.hub_customer where run_id = 1)");
            String references = fingerprint(
                    SnapshotVault.TABLE,
                    " where customer_hk in (select customer_hk from raw_vault.hub_customer where run_id = 1)");
            OtherWays ways = new OtherWays(vault.satellites(), POINTS);
            add("intervals by lead, joined by range", other("intervals", ways.intervals(OTHER), references));
            add(
                    "each satellite joined and grouped by itself",
                    other("each by itself", ways.fanOutEach(OTHER), references));
            fanOut();
        }

        private Spent other(String how, String statement, String references) throws SQLException {
            Spent spent = checkpointed(() -> execute(statement));
            compare(how, references, fingerprint(OTHER, ""));
            execute("drop table " + OTHER);
            return spent;
        }

        /** Of all keys, it would end in days; so few keys are joined, and the time is multiplied. */
        private void fanOut() throws SQLException {
            double ofOne = rowsOfFanOut(1);
            long keys = Math.max(1, Math.min(size.keys(), Math.round(FAN_OUT_ROWS / ofOne)));
            double rows = rowsOfFanOut(keys);
            OtherWays ways = new OtherWays(samples(), "sample_points");
            Spent few = other(
                    "fan-out join",
                    ways.fanOut(OTHER),
                    fingerprint(SnapshotVault.TABLE, " where customer_hk in (select customer_hk from sample)"));
            progress.accept("fan-out join of %d keys: %.0f joined rows in %s".formatted(keys, rows, few));
            add(
                    "fan-out join with group by: %s s of %d keys, multiplied".formatted(rounded(few.seconds()), keys),
                    few.times(1.0 * size.keys() / keys));
        }

        /** Takes so many keys as a sample, with their rows in tables of their own, which are not scanned in vain. */
        private double rowsOfFanOut(long keys) throws SQLException {
            execute("create or replace table sample as select customer_hk from raw_vault.hub_customer where run_id = 1"
                    + " order by customer_hk limit " + keys);
            execute("create or replace table sample_points as select * from points where customer_hk in (select"
                    + " customer_hk from sample)");
            for (String satellite : vault.satellites()) {
                execute("create or replace table " + OtherWays.alias(satellite)
                        + " as select customer_hk, load_date from " + satellite
                        + " where customer_hk in (select customer_hk from sample)");
            }
            return number(new OtherWays(samples(), "sample_points").fanOutRows());
        }

        private List<String> samples() {
            return vault.satellites().stream()
                    .map(satellite -> "main." + OtherWays.alias(satellite))
                    .toList();
        }

        /** What differs if one reference differs, whatever the order of rows. */
        private String fingerprint(String table, String where) throws SQLException {
            String references = vault.satellites().stream()
                    .map(OtherWays::alias)
                    .map(satellite -> ", " + satellite + "_hk, " + satellite + "_load_date")
                    .collect(Collectors.joining());
            String query = "select count(*) || ' rows, ' || coalesce(sum(hash(customer_hk, snapshot_date" + references
                    + ")), 0) from " + table + where;
            try (Statement statement = warehouse.connection().createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        }

        private void compare(String how, String expected, String actual) {
            if (!expected.equals(actual)) {
                throw new IllegalStateException(
                        "Another way leads to other rows (" + actual + " instead of " + expected + "): " + how);
            }
        }

        private void add(String name, Spent spent) {
            measures.add(new Measure(name, spent.seconds(), Optional.of(spent.seconds() / floor.seconds())));
            progress.accept("%s: %s, which is %s times that of the floor"
                    .formatted(name, spent, rounded(spent.processor() / floor.processor())));
        }

        private Spent checkpointed(Spent.Work work) throws SQLException {
            return Spent.by(() -> {
                work.run();
                execute("checkpoint");
            });
        }

        private double number(String query) throws SQLException {
            try (Statement statement = warehouse.connection().createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getDouble(1);
            }
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = warehouse.connection().createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static String rounded(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
