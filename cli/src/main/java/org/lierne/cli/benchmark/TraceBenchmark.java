package org.lierne.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lierne.cli.benchmark.Benchmark.Measure;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.trace.Tracer;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/**
 * Measures how long it takes to tell what is stored on one key, in a vault whose rows are made by SQL, as loads would have
 * left them: customers with ten versions each, fifteen deliveries that had them, and five orders.
 */
public final class TraceBenchmark {

    private static final int VERSIONS = 10;
    private static final int DELIVERIES = 15;
    private static final int ORDERS = 5;
    private static final int REPETITIONS = 5;

    /** The tables that a trace of a customer reads, and the column by which it finds its rows there. */
    private static final Map<String, String> READ = Map.of(
            "hub_customer", "customer_hk",
            "hub_order", "order_hk",
            "link_order_customer", "customer_hk",
            "sat_customer_details", "customer_hk",
            "sat_order_customer_effectivity", "order_hk",
            "tracking_customers", "customer_hk",
            "tracking_orders", "customer_hk");

    private static final String SOURCES = """
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers: { keys: [customer], one_row_per: customer, columns: [customer_id, city] }
              orders: { keys: [order, customer], one_row_per: order, columns: [order_id, customer_id, amount] }
            """;
    private static final String MODEL = """
            hubs: { customer: customer_id, order: order_id }
            links: { order_customer: { connects: [order, customer], from: orders } }
            satellites:
              customer_details: { of: customer, from: customers }
              order_details: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            """;

    private final Path folder;
    private final WarehouseSettings settings;
    private final Consumer<String> progress;

    /** @param folder an empty folder to work in */
    public TraceBenchmark(Path folder, WarehouseSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
    }

