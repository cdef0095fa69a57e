package org.lierne.marts.asof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.project.VaultProject;

/**
 * A shop of three runs. Run 1: C1 in Ulm on the 1st, C2 named on the 10th. Run 2: C1 in Graz on the 5th. Run 3 brings the late
 * file of the 3rd: C1 in Linz, and C2, C3 who are new then. Run 4 stored nothing.
 */
final class PastVaultTest {

    @TempDir
    static Path folder;

    private static Warehouse warehouse;

    @BeforeAll
    static void loadThreeRuns() throws IOException, SQLException {
        write("vault.yml", "vault: shop\n");
        write("sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyy-MM-dd}.csv"
                delivery: full
                keys: [customer]
                one_row_per: customer
                columns: [customer_id, city]
                """);
        write("model/shop.yml", """
                hubs:
                  customer: customer_id
                satellites:
                  customer_details: { of: customer, from: customers }
                  customer_status: { kind: status_tracking, of: customer, from: customers }
                snapshots: { nightly: { keep: { daily: forever } } }
                point_in_time: [customer]
                """);
        write("marts/shop.yml", """
                marts:
                  dim_customer: { kind: dimension, of: customer, history: type_2 }
                  cities: { kind: sql, query: "select city, count(*) as customers from mart.dim_customer where is_current group by city" }
                  nights: { kind: sql, query: select count(*) as pit_rows from business_vault.pit_customer }
                """);
        warehouse = Warehouse.open(
                folder.resolve("shop.duckdb"),
                WarehouseSettings.defaults().withMemoryLimitBytes(300_000_000).withThreads(1));
        VaultProject project = VaultProject.read(folder);
        project.migrate(warehouse);
        load(project, "01", "C1,Ulm");
        load(project, "10", "C1,Ulm", "C2,Bonn");
        load(project, "05", "C1,Graz");
        load(project, "03", "C1,Linz", "C2,Bonn", "C3,Kiel");
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute("insert into audit.run (run_id, kind, started_at, outcome, model_version)"
                    + " values (5, 'run', timestamp '2026-04-01 00:00:00', 'failed', 1)");
        }
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static void load(VaultProject project, String day, String... rows) throws IOException {
        write("landing/customers_2026-03-" + day + ".csv", "customer_id,city\n" + String.join("\n", rows) + "\n");
        project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static AsOf at(int day) {
        return AsOf.of(AsOf.endOf(LocalDate.of(2026, 3, day)));
    }

    private static AsOf at(int day, long run) {
        return new AsOf(OptionalLong.of(run), Optional.of(AsOf.endOf(LocalDate.of(2026, 3, day))));
    }

    private static List<String> ask(AsOf asOf, String query) throws SQLException {
        try (PastVault past = VaultProject.past(warehouse, asOf, RunListener.SILENT)) {
            past.buildFor(query);
            return rows(past, query);
        }
    }

    private static List<String> rows(PastVault past, String query) throws SQLException {
        try (Statement statement = past.connection().createStatement();
                ResultSet result =
                        statement.executeQuery("select cast(rows as varchar) from (" + query + ") as rows")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1).replace("'", ""));
            }
            return rows;
        }
    }

    private static final String HISTORY = "select customer_id || ' ' || city || ' ' || day(history.load_date) || ' '"
            + " || coalesce(day(load_end_date)::varchar, '…') as it from raw_vault.sat_customer_details_history as history"
            + " join raw_vault.hub_customer using (customer_hk) order by all";

    @Test
    void aHistoryIsWhatWasKnownAtARun() throws SQLException {
        assertThat(ask(AsOf.knownAt(1), HISTORY)).containsExactly("{it: C1 Ulm 1 …}");
        assertThat(ask(AsOf.knownAt(3), HISTORY))
                .containsExactly("{it: C1 Graz 5 10}", "{it: C1 Ulm 1 5}", "{it: C1 Ulm 10 …}", "{it: C2 Bonn 10 …}");
        assertThat(ask(AsOf.knownAt(4), HISTORY)).contains("{it: C1 Ulm 1 3}", "{it: C2 Bonn 3 …}");
    }

    @Test
    void aHistoryAsOfALoadDateEndsThere() throws SQLException {
        assertThat(ask(at(4), HISTORY))
                .containsExactly("{it: C1 Linz 3 …}", "{it: C1 Ulm 1 3}", "{it: C2 Bonn 3 …}", "{it: C3 Kiel 3 …}");
        assertThat(ask(at(4, 3), HISTORY)).containsExactly("{it: C1 Ulm 1 …}");
    }

    @Test
    void aHubKeyCountsFromTheDateOnWhichItWasFirstSeen() throws SQLException {
        String hub = "select customer_id, day(load_date) as since from raw_vault.hub_customer"
                + " where customer_id is not null order by all";

        assertThat(ask(at(4), hub))
                .as("C2 was stored under the 10th, and seen on the 3rd by a file that came late")
                .containsExactly(
                        "{customer_id: C1, since: 1}", "{customer_id: C2, since: 3}", "{customer_id: C3, since: 3}");
        assertThat(ask(at(4, 3), hub)).containsExactly("{customer_id: C1, since: 1}");
        assertThat(ask(AsOf.NOW, hub))
                .containsExactly(
                        "{customer_id: C1, since: 1}", "{customer_id: C2, since: 10}", "{customer_id: C3, since: 3}");
    }

    @Test
    void whatIsGoneIsJudgedByTheBatchesThatCount() throws SQLException {
        String status = "select customer_id, status from raw_vault.sat_customer_status_current"
                + " join raw_vault.hub_customer using (customer_hk) order by all";

        assertThat(ask(AsOf.knownAt(3), status))
                .containsExactly("{customer_id: C1, status: created}", "{customer_id: C2, status: created}");
        assertThat(ask(AsOf.NOW, status))
                .containsExactly(
                        "{customer_id: C1, status: created}",
                        "{customer_id: C2, status: created}",
                        "{customer_id: C3, status: deleted}");
        assertThat(ask(at(4), status)).contains("{customer_id: C3, status: created}");
    }

    @Test
    void whatIsDerivedIsBuiltForTheDatesOfThen() throws SQLException {
        String snapshots = "select count(distinct snapshot_date) as dates, max(day(snapshot_date)) as newest"
                + " from business_vault.pit_customer";

        assertThat(ask(AsOf.knownAt(1), snapshots)).containsExactly("{dates: 1, newest: 1}");
        assertThat(ask(AsOf.knownAt(2), snapshots)).containsExactly("{dates: 10, newest: 10}");
        assertThat(ask(at(4), snapshots)).containsExactly("{dates: 3, newest: 3}");
    }

    @Test
    void onlyTheMartsThatAreAskedForAreBuiltAndThoseThatTheyRead() throws SQLException {
        String tables = "select table_name from information_schema.tables where table_schema = 'mart'"
                + " and table_catalog = current_database() order by all";
        try (PastVault past = VaultProject.past(warehouse, AsOf.knownAt(3), RunListener.SILENT)) {
            assertThat(rows(past, tables)).isEmpty();
            past.buildFor("select * from mart.cities");
            assertThat(rows(past, tables)).containsExactly("{table_name: cities}", "{table_name: dim_customer}");
            assertThat(rows(past, "select count(*) as snapshots from business_vault.pit_customer"))
                    .as("what is derived was not asked for")
                    .containsExactly("{snapshots: 0}");
            assertThat(past.build(List.of("nights", "cities")))
                    .extracting(each -> each.mart())
                    .as("what is built already is not built again")
                    .containsExactly("nights");
            assertThat(rows(past, "select pit_rows > 0 as has_rows from mart.nights"))
                    .containsExactly("{has_rows: true}");
        }
    }

    @Test
    void theLedgerHasWhatRunsUpToThenWrote() throws SQLException {
        assertThat(ask(AsOf.knownAt(2), "select count(*) as runs from audit.run"))
                .containsExactly("{runs: 2}");
        assertThat(ask(AsOf.knownAt(2), "select max(path) as path from audit.delivery"))
                .containsExactly("{path: customers_2026-03-10.csv}");
    }

    @Test
    void theLimitsGoDownToTheScan() throws SQLException {
        try (PastVault past = VaultProject.past(warehouse, at(4, 3), RunListener.SILENT);
                Statement statement = past.connection().createStatement();
                ResultSet plan = statement.executeQuery(
                        "explain select * from raw_vault.sat_customer_details where city = 'Ulm'")) {
            plan.next();
            String scan = plan.getString(2).replaceAll("[^\\w<=>]+", " ");
            assertThat(scan).containsPattern("Seq Scan .*Filters run_id <= 3 load_date <= .*city = Ulm");
        }
    }

    @Test
    void aRunThatIsNotThereOrStoredNothingIsSaidWithTheNearest() {
        assertThatThrownBy(() -> PastVault.open(warehouse.connection(), AsOf.knownAt(9), RunListener.SILENT))
                .isInstanceOfSatisfying(LierneException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unknown_run");
                    assertThat(refused.hint()).hasValue("Nearest is run 4; \"lierne runs\" shows all.");
                });
        assertThatThrownBy(() -> PastVault.open(warehouse.connection(), AsOf.knownAt(5), RunListener.SILENT))
                .isInstanceOfSatisfying(LierneException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("run_stored_nothing");
                    assertThat(refused.getMessage()).startsWith("Run 5 is failed: it stored nothing");
                });
    }

    @Test
    void theHostsConnectionAndTheVaultStayAsTheyWere() throws SQLException {
        String catalogs = "select string_agg(database_name, ' ' order by database_name) from duckdb_databases()";
        String before = text(catalogs);
        ask(AsOf.knownAt(2), "select * from mart.nights");
        assertThat(text(catalogs)).isEqualTo(before);
        assertThat(text("select current_database()")).isEqualTo("shop");
    }

    private static String text(String query) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
