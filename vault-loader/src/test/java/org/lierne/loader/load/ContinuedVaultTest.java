package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lierne.loader.load.Project.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.Vault;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/**
 * A vault that AutomateDV has loaded, gone on with: Lierne reads the same stage, and each of its runs stores the rows
 * that AutomateDV would have stored, in the tables that there are.
 */
class ContinuedVaultTest {

    private static final String SETTINGS = """
            vault: continued
            hashing: { profile: automate_dv, keys: %s }
            ghost_records: automate_dv
            null_keys: skip
            names:
              schema: dv
              existing: true
              hash_key: "{name}_HK"
              hashdiff: HASHDIFF
              load_date: LOAD_DATETIME
              record_source: RECORD_SOURCE
            """;
    private static final String SOURCES = """
            source: orders
            table: staging.stg_orders
            load_date: ldts
            record_source: { column: rsrc }
            keys: [order, customer]
            one_row_per: order
            ignore: [order_hk, customer_hk, order_customer_hk, order_hashdiff, customer_hashdiff]
            columns:
              order_id: varchar
              customer_id: varchar
              status: varchar
              quantity: integer
              ordered_on: date
              customer_name: varchar
              ldts: { from: load_datetime, type: timestamp }
              rsrc: { from: record_source }
            """;
    private static final String MODEL = """
            hubs: { order: order_id, customer: customer_id }
            links:
              order_customer: { connects: [order, customer], from: orders }
            satellites:
              order_details: { of: order, from: orders, columns: [status, quantity, ordered_on] }
              customer_details: { of: customer, from: orders, columns: customer_name }
            """;

    private static final List<String> TABLES =
            List.of("hub_order", "hub_customer", "link_order_customer", "sat_order_details", "sat_customer_details");

    @TempDir
    Path folder;

    private static void stage(Project project, AutomateDv automateDv, String... rows) {
        project.execute("delete from staging.raw_orders");
        for (String row : rows) {
            project.execute("insert into staging.raw_orders values (" + row + ")");
        }
        project.execute(automateDv.stage(
                "staging.stg_orders",
                "staging.raw_orders",
                automateDv.key("order_hk", "order_id"),
                automateDv.key("customer_hk", "customer_id"),
                automateDv.key("order_customer_hk", "order_id", "customer_id"),
                automateDv.hashdiff("order_hashdiff", "status", "quantity", "ordered_on"),
                automateDv.hashdiff("customer_hashdiff", "customer_name")));
        project.execute("create or replace view staging.of_orders as select *, order_hashdiff as hashdiff"
                + " from staging.stg_orders");
        project.execute("create or replace view staging.of_customers as select *, customer_hashdiff as hashdiff"
                + " from staging.stg_orders");
    }

    private static void tables(Project project, AutomateDv automateDv) {
        project.execute("create schema if not exists " + automateDv.vault());
        project.execute(automateDv.table("hub_order", "staging.stg_orders", "order_hk", "order_id"));
        project.execute(automateDv.table("hub_customer", "staging.stg_orders", "customer_hk", "customer_id"));
        project.execute(automateDv.table(
                "link_order_customer", "staging.stg_orders", "order_customer_hk", "order_hk", "customer_hk"));
        project.execute(automateDv.table(
                "sat_order_details", "staging.of_orders", "order_hk", "hashdiff", "status", "quantity", "ordered_on"));
        project.execute(automateDv.table(
                "sat_customer_details", "staging.of_customers", "customer_hk", "hashdiff", "customer_name"));
    }

    private static void runs(Project project, AutomateDv automateDv) {
        project.execute(automateDv.keys("hub_order", "staging.stg_orders", "order_hk", "order_id"));
        project.execute(automateDv.keys("hub_customer", "staging.stg_orders", "customer_hk", "customer_id"));
        project.execute(automateDv.keys(
                "link_order_customer", "staging.stg_orders", "order_customer_hk", "order_hk", "customer_hk"));
        project.execute(automateDv.ghost("sat_order_details", "status", "quantity", "ordered_on"));
        project.execute(automateDv.ghost("sat_customer_details", "customer_name"));
        project.execute(automateDv.satellite(
                "sat_order_details", "staging.of_orders", "order_hk", "hashdiff", "status", "quantity", "ordered_on"));
        project.execute(automateDv.satellite(
                "sat_customer_details", "staging.of_customers", "customer_hk", "hashdiff", "customer_name"));
    }

