package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.loader.load.RunReport;

/** What one delivery, or one source, does to the rest of its run; and what a clock that goes backwards does to the next. */
class RunsInPartTest {

    private static final String CUT_OFF = "order_no,amount,note\nB1,1.00,\"open";
    private static final String WHOLE = "order_no,amount,note\nB1,1.00,\"open\"\n";

    /** Every row that loads have stored, by what it says and how often. */
    private static final List<String> STORED = List.of(
            "select order_no, count(*) from raw_vault.hub_order where run_id > 0 group by all order by all",
            "select customer_no, count(*) from raw_vault.hub_customer where run_id > 0 group by all order by all",
            "select amount, note, count(*) from raw_vault.sat_order_details where run_id > 0 group by all order by all",
            "select city, count(*) from raw_vault.sat_customer_details where run_id > 0 group by all order by all",
            "select count(*) from raw_vault.tracking_orders",
            "select count(*) from raw_vault.tracking_customers",
            "select path, count(*) from audit.delivery group by all order by all");

    @TempDir
    Path folder;

    @Test
    void whatIsLeftOutIsAllThatTheNextRunLoads() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, CUT_OFF);
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
            assertThat(shop.orders()).containsExactly("A1", "A2");

            shop.deliver(Shop.BAD, WHOLE);
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);

            assertThat(shop.rows("select distinct run_id, path from audit.delivery order by all"))
                    .containsExactly("1|" + Shop.CUSTOMERS, "1|" + Shop.ORDERS, "2|" + Shop.BAD);
            isAsLoadedAtOnce(shop);
        }
    }

    @Test
    void aRunStopsWhereASourceSaysSo() {
        Map<String, String> metadata = Shop.metadata("one_row_per: order\n", "one_row_per: order\non_failure: stop\n");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver(Shop.BAD, CUT_OFF);

            stops(shop);

            shop.deliver(Shop.BAD, WHOLE);
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            isAsLoadedAtOnce(shop);
        }
    }

    @Test
    void whatTheVaultSaysHoldsForSourcesThatSayNothing() {
        Map<String, String> metadata = Shop.metadata("vault: shop\n", "vault: shop\non_failure: stop\n");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver(Shop.BAD, CUT_OFF);
            stops(shop);
        }
    }

    @Test
    void aSourceMaySayOtherwiseThanTheVault() {
        Map<String, String> metadata = Shop.metadata(
                "vault: shop\n",
                "vault: shop\non_failure: stop\n",
                "one_row_per: order\n",
                "one_row_per: order\non_failure: continue\n");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver(Shop.BAD, CUT_OFF);
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
            assertThat(shop.orders()).containsExactly("A1", "A2");
        }
    }

    private static void stops(Shop shop) {
        LierneException stopped = catchThrowableOfType(LierneException.class, shop::load);
        assertThat(stopped).as("the run stops").isNotNull();
        assertThat(stopped.code()).isEqualTo("stopped_by_failure");
        assertThat(stopped.category()).isEqualTo(LierneException.Category.INCOMPLETE);
        assertThat(stopped)
                .hasMessageContaining("1 of source \"orders\"")
                .hasMessageContaining("Nothing of it was loaded");
        assertThat(shop.orders()).isEmpty();
        assertThat(shop.deliveries()).isEmpty();
        assertThat(shop.rows("select outcome from audit.run")).containsExactly("failed");
        assertThat(shop.rows("select path, code from audit.failed_delivery"))
                .containsExactly(Shop.BAD + "|delivery_unclosed_quote");
    }

    /** What is asked of the vault while a source is staged cannot be had; the other source does not ask for it. */
    @Test
    void aSourceThatCannotBeStagedLeavesTheOthers() {
        Map<String, String> metadata = Shop.metadata(
                "order_details: { of: order, from: orders }",
                "order_details: { of: order, from: orders, kind: non_historized }");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.run("alter table raw_vault.sat_order_details rename to somewhere_else");

            RunReport report = shop.load();

            assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
            assertThat(report.failures()).extracting(RunReport.Failure::code).containsExactly("source_failed");
            assertThat(shop.rows("select path from audit.delivery")).containsExactly(Shop.CUSTOMERS);
            assertThat(shop.orders()).isEmpty();

            shop.run("alter table raw_vault.somewhere_else rename to sat_order_details");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.orders()).containsExactly("A1", "A2");
            assertThat(shop.rows("select path, run_id from audit.delivery order by path"))
                    .containsExactly(Shop.CUSTOMERS + "|1", Shop.ORDERS + "|2");
        }
    }

    /** Files without a date of their own are dated by their run: what came later is newer, whatever the clock says. */
    @Test
    void aClockThatGoesBackwards() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.load();
            LocalDateTime later = LocalDateTime.now(ZoneOffset.UTC).plusHours(3).withNano(0);
            for (String table : List.of(
                    "audit.run set started_at",
                    "raw_vault.sat_customer_details set load_date",
                    "raw_vault.tracking_customers set load_date",
                    "audit.delivery set load_date")) {
                shop.run("update " + table + " = timestamp '" + later + "'");
            }
            shop.deliver("customers/next.csv", "customer_no,city\nC1,Linz\n");

            RunReport report = shop.load();

            assertThat(report.warnings())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("clock")
                    .contains("behind");
            assertThat(shop.rows("select run_id, started_at = timestamp '" + later + "' + interval 1 microsecond,"
                            + " finished_at >= started_at from audit.run where run_id = 2"))
                    .containsExactly("2|true|true");
            assertThat(shop.rows("select city from raw_vault.sat_customer_details order by load_date"))
                    .containsExactly("Graz", "Linz");
        }
    }

    /** The vault of a shop that was never disturbed has the same rows, each as often. */
    private void isAsLoadedAtOnce(Shop shop) {
        try (Shop undisturbed = Shop.inMemory(folder.resolve("undisturbed"))) {
            undisturbed.deliver(Shop.BAD, WHOLE);
            assertThat(undisturbed.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            for (String query : STORED) {
                assertThat(shop.rows(query)).as(query).isEqualTo(undisturbed.rows(query));
            }
        }
    }
}
