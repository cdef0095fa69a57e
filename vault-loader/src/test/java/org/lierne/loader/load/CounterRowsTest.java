package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.verify.check.Promise;

/** What happened once, and is corrected: a row takes the former back, and another says what is right. */
class CounterRowsTest {

    private static final String PAYMENTS = """
            source: payments
            files: "{load_date:yyyyMMdd}*.csv"
            keys: { order: order_id }
            one_row_per: payment_id
            columns: { payment_id: varchar, order_id: varchar, amount: "decimal(8,2)", iban: varchar }
            """;
    private static final String MODEL = """
            hubs:
              order: order_id
            links:
              payment:
                kind: non_historized
                corrections: counter_row
                connects: order
                dependent_child_key: payment_id
                from: payments
                columns: amount
            satellites:
              payment_account:
                { kind: non_historized, corrections: counter_row, of: payment, from: payments, columns: iban }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given() {
        project = Project.of(folder, "vault: test", PAYMENTS, MODEL);
    }

    private RunReport.SourceReport arrives(String file, String... payments) {
        deliver(file, payments);
        return project.run().sources().get(0);
    }

    private void deliver(String file, String... payments) {
        project.deliver(file, ("payment_id,order_id,amount,iban\n" + String.join("\n", payments)).split("\n"));
    }

    private String rowsOf(String payment) {
        return project.rows("select order_id, amount, counter, correction, link.load_date, link.record_number"
                + " from raw_vault.link_payment as link left join raw_vault.hub_order using (order_hk)"
                + " where payment_id = '" + payment + "' order by correction, counter");
    }

    private String inForce() {
        return project.rows("select payment_id, order_id, amount, iban, link.load_date"
                + " from raw_vault.link_payment_in_force as link"
                + " left join raw_vault.hub_order using (order_hk)"
                + " join raw_vault.sat_payment_account_current using (payment_hk) order by 1");
    }

    private void assertThatSumsAgree() {
        assertThat(project.rows("select sum(amount * counter), sum(counter) from raw_vault.link_payment"))
                .isEqualTo(project.rows("select sum(amount), count(*) from raw_vault.link_payment_in_force"));
        assertThat(project.rows("select payment_id, count(*) from raw_vault.link_payment_in_force group by 1"
                        + " having count(*) > 1"))
                .isEmpty();
        assertThat(project.verify().findings()).isEmpty();
    }

    @Test
    void anotherPayloadTakesTheFormerBackAndTheSameIsARepeat() {
        given();
        arrives("20240101.csv", "P1,7,10.00,DE1", "P2,7,5.00,DE2");

        RunReport.SourceReport corrected = arrives("20240102.csv", "P1,7,11.00,DE1", "P2,7,5.00,DE2");
        arrives("20240103.csv", "P1,7,11.00,DE1");
        arrives("20240104.csv", "P1,7,10.00,DE1");

        assertThat(corrected.accepted()).isEqualTo(2);
        assertThat(corrected.rejected()).isZero();
        assertThat(corrected.repeats()).isEqualTo(1);
        assertThat(rowsOf("P1"))
                .isEqualTo(table(
                        "7 | 10.00 | 1 | 0 | 2024-01-01 | 2",
                        "7 | 10.00 | -1 | 1 | 2024-01-02 | 2",
                        "7 | 11.00 | 1 | 1 | 2024-01-02 | 2",
                        "7 | 11.00 | -1 | 2 | 2024-01-04 | 2",
                        "7 | 10.00 | 1 | 2 | 2024-01-04 | 2"));
        assertThat(inForce()).isEqualTo(table("P1 | 7 | 10.00 | DE1 | 2024-01-04", "P2 | 7 | 5.00 | DE2 | 2024-01-01"));
        assertThat(project.rows("select count(*) from raw_vault.sat_payment_account"))
                .as("each table is corrected by itself")
                .isEqualTo("2");
        assertThatSumsAgree();
    }

    @Test
    void correctionsOfOneFileAndOfOneRunFollowTheOrder() {
        given();
        deliver("20240102.csv", "P1,7,12.00,DE1", "P1,7,12.00,DE3", "P1,7,13.00,DE3");
        deliver("20240101.csv", "P1,7,10.00,DE1", "P1,7,11.00,DE1", "P1,7,11.00,DE1", "P2,,1.00,");

        RunReport.SourceReport report = project.run().sources().get(0);

        assertThat(report.repeats()).isEqualTo(2);
        assertThat(rowsOf("P1"))
                .isEqualTo(table(
                        "7 | 10.00 | 1 | 0 | 2024-01-01 | 2",
                        "7 | 10.00 | -1 | 1 | 2024-01-01 | 3",
                        "7 | 11.00 | 1 | 1 | 2024-01-01 | 3",
                        "7 | 11.00 | -1 | 2 | 2024-01-02 | 2",
                        "7 | 12.00 | 1 | 2 | 2024-01-02 | 2",
                        "7 | 12.00 | -1 | 3 | 2024-01-02 | 4",
                        "7 | 13.00 | 1 | 3 | 2024-01-02 | 4"));
        assertThat(inForce())
                .isEqualTo(table("P1 | 7 | 13.00 | DE3 | 2024-01-02", "P2 | NULL | 1.00 | NULL | 2024-01-01"));
        assertThatSumsAgree();
    }

    @Test
    void whatComesLateCorrectsWhatIsInForce() {
        given();
        arrives("20240103.csv", "P1,7,12.00,DE1");

        arrives("20240101.csv", "P1,7,10.00,DE1");

        assertThat(rowsOf("P1"))
                .isEqualTo(table(
                        "7 | 12.00 | 1 | 0 | 2024-01-03 | 2",
                        "7 | 12.00 | -1 | 1 | 2024-01-01 | 2",
                        "7 | 10.00 | 1 | 1 | 2024-01-01 | 2"));
        assertThat(project.rows("select count(*) from raw_vault.first_seen_link_payment"))
                .isEqualTo("0");
        assertThatSumsAgree();
    }

    @Test
    void aPaymentThatMovesToAnotherOrderIsTakenBackThere() {
        given();
        arrives("20240101.csv", "P1,7,10.00,DE1");

        arrives("20240102.csv", "P1,8,10.00,DE1");

        assertThat(rowsOf("P1"))
                .isEqualTo(table(
                        "7 | 10.00 | 1 | 0 | 2024-01-01 | 2",
                        "7 | 10.00 | -1 | 1 | 2024-01-02 | 2",
                        "8 | 10.00 | 1 | 1 | 2024-01-02 | 2"));
        assertThat(inForce()).isEqualTo(table("P1 | 8 | 10.00 | DE1 | 2024-01-02"));
        assertThatSumsAgree();
    }

    @Test
    void loadingAgainAddsNothingEvenIfTheLedgerForgot() {
        given();
        arrives("20240101.csv", "P1,7,10.00,DE1", "P2,7,5.00,DE2");
        arrives("20240102.csv", "P1,7,10.00,DE1");
        arrives("20240103.csv", "P1,7,11.00,DE9");
        String before = project.counts();
        project.execute("delete from audit.delivery");

        project.run();

        assertThat(project.counts()).isEqualTo(before);
        assertThat(inForce()).isEqualTo(table("P1 | 7 | 11.00 | DE9 | 2024-01-03", "P2 | 7 | 5.00 | DE2 | 2024-01-01"));
    }

    @Test
    void whatIsNotTakenBackAsItWasSaidIsFound() {
        given();
        arrives("20240101.csv", "P1,7,10.00,DE1");
        arrives("20240102.csv", "P1,7,11.00,DE1");

        assertThat(found("insert into raw_vault.link_payment from raw_vault.link_payment where counter = -1"))
                .containsExactly("unique_key: 1, not 2");
        assertThat(found("update raw_vault.link_payment set amount = 9 where counter = -1"))
                .containsExactly("event 1 -1: what it takes back, not nothing that says the same");
        assertThat(found("update raw_vault.link_payment set amount = 9 where correction = 0"))
                .containsExactly("event 1 -1: what it takes back, not nothing that says the same");
        assertThat(found("delete from raw_vault.link_payment where counter = -1"))
                .containsExactly("event 1 1: both rows of a correction, not one of them");
        assertThat(found("delete from raw_vault.link_payment where correction = 1 and counter = 1"))
                .containsExactly("event 1 -1: both rows of a correction, not one of them");
    }

    /** Check, correction and counter, what was expected and found. */
    private List<String> found(String change) {
        return project.verifyTampered(List.of(change)).findings().stream()
                .map(finding -> finding.promise().code()
                        + (finding.promise() == Promise.UNIQUE_KEY
                                ? ""
                                : " " + finding.row().get("correction") + " "
                                        + finding.row().get("counter"))
                        + ": " + finding.expected() + ", not " + finding.found())
                .toList();
    }

    @Test
    void aSatelliteThatIsAddedLaterIsFilledWithItsCorrections() {
        project = Project.of(
                folder,
                "vault: test",
                PAYMENTS.replace("columns:", "ignore: iban\ncolumns:"),
                MODEL.substring(0, MODEL.indexOf("satellites:")));
        arrives("20240101.csv", "P1,7,10.00,DE1", "P2,7,5.00,DE2");
        arrives("20240102.csv", "P1,7,10.00,DE3");
        project.change(PAYMENTS, MODEL);

        project.run();

        assertThat(project.rows("select iban, counter, correction, load_date from raw_vault.sat_payment_account"
                        + " order by correction, counter, iban"))
                .isEqualTo(table(
                        "DE1 | 1 | 0 | 2024-01-01",
                        "DE2 | 1 | 0 | 2024-01-01",
                        "DE1 | -1 | 1 | 2024-01-02",
                        "DE3 | 1 | 1 | 2024-01-02"));
    }

    /** What deletes, or is skipped for lack of a participant, says of no payment when it was first seen. */
    @Test
    void deletionsAndRowsThatAreSkippedMayComeLate() {
        project = Project.of(
                folder,
                "vault: test\nnull_keys: skip",
                PAYMENTS.replace(
                        "columns: {", "delivery: { kind: cdc, operation: op, deletes: D }\ncolumns: { op: varchar,"),
                MODEL);
        String header = "op,payment_id,order_id,amount,iban";
        project.deliver("20240103.csv", header, "I,P1,7,10.00,DE1");
        project.run();

        project.deliver("20240101.csv", header, "D,P2,7,,", "I,P3,,5.00,DE3", "I,P1,7,10.00,DE1");
        project.run();

        assertThat(rowsOf("P1")).isEqualTo("7 | 10.00 | 1 | 0 | 2024-01-03 | 2");
        assertThat(project.rows("select payment_id, seen.load_date from raw_vault.first_seen_link_payment as seen"
                        + " join raw_vault.link_payment using (payment_hk)"))
                .isEqualTo("P1 | 2024-01-01");
        assertThatSumsAgree();
    }

    @Test
    void deletionsTakeNothingBackAndCorrectionsGoOnAfterThem() {
        project = Project.of(
                folder,
                "vault: test",
                PAYMENTS.replace(
                        "columns: {", "delivery: { kind: cdc, operation: op, deletes: D }\ncolumns: { op: varchar,"),
                MODEL);
        String header = "op,payment_id,order_id,amount,iban";
        project.deliver("20240101.csv", header, "I,P1,7,10.00,DE1", "U,P1,7,11.00,DE1", "D,P1,7,,", "I,P2,7,5.00,DE2");
        project.run();
        project.deliver("20240102.csv", header, "U,P1,7,12.00,DE1", "D,P2,7,,");

        project.run();

        assertThat(rowsOf("P1"))
                .isEqualTo(table(
                        "7 | 10.00 | 1 | 0 | 2024-01-01 | 2",
                        "7 | 10.00 | -1 | 1 | 2024-01-01 | 3",
                        "7 | 11.00 | 1 | 1 | 2024-01-01 | 3",
                        "7 | 11.00 | -1 | 2 | 2024-01-02 | 2",
                        "7 | 12.00 | 1 | 2 | 2024-01-02 | 2"));
        assertThat(inForce()).isEqualTo(table("P1 | 7 | 12.00 | DE1 | 2024-01-02", "P2 | 7 | 5.00 | DE2 | 2024-01-01"));
        assertThatSumsAgree();
    }

    @Test
    void whatAFullDeliveryLacksIsNotTakenBack() {
        project =
                Project.of(folder, "vault: test", PAYMENTS.replace("columns: {", "delivery: full\ncolumns: {"), MODEL);
        arrives("20240101.csv", "P1,7,10.00,DE1", "P2,7,5.00,DE2", "P3,7,6.00,DE3");
        arrives("20240102.csv", "P1,7,11.00,DE1", "P3,7,6.00,DE3");
        arrives("20240103.csv", "P1,7,11.00,DE1", "P2,7,7.00,DE2", "P3,7,6.00,DE3");

        assertThat(inForce())
                .isEqualTo(table(
                        "P1 | 7 | 11.00 | DE1 | 2024-01-02",
                        "P2 | 7 | 7.00 | DE2 | 2024-01-03",
                        "P3 | 7 | 6.00 | DE3 | 2024-01-01"));
        assertThatSumsAgree();
    }

    @Test
    void atADateTheLatestCorrectionUpToItHolds() {
        project = Project.of(
                folder,
                "vault: test",
                PAYMENTS,
                MODEL + "snapshots: { nightly: { keep: { daily: forever } } }\npoint_in_time: [payment]\n");
        arrives("20240101.csv", "P1,7,10.00,AT1", "P2,7,5.00,AT9");
        arrives("20240103.csv", "P1,7,10.00,AT2");

        assertThat(accounts())
                .isEqualTo(table(
                        "2024-01-01 | P1 | AT1",
                        "2024-01-01 | P2 | AT9",
                        "2024-01-02 | P1 | AT1",
                        "2024-01-02 | P2 | AT9",
                        "2024-01-03 | P1 | AT2",
                        "2024-01-03 | P2 | AT9"));

        arrives("20240102.csv", "P1,7,10.00,AT3");

        assertThat(accounts())
                .as("what came last corrects what was said of the day after")
                .isEqualTo(table(
                        "2024-01-01 | P1 | AT1",
                        "2024-01-01 | P2 | AT9",
                        "2024-01-02 | P1 | AT3",
                        "2024-01-02 | P2 | AT9",
                        "2024-01-03 | P1 | AT3",
                        "2024-01-03 | P2 | AT9"));
        assertThat(project.verify().findings()).isEmpty();
    }

    private String accounts() {
        return project.rows("""
                select cast(pit.snapshot_date as date), link.payment_id, account.iban
                from business_vault.pit_payment as pit
                join (select distinct payment_hk, payment_id from raw_vault.link_payment) as link using (payment_hk)
                join raw_vault.sat_payment_account as account
                  on account.payment_hk = pit.sat_payment_account_hk
                  and account.load_date = pit.sat_payment_account_load_date
                  and account.delivery_id = pit.sat_payment_account_delivery_id
                  and account.record_number = pit.sat_payment_account_record_number
                  and account.row_number = pit.sat_payment_account_row_number
                  and account.counter = pit.sat_payment_account_counter
                order by 1, 2""");
    }
}