    /** Everything that the tables hold of what AutomateDV knows; zero keys of hubs, which it has none of, aside. */
    private static String contents(Project project, String vault, String table) {
        String list = project
                .cells("select case when lower(column_name) like '%_hk' or lower(column_name) = 'hashdiff'"
                        + " then 'hex(' || column_name || ')' else column_name end from information_schema.columns"
                        + " where table_schema = 'twin' and table_name = '" + table + "' order by ordinal_position")
                .stream()
                .map(column -> column.get(0))
                .collect(Collectors.joining(", "));
        String ownKeys = table.startsWith("hub") ? "load_datetime > timestamp '1900-01-01'" : "true";
        return project.rows("select " + list + " from " + vault + "." + table + " where " + ownKeys + " order by all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "hex"})
    void goesOnAsAutomateDvWould(String keys) {
        AutomateDv before = keys.equals("hex") ? AutomateDv.hexadecimal("dv") : AutomateDv.binary("dv");
        // The same vault, with which AutomateDV goes on.
        AutomateDv twin = new AutomateDv("twin", before.digest(), before.zero());
        String[] first = {
            "'o1', 'c1', 'new', 1, date '2024-01-01', 'Ada', timestamp '2024-01-02', 'SHOP'",
            "'o2', ' C1', 'new', 2, date '2024-01-01', 'Ada', timestamp '2024-01-02', 'SHOP'",
            "'o3', 'c2', null, null, null, '', timestamp '2024-01-02', 'CRM'"
        };
        Consumer<Project> loadedBefore = project -> {
            project.execute("create schema staging; create table staging.raw_orders (order_id varchar, customer_id"
                    + " varchar, status varchar, quantity integer, ordered_on date, customer_name varchar,"
                    + " load_datetime timestamp, record_source varchar)");
            stage(project, before, first);
            for (AutomateDv each : List.of(before, twin)) {
                tables(project, each);
                runs(project, each);
            }
        };
        try (Project project = Project.of(folder, SETTINGS.formatted(keys), SOURCES, MODEL, loadedBefore)) {
            agree(project);

            // The same rows again.
            project.run();
            agree(project);
            assertThat(project.rows("select count(*) from raw_vault.tracking_orders"))
                    .isEqualTo("3");
            assertThat(project.verify().findings()).isEmpty();

            // Changed, unchanged, otherwise spelled and new ones.
            stage(
                    project,
                    before,
                    "'o1', 'c1', 'paid', 1, date '2024-01-01', 'Ada Lovelace', timestamp '2024-01-03', 'SHOP'",
                    "'O2', 'C1', 'NEW ', 2, date '2024-01-01', 'Ada Lovelace', timestamp '2024-01-03', 'SHOP'",
                    "'o3', 'c1', null, 3, null, 'Ada Lovelace', timestamp '2024-01-03', 'CRM'",
                    "'o4', 'c3', 'new', 4, date '2024-01-03', 'Emmy', timestamp '2024-01-03', 'SHOP'");
            runs(project, twin);
            project.run();
            agree(project);

            // Without a customer: no row of the link, nor of what describes one.
            stage(
                    project,
                    before,
                    "'o1', null, 'new', 1, date '2024-01-01', 'Nobody', timestamp '2024-01-03 12:00', 'SHOP'",
                    "'o5', '  ', 'new', 5, date '2024-01-03', 'Nobody', timestamp '2024-01-03 12:00', 'SHOP'");
            runs(project, twin);
            RunReport report = project.run();
            agree(project);
            assertThat(report.sources().get(0).skippedKeys())
                    .as("of the link, and of the customer's satellite")
                    .isEqualTo(2 + 2);

            // And back.
            stage(
                    project,
                    before,
                    "'o1', 'c1', 'new', 1, date '2024-01-01', 'Ada', timestamp '2024-01-04', 'SHOP'",
                    "'o4', 'c3', 'new', 4, date '2024-01-03', 'Emmy', timestamp '2024-01-04', 'SHOP'");
            runs(project, twin);
            project.run();
            agree(project);

            assertThat(project.rows("select status, history.load_date, load_end_date, is_current"
                            + " from raw_vault.sat_order_details_history as history join raw_vault.hub_order as hub"
                            + " using (order_hk) where upper(order_id) = 'O1' order by 2"))
                    .isEqualTo(table(
                            "new | 2024-01-02 | 2024-01-03 | false",
                            "paid | 2024-01-03 | 2024-01-03T12:00 | false",
                            "new | 2024-01-03T12:00 | NULL | true"));
            assertThat(project.rows(
                            "select upper(order_id), upper(trim(customer_id)) from raw_vault.link_order_customer_in_force"
                                    + " join raw_vault.hub_order using (order_hk) join raw_vault.hub_customer"
                                    + " using (customer_hk) order by 1"))
                    .isEqualTo(table("O1 | C1", "O2 | C1", "O3 | C1", "O4 | C3"));
            assertThat(project.verify().findings()).isEmpty();
        }
    }

    @Test
    void pointInTimeTablesLeadToRowsThatAnotherToolStored() {
        AutomateDv before = AutomateDv.binary("dv");
        Consumer<Project> loadedBefore = project -> {
            project.execute("create schema staging; create table staging.raw_orders (order_id varchar, customer_id"
                    + " varchar, status varchar, quantity integer, ordered_on date, customer_name varchar,"
                    + " load_datetime timestamp, record_source varchar)");
            stage(project, before, "'o1', 'c1', 'new', 1, date '2024-01-01', 'Ada', timestamp '2024-01-02', 'SHOP'");
            tables(project, before);
            runs(project, before);
            project.execute("insert into dv.hub_order values (unhex(md5('O9')), 'o9', timestamp '2024-01-02', 'CRM')");
        };
        String derived = "snapshots: { nightly: { keep: { daily: forever } } }\npoint_in_time: [order]\n";
        try (Project project =
                Project.of(folder, SETTINGS.formatted("binary"), SOURCES, MODEL + derived, loadedBefore)) {
            stage(project, before, "'o1', 'c1', 'paid', 1, date '2024-01-01', 'Ada', timestamp '2024-01-03', 'SHOP'");
            project.run();

            assertThat(project.rows("""
                            select cast(pit.snapshot_date as date), hub.order_id, details.status,
                              details.delivery_id is null, details.run_id is null
                            from business_vault.pit_order as pit
                            join raw_vault.hub_order as hub using (order_hk)
                            join raw_vault.sat_order_details as details
                              on details.order_hk = pit.sat_order_details_hk
                              and details.load_date = pit.sat_order_details_load_date
                              and details.delivery_id is not distinct from pit.sat_order_details_delivery_id
                              and details.record_number = pit.sat_order_details_record_number
                              and details.row_number = pit.sat_order_details_row_number
                            where hub.order_id is not null
                            order by 1, 2"""))
                    .isEqualTo(table(
                            "2024-01-02 | o1 | new | true | false",
                            "2024-01-02 | o9 | NULL | true | false",
                            "2024-01-03 | o1 | paid | false | false",
                            "2024-01-03 | o9 | NULL | true | false"));
            assertThat(project.verify().findings()).isEmpty();
        }
    }

    private static void agree(Project project) {
        for (String table : TABLES) {
            assertThat(contents(project, "dv", table)).as(table).isEqualTo(contents(project, "twin", table));
        }
    }

    @Test
    void isWhatTheDocumentationShows() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "continuing.md")))
                .contains(SETTINGS.formatted("binary"), SOURCES, MODEL);
    }

    @ParameterizedTest
    @CsvSource({
        "create table dv.hub_order (order_hk blob), The table \"dv.hub_order\" has no column \"order_id\"",
        "create table dv.hub_order (order_hk varchar), The column \"order_HK\" of \"dv.hub_order\" is varchar"
    })
    void aTableThatIsOtherwiseIsRefused(String table, String message) throws SQLException {
        Vault vault = Project.read(folder, SETTINGS.formatted("binary"), SOURCES, MODEL);
        try (Warehouse warehouse = Warehouse.inMemory(WarehouseSettings.defaults());
                Statement statement = warehouse.connection().createStatement()) {
            statement.execute("create schema dv");
            statement.execute(table);
            VaultMigration migration = VaultMigration.of(folder, vault);
            migration.write();

            assertThatThrownBy(() -> migration.apply(warehouse))
                    .hasMessageContaining(message)
                    .hasMessageContaining("Nothing was changed.");
        }
    }
}
