package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened once: repeats are stored once, and what says otherwise is rejected. */
class NonHistorizedTest {

    private static final String PAYMENTS = """
            source: payments
            files: "{load_date:yyyyMMdd}*.csv"
            keys: { order: order_id }
            one_row_per: payment_id
            columns: { payment_id: varchar, order_id: varchar, amount: "decimal(8,2)", status: varchar, iban: varchar }
            """;
    private static final String MODEL = """
            hubs:
              order: order_id
            links:
              payment:
                kind: non_historized
                connects: order
                dependent_child_key: payment_id
                from: payments
                columns: [amount, status]
            satellites:
              payment_account: { kind: non_historized, of: payment, from: payments, columns: iban }
            """;
    private static final String HEADER = "payment_id,order_id,amount,status,iban";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String settings) {
        project = Project.of(folder, "vault: test\n" + settings, PAYMENTS, MODEL);
    }

    private RunReport arrives(String file, String... payments) {
        deliver(file, payments);
        return project.run();
    }

    private void deliver(String file, String... payments) {
        project.deliver(file, (HEADER + "\n" + String.join("\n", payments)).split("\n"));
    }

    private String payments() {
        return project.rows("select payment_id, order_id, amount, status, iban, link.load_date, link.record_number,"
                + " link.run_id from raw_vault.link_payment as link join raw_vault.sat_payment_account using (payment_hk)"
                + " left join raw_vault.hub_order as hub on hub.order_hk = link.order_hk and hub.run_id > 0"
                + " order by payment_id");
    }

    private String rejects() {
        return project.rows("select reject.path, record_number, raw_text, column_name, code, message"
                + " from audit.reject join audit.reject_error using (delivery_id, record_number)"
                + " order by reject.path, record_number, error_number");
    }

    private static void assertCounts(RunReport.SourceReport source, long accepted, long rejected, long repeats) {
        assertThat(source.accepted()).as("accepted").isEqualTo(accepted);
        assertThat(source.rejected()).as("rejected").isEqualTo(rejected);
        assertThat(source.repeats()).as("repeats").isEqualTo(repeats);
        assertThat(source.records()).isEqualTo(source.accepted() + source.filtered() + source.rejected());
    }

    @Test
    void aRepeatIsStoredOnceAndCounted() {
        given("rejects: 100%");
        deliver("20240101.csv", "P1,7,10.00,paid,DE1", "P1,7,10.00,paid,DE1", "P2,8,5,paid,");
        deliver("20240102.csv", "P1,7,10,paid,DE1");

        RunReport first = project.run();
        RunReport second = arrives("20240103.csv", "P2,8,5.00,paid,", "P3,8,1.00,paid,DE3");

        assertCounts(first.sources().get(0), 4, 0, 2);
        assertCounts(second.sources().get(0), 2, 0, 1);
        assertThat(payments())
                .isEqualTo(table(
                        "P1 | 7 | 10.00 | paid | DE1 | 2024-01-01 | 2 | 1",
                        "P2 | 8 | 5.00 | paid | NULL | 2024-01-01 | 4 | 1",
                        "P3 | 8 | 1.00 | paid | DE3 | 2024-01-03 | 3 | 2"));
        assertThat(rejects()).isEmpty();
    }

    @Test
    void anotherPayloadInTheSameFileIsRejectedWithThePlaceOfWhatItContradicts() {
        given("rejects: 100%");

        RunReport report = arrives(
                "20240101.csv", "P1,7,10.00,paid,DE1", "P2,8,5,paid,", "P1,7,11.00,open,DE1", "P2,8,5,paid,DE2");

        assertThat(rejects())
                .isEqualTo(table(
                        "20240101.csv | 4 | P1,7,11.00,open,DE1 | amount | contradiction"
                                + " | the same payment_id has another value in record 2 of \"20240101.csv\"",
                        "20240101.csv | 4 | P1,7,11.00,open,DE1 | status | contradiction"
                                + " | the same payment_id has another value in record 2 of \"20240101.csv\"",
                        "20240101.csv | 5 | P2,8,5,paid,DE2 | iban | contradiction"
                                + " | the same payment has another value in record 3 of \"20240101.csv\""));
        assertCounts(report.sources().get(0), 2, 2, 0);
        assertThat(project.rows("select records, accepted, filtered, rejected from audit.delivery"))
                .isEqualTo("4 | 2 | 0 | 2");
        assertThat(payments())
                .isEqualTo(table(
                        "P1 | 7 | 10.00 | paid | DE1 | 2024-01-01 | 2 | 1",
                        "P2 | 8 | 5.00 | paid | NULL | 2024-01-01 | 3 | 1"));
    }

    @Test
    void ofSeveralFilesOfOneRunTheEarliestInOrderIsKeptWhateverTheirNames() {
        given("rejects: 100%");
        deliver("20240102.csv", "P1,7,11.00,paid,DE1");
        deliver("20240101_b.csv", "P1,7,12.00,paid,DE1");
        deliver("20240101_a.csv", "P1,7,10.00,paid,DE1");

        project.run();

        assertThat(payments()).isEqualTo(table("P1 | 7 | 10.00 | paid | DE1 | 2024-01-01 | 2 | 1"));
        assertThat(project.rows("select path, record_number from audit.reject order by path"))
                .isEqualTo(table("20240101_b.csv | 2", "20240102.csv | 2"));
    }

    @Test
    void acrossRunsWhatIsStoredIsKeptEvenIfTheOtherIsEarlier() {
        given("rejects: 100%");
        arrives("20240102.csv", "P1,7,11.00,paid,DE1");

        RunReport late = arrives("20240101.csv", "P1,7,10.00,paid,DE1", "P2,7,1.00,paid,DE1");

        assertCounts(late.sources().get(0), 1, 1, 0);
        assertThat(rejects())
                .isEqualTo(table("20240101.csv | 2 | P1,7,10.00,paid,DE1 | amount | contradiction"
                        + " | the same payment_id has another value in record 2 of \"20240102.csv\""));
        assertThat(payments())
                .isEqualTo(table(
                        "P1 | 7 | 11.00 | paid | DE1 | 2024-01-02 | 2 | 1",
                        "P2 | 7 | 1.00 | paid | DE1 | 2024-01-01 | 3 | 2"));
    }

    @Test
    void aLateRepeatIsNotedAsSeenEarlier() {
        given("rejects: 100%");
        arrives("20240102.csv", "P1,7,11.00,paid,DE1");
        arrives("20240101.csv", "P1,7,11.00,paid,DE1");

        assertThat(payments()).isEqualTo(table("P1 | 7 | 11.00 | paid | DE1 | 2024-01-02 | 2 | 1"));
        assertThat(project.rows("select load_date, run_id from raw_vault.first_seen_link_payment"))
                .isEqualTo("2024-01-01 | 2");
    }

    /** one_row_per says that a payment's number tells payments apart, so another order contradicts too. */
    @Test
    void anotherParticipantContradictsWhereTheSourceHasOneRowPerEvent() {
        given("rejects: 100%");
        arrives("20240101.csv", "P1,7,10.00,paid,DE1", "P2,,1.00,paid,DE1");

        arrives("20240102.csv", "P1,8,10.00,paid,DE1", "P2,7,1.00,paid,DE1", "P1,7,10.00,paid,DE1");

        assertThat(project.rows("select record_number, column_name, code from audit.reject_error order by 1"))
                .isEqualTo(table("2 | order_id | contradiction", "3 | order_id | contradiction"));
        assertThat(payments())
                .isEqualTo(table(
                        "P1 | 7 | 10.00 | paid | DE1 | 2024-01-01 | 2 | 1",
                        "P2 | NULL | 1.00 | paid | DE1 | 2024-01-01 | 3 | 1"));
    }

    @Test
    void withoutOneRowPerAnotherParticipantIsAnotherEvent() {
        project = Project.of(
                folder, "vault: test\nrejects: 100%", PAYMENTS.replace("one_row_per: payment_id\n", ""), MODEL);

        arrives("20240101.csv", "P1,7,10.00,paid,DE1", "P1,8,10.00,paid,DE1", "P1,8,11.00,paid,DE1");

        assertThat(project.rows("select count(*) from raw_vault.link_payment")).isEqualTo("2");
        assertThat(project.rows("select record_number, column_name, message from audit.reject_error"))
                .isEqualTo("4 | amount | the same payment has another value in record 3 of \"20240101.csv\"");
    }

    @Test
    void aRecordThatBreaksARuleContradictsNothing() {
        given("rejects: 100%");

        RunReport report = arrives("20240101.csv", "P1,7,x,paid,DE1", "P1,7,11.00,paid,DE1", "P1,7,11.00,paid,DE1");

        assertCounts(report.sources().get(0), 2, 1, 1);
        assertThat(payments()).isEqualTo(table("P1 | 7 | 11.00 | paid | DE1 | 2024-01-01 | 3 | 1"));
        assertThat(project.rows("select record_number, code from audit.reject_error"))
                .isEqualTo("2 | unreadable");
    }

    @Test
    void aDeliveryWithTooManyContradictionsIsLeftOutAndContradictsNothingItself() {
        given("rejects: 40%");
        arrives("20240101.csv", "P1,7,10.00,paid,DE1");
        deliver("20240102.csv", "P1,7,11.00,paid,DE1", "P2,7,1.00,paid,DE1");
        deliver("20240103.csv", "P2,7,2.00,paid,DE1", "P3,7,3.00,paid,DE1", "P4,7,3.00,paid,DE1");

        RunReport report = project.run();

        assertThat(report.failures())
                .extracting(RunReport.Failure::path, RunReport.Failure::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("20240102.csv", "too_many_rejects"));
        assertThat(project.rows("select path, record_number from audit.reject")).isEqualTo("20240102.csv | 2");
        assertThat(payments())
                .isEqualTo(table(
                        "P1 | 7 | 10.00 | paid | DE1 | 2024-01-01 | 2 | 1",
                        "P2 | 7 | 2.00 | paid | DE1 | 2024-01-03 | 2 | 2",
                        "P3 | 7 | 3.00 | paid | DE1 | 2024-01-03 | 3 | 2",
                        "P4 | 7 | 3.00 | paid | DE1 | 2024-01-03 | 4 | 2"));
    }

    @Test
    void loadingAgainAddsNothingEvenIfTheLedgerForgot() {
        given("rejects: 100%");
        arrives("20240101.csv", "P1,7,10.00,paid,DE1", "P1,7,11.00,paid,DE1", "P2,,1.00,paid,DE1");
        String before = project.counts();
        project.execute("delete from audit.delivery");

        RunReport again = project.run();

        assertCounts(again.sources().get(0), 2, 1, 2);
        assertThat(project.counts()).isEqualTo(before);
    }

    @Test
    void aSourceOfEventsAloneIsNotTrackedAndOneWithASatelliteIs() {
        given("");
        assertThat(project.schema().find("tracking_payments")).isEmpty();
        project.close();

        project = Project.of(folder.resolve("mentions"), """
                source: mentions
                files: "{load_date:yyyyMMdd}.csv"
                keys: { product: sku }
                one_row_per: mention_id
                columns: { mention_id: varchar, sku: varchar, text: varchar, likes: integer }
                """, """
                hubs:
                  product: sku
                links:
                  mention:
                    kind: non_historized
                    connects: product
                    dependent_child_key: mention_id
                    from: mentions
                    columns: text
                satellites:
                  mention_reach: { of: mention, from: mentions, columns: likes }
                """);
        project.deliver("20240101.csv", "mention_id,sku,text,likes", "M1,A,good,1", "M2,,fine,5");
        project.run();
        project.deliver("20240103.csv", "mention_id,sku,text,likes", "M1,A,good,9", "M2,,bad,6");
        project.run();
        project.deliver("20240102.csv", "mention_id,sku,text,likes", "M1,A,good,4");
        project.run();

        assertThat(project.rows("select mention_id, text from raw_vault.link_mention order by 1"))
                .isEqualTo(table("M1 | good", "M2 | fine"));
        assertThat(project.rows("select mention_id, h.load_date, likes from raw_vault.sat_mention_reach_history as h"
                        + " join raw_vault.link_mention using (mention_hk) order by all"))
                .isEqualTo(table(
                        "M1 | 2024-01-01 | 1", "M1 | 2024-01-02 | 4", "M1 | 2024-01-03 | 9", "M2 | 2024-01-01 | 5"));
        assertThat(project.rows("select count(*) from raw_vault.tracking_mentions"))
                .isEqualTo("4");
        assertThat(project.rows("select record_number, column_name, code from audit.reject_error"))
                .isEqualTo("3 | text | contradiction");
    }

    @Test
    void aSatelliteOfAHubSkipsRowsWithoutItsKeyAndKeepsTheFirstOfEach() {
        project = Project.of(folder, "vault: test\nrejects: 100%", """
                source: scans
                files: "{load_date:yyyyMMdd}.csv"
                keys: parcel
                columns: { parcel: varchar, weighed_at: timestamp, grams: integer }
                """, """
                hubs:
                  parcel: parcel
                satellites:
                  parcel_weight: { kind: non_historized, of: parcel, from: scans }
                """);
        project.deliver(
                "20240101.csv",
                "parcel,weighed_at,grams",
                "1,2024-01-01 10:00:00,100",
                ",2024-01-01 10:00:00,100",
                ",2024-01-01 11:00:00,200",
                "1,2024-01-01 10:00:00,101");

        RunReport report = project.run();

        assertThat(report.sources().get(0).skippedKeys()).isEqualTo(2);
        assertThat(project.rows("select parcel, grams from raw_vault.sat_parcel_weight"
                        + " join raw_vault.hub_parcel using (parcel_hk)"))
                .isEqualTo("1 | 100");
        assertThat(project.rows("select record_number, column_name from audit.reject_error"))
                .isEqualTo("5 | grams");
    }

    @Test
    void aColumnThatIsAddedIsEmptyInRowsOfBefore() {
        given("rejects: 100%");
        arrives("20240101.csv", "P1,7,10.00,paid,DE1");

        project.change(
                PAYMENTS.replace("iban: varchar }", "iban: varchar, fee: { type: integer, optional: true } }"),
                MODEL.replace("[amount, status]", "[fee, amount, status]"));
        project.deliver("20240102.csv", HEADER + ",fee", "P1,7,10.00,paid,DE1,", "P2,7,10.00,paid,DE1,3");
        project.run();

        assertThat(project.rows("select payment_id, amount, status, fee from raw_vault.link_payment order by 1"))
                .isEqualTo(table("P1 | 10.00 | paid | NULL", "P2 | 10.00 | paid | 3"));
        assertThat(rejects()).isEmpty();
    }

    /** A record is taken whole or not at all: with one of its rows, the others are rejected too. */
    @Test
    void ofARecordWithSeveralRowsOneThatContradictsRejectsAll() {
        project = Project.of(folder, "vault: test\nrejects: 100%", """
                source: scans
                files: "{load_date:yyyyMMdd}.ndjson"
                rows: scans
                keys: { parcel: parcel_no }
                one_row_per: [parcel, scan]
                columns: { parcel_no: { from: $.parcel }, scan: integer, grams: integer }
                """, """
                hubs:
                  parcel: parcel_no
                links:
                  scan:
                    kind: non_historized
                    connects: parcel
                    dependent_child_key: scan
                    from: scans
                    columns: grams
                """);
        project.deliver(
                "20240101.ndjson",
                "{\"parcel\": \"A\", \"scans\": [{\"scan\": 1, \"grams\": 10}, {\"scan\": 2, \"grams\": 20}]}",
                "{\"parcel\": \"A\", \"scans\": [{\"scan\": 2, \"grams\": 21}, {\"scan\": 3, \"grams\": 30}]}",
                "{\"parcel\": \"B\", \"scans\": [{\"scan\": 1, \"grams\": 11}, {\"scan\": 2, \"grams\": \"x\"}]}",
                "{\"parcel\": \"B\", \"scans\": [{\"scan\": 1, \"grams\": 12}, {\"scan\": 1, \"grams\": 12}]}");

        RunReport report = project.run();

        assertThat(project.rows("select parcel_no, scan, grams, record_number, row_number from raw_vault.link_scan"
                        + " join raw_vault.hub_parcel using (parcel_hk) order by all"))
                .isEqualTo(table("A | 1 | 10 | 1 | 1", "A | 2 | 20 | 1 | 2", "B | 1 | 12 | 4 | 1"));
        assertThat(project.rows("select record_number, column_name, code from audit.reject_error order by 1"))
                .isEqualTo(table("2 | grams | contradiction", "3 | grams | unreadable"));
        assertCounts(report.sources().get(0), 2, 2, 1);
        assertThat(project.rows("select count(*) from audit.reject")).isEqualTo("2");
    }
}
