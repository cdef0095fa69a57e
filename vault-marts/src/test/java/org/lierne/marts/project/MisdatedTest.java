package org.lierne.marts.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.marts.project.Rows.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.asof.PastVault;

/** A date that cannot be has no part in any analysis, and is told; a series has an end. */
final class MisdatedTest {

    private static final String DIRTY_LATE = "77,B,9999-12-31,10";
    private static final String DIRTY_EARLY = "78,A,0001-01-01,10";
    private static final String EPOCH_IN_SECONDS = "79,A,1970-01-01,10";

    @TempDir
    private Path folder;

    @Test
    void neitherCountedNorLostAndTold() throws IOException, SQLException {
        project();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            List<String> told = new ArrayList<>();
            Path clean =
                    run(warehouse, "2026-03-08", told, "1,A,2026-01-05,10", "2,A,2026-02-10,10", "3,B,2026-02-20,5");
            assertThat(told).as("nothing is amiss yet").isEmpty();
            List<String> before = rows(clean, SERIES);

            Path dirty = run(warehouse, "2026-03-09", told, DIRTY_LATE, DIRTY_EARLY, EPOCH_IN_SECONDS);

            assertThat(rows(dirty, SERIES)).as("all series as they were").isEqualTo(before);
            assertThat(rows(dirty, "select order_id, occurred_at, misdated_at, amount from mart.purchases order by 1"))
                    .as("the lines are there, with the date that was stated")
                    .containsExactly(
                            "1 2026-01-05 00:00:00.0 null 10.00",
                            "2 2026-02-10 00:00:00.0 null 10.00",
                            "3 2026-02-20 00:00:00.0 null 5.00",
                            "77 null 9999-12-31 00:00:00.0 10.00",
                            "78 null 0001-01-01 00:00:00.0 10.00",
                            "79 null 1970-01-01 00:00:00.0 10.00");
            assertThat(told)
                    .containsExactly(
                            "1 transaction is dated later than what was loaded can be, 9999-12-31. It has no moment here, and no"
                                    + " analysis counts it; misdated_at says which it is. Mend the date in the source, or leave it"
                                    + " out by \"where\".",
                            "2 transactions are dated more than 50 years before what was loaded, the earliest 0001-01-01. They have"
                                    + " no moment here, and no analysis counts them; misdated_at says which they are. Mend the dates"
                                    + " in the source, or leave them out by \"where\".");
            assertThat(rows(dirty, "select distinct warning from main.lierne_warning where mart = 'moves' order by 1"))
                    .as("who looks at an analysis is told, too")
                    .anySatisfy(
                            warning -> assertThat(warning).startsWith("Of purchases: 1 transaction is dated later"));

            try (PastVault past = VaultProject.past(warehouse, AsOf.knownAt(1), RunListener.SILENT)) {
                past.buildFor("mart.months mart.retained mart.moves");
                assertThat(rows(past.connection(), SERIES))
                        .as("as known at run 1")
                        .isEqualTo(before);
            }
        }
    }

    private static final String SERIES =
            "select 'months' as mart, count(*) as rows, max(month) as latest from mart.months"
                    + " union all select 'retained', count(*), max(month) from mart.retained"
                    + " union all select 'moves', count(*), max(cast(to_at as date)) from mart.moves order by 1";

    /** What was loaded goes no further because somebody runs again, whenever that is. */
    @Test
    void aRunThatLoadsNothingMakesNoDatePossible() throws IOException, SQLException {
        project();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            String moments = "select order_id, occurred_at from mart.purchases order by 1";
            run(warehouse, "2012-03-08", new ArrayList<>(), "1,A,2012-02-10,10", "2,A,2012-06-01,10");

            Path again = run(warehouse, new ArrayList<>());

            assertThat(rows(again, moments)).containsExactly("1 2012-02-10 00:00:00.0", "2 null");
        }
    }

    @Test
    void aSeriesOfSnapshotsHasAnEnd() throws IOException, SQLException {
        project();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            Path marts = run(warehouse, "2026-03-08", new ArrayList<>(), "1,A,1981-01-05,10", "2,A,2026-02-10,10");

            assertThat(rows(marts, "select count(distinct to_at), min(from_at) from mart.moves"))
                    .as("of forty-five years by weeks the latest 600 snapshots are kept")
                    .containsExactly("599 2014-08-18 00:00:00.0");
            assertThat(rows(marts, "select warning from main.lierne_warning where mart = 'moves' order by 1"))
                    .contains(
                            "Only the latest 600 snapshots are told, from 2014-08-18 on; a wider grid (every) reaches further"
                                    + " back.");
        }
    }

    @Test
    void contractsThatEndInTheFutureRunOn() throws IOException, SQLException {
        project();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            Path marts = run(warehouse, "2026-03-08", new ArrayList<>(), "1,A,2026-01-05,10", "2,B,9999-12-31,20");

            assertThat(rows(marts, "select month, churned, active_end from mart.contracts_lost order by 1"))
                    .containsExactly("2026-01-01 0 1", "2026-02-01 0 1", "2026-03-01 0 1");
        }
    }

    private void project() throws IOException {
        write("vault.yml", "vault: shop\n");
        write("sources/orders.yml", """
                source: orders
                files: "{source}_{load_date:yyyy-MM-dd}.csv"
                keys: [order, customer]
                one_row_per: order
                columns: { order_id: varchar, customer_id: varchar, day: date, amount: "decimal(12,2)" }
                """);
        write("model/orders.yml", """
                hubs: { customer: customer_id, order: order_id }
                links: { order_customer: { connects: [order, customer], from: orders } }
                satellites: { order_details: { of: order, from: orders } }
                """);
        write(
                "marts/contracts.sql",
                "select customer_hk, day as starts, day + interval 1 year as ends" + " from mart.fact_orders");
        write("marts/orders.yml", """
                marts:
                  purchases:
                    kind: transactions
                    from: order_customer
                    customer: customer
                    order: order
                    date: order_details.day
                    amount: order_details.amount
                  fact_orders: { kind: fact, of: order_customer, columns: { day: order_details.day } }
                  contracts: { kind: sql, query: contracts.sql }
                  contracts_lost: { kind: churn_rate, of: contracts, starts: starts, ends: ends }
                  scores: { kind: rfm, of: purchases }
                  months: { kind: churn_rate, of: purchases, inactive_after: 31 days }
                  retained: { kind: retention, of: purchases }
                  moves: { kind: segment_migration, of: scores, every: week }
                """);
    }

    private Path run(Warehouse warehouse, String day, List<String> told, String... lines) throws IOException {
        write("landing/orders_" + day + ".csv", "order_id,customer_id,day,amount\n" + String.join("\n", lines) + "\n");
        return run(warehouse, told);
    }

    private Path run(Warehouse warehouse, List<String> told) {
        VaultProject project = VaultProject.read(folder);
        project.migrate(warehouse);
        RunReport run =
                project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
        return project.publish(warehouse, run.runId(), folder, event -> {
                    if (event instanceof RunEvent.Warning warning) {
                        told.add(warning.message());
                    }
                })
                .file();
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