    /** Makes a vault of so many customers, and traces some keys of it. */
    public List<Measure> run(long customers) {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("trace.duckdb"), settings)) {
            Path project = folder.resolve("trace");
            write(project.resolve("vault.yml"), "vault: benchmark\n");
            write(project.resolve("sources/shop.yml"), SOURCES);
            write(project.resolve("model/shop.yml"), MODEL);
            Vault vault = MetadataReader.read(project).vault().orElseThrow();
            VaultMigration migration = VaultMigration.of(project, vault);
            migration.write();
            migration.apply(warehouse);
            long start = System.nanoTime();
            fill(warehouse, customers);
            progress.accept(String.format(
                    Locale.ROOT, "%,d rows made in %.1f s", rows(warehouse), (System.nanoTime() - start) / 1e9));
            return measures(new Tracer(vault, migration.schema(), warehouse.connection()), warehouse, customers);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Measure> measures(Tracer tracer, Warehouse warehouse, long customers) throws SQLException {
        List<Measure> measures = new ArrayList<>();
        double one = median(() -> scan(warehouse, "tracking_customers", "customer_hk"));
        double all = median(() -> READ.forEach((table, column) -> scan(warehouse, table, column)));
        measures.add(new Measure(
                String.format(Locale.ROOT, "floor: one key column of %,d rows scanned", DELIVERIES * customers),
                one,
                Optional.empty()));
        measures.add(new Measure("one key column of each table that is read, scanned", all, Optional.of(all / one)));
        TraceRequest customer = TraceRequest.of("customer", "C" + customers / 2);
        add(measures, "a customer", tracer, customer, one);
        add(measures, "a customer, with each delivery", tracer, customer.withRepeats(), one);
        add(measures, "an order", tracer, TraceRequest.of("order", Long.toString(customers / 2)), one);
        add(
                measures,
                "a link",
                tracer,
                TraceRequest.of("order_customer", Long.toString(customers / 2), "C" + customers / 2),
                one);
        return measures;
    }

    private void add(List<Measure> measures, String what, Tracer tracer, TraceRequest request, double floor) {
        Timeline timeline = tracer.trace(request);
        double seconds = median(() -> tracer.trace(request));
        measures.add(new Measure(
                "trace of " + what + ": " + timeline.events().size() + " events",
                seconds,
                Optional.of(seconds / floor)));
    }

    private static double median(Runnable work) {
        double[] seconds = new double[REPETITIONS];
        for (int index = 0; index < REPETITIONS; index++) {
            long start = System.nanoTime();
            work.run();
            seconds[index] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[REPETITIONS / 2];
    }

    /** A hash of each key, since a count is answered from statistics. */
    private static void scan(Warehouse warehouse, String table, String column) {
        try {
            number(warehouse, "select count(*) from raw_vault." + table + " where hash(" + column + ") = 0");
        } catch (SQLException failure) {
            throw new IllegalStateException("The benchmark failed: " + failure.getMessage(), failure);
        }
    }

    private static long rows(Warehouse warehouse) throws SQLException {
        long rows = 0;
        for (String table : READ.keySet()) {
            rows += number(warehouse, "select count(*) from raw_vault." + table);
        }
        return rows + number(warehouse, "select count(*) from raw_vault.sat_order_details");
    }

    private static void fill(Warehouse warehouse, long customers) throws SQLException {
        execute(
                warehouse,
                "insert into audit.run (run_id, kind, started_at, outcome) values (1, 'load', now(), 'done')");
        String customer = "md5('C' || number)::uuid as customer_hk";
        String day = "timestamp '2024-01-01' + to_days(%s)";
        String record = "md5('%1$s' || version)::uuid as delivery_id, number + 2 as record_number, 1 as row_number";
        String ofCustomers = " from range(" + customers + ") as numbers(number), range(%d) as versions(version)";
        insert(
                warehouse,
                "hub_customer",
                customer + ", 'C' || number as customer_id, timestamp '2024-01-01' as load_date, 'customers' as"
                        + " record_source from range(" + customers + ") as numbers(number)");
        insert(
                warehouse,
                "sat_customer_details",
                customer + ", " + day.formatted("version::int") + " as load_date, 'customers' as record_source, "
                        + record.formatted("customers")
                        + ", md5(number || '-' || version)::uuid as hashdiff, 'city ' || version as city"
                        + ofCustomers.formatted(VERSIONS));
        insert(
                warehouse,
                "tracking_customers",
                customer + ", " + day.formatted("version::int") + " as load_date, " + record.formatted("customers")
                        + ", md5(number || '-' || version)::uuid as customer_details_hashdiff"
                        + ofCustomers.formatted(DELIVERIES));
        String orderId = "(number + version * " + customers + ")::varchar";
        String link = "md5(concat(strlen(" + orderId + "), ':', " + orderId
                + ", strlen('C' || number), ':C', number))::uuid as order_customer_hk";
        String order = "md5(" + orderId + ")::uuid as order_hk";
        String dated = day.formatted("version::int") + " as load_date";
        String ofOrders = ofCustomers.formatted(ORDERS);
        insert(
                warehouse,
                "hub_order",
                order + ", " + orderId + " as order_id, " + dated + ", 'orders' as record_source" + ofOrders);
        insert(
                warehouse,
                "link_order_customer",
                link + ", " + order + ", " + customer + ", " + dated + ", 'orders' as record_source" + ofOrders);
        insert(
                warehouse,
                "sat_order_details",
                order + ", " + dated + ", 'orders' as record_source, " + record.formatted("orders")
                        + ", md5(number::varchar)::uuid as hashdiff, number::varchar as amount" + ofOrders);
        insert(
                warehouse,
                "sat_order_customer_effectivity",
                order + ", " + link + ", " + dated + ", 'orders' as record_source, " + record.formatted("orders")
                        + ", md5(number::varchar)::uuid as hashdiff" + ofOrders);
        insert(
                warehouse,
                "tracking_orders",
                order + ", " + customer + ", " + link + ", " + dated + ", " + record.formatted("orders")
                        + ", md5(number::varchar)::uuid as order_details_hashdiff" + ofOrders);
        for (String source : List.of("customers", "orders")) {
            execute(
                    warehouse,
                    "insert into audit.delivery by name select md5('" + source + "' || version)::uuid as delivery_id, '"
                            + source + "' as source, '" + source
                            + "_' || version || '.csv' as path, 1 as content_version,"
                            + " '' as sha256, 0 as bytes, 0 as records, 0 as accepted, 0 as filtered, 0 as rejected,"
                            + " 1 as run_id, now()::timestamp as loaded_at from range(" + DELIVERIES
                            + ") as versions(version)");
        }
        execute(warehouse, "checkpoint");
    }

    private static void insert(Warehouse warehouse, String table, String select) throws SQLException {
        execute(warehouse, "insert into raw_vault." + table + " by name select 1 as run_id, " + select);
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
}
