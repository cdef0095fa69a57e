package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer's phones are, several at once and told apart by their kind, as blocks of them come and go. */
class MultiActiveTest {

    private static final String SOURCES = """
            source: phones
            files: "phones_{load_date:yyyyMMdd}*.csv"
            keys: { customer: customer_id }
            one_row_per: [customer, kind]
            columns:
              customer_id: varchar
              kind: varchar
              number: { type: integer, min: 0 }
            """;
    private static final String MODEL = """
            hubs:
              customer: { key: customer_id, roles: debtor }
            satellites:
              customer_phones: { kind: multi_active, of: customer, from: phones, sub_key: kind }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given() {
        given(SOURCES, MODEL);
    }

    private void given(String sources, String model) {
        project = Project.of(folder, "vault: test\nrejects: 100%", sources, model);
    }

    private void arrives(String day, String... rows) {
        delivered(day, rows);
        project.run();
    }

    private void delivered(String day, String... rows) {
        project.deliver("phones_202401" + day + ".csv", "customer_id,kind,number\n" + String.join("\n", rows));
    }

    private String history() {
        return project.history("customer_phones");
    }

    /** The rows of a block that is there again stand at the record by which it is. */
    private String sortedHistory() {
        return project.rows("select customer_id, phones.load_date::date, load_end_date::date, kind, number"
                + " from raw_vault.sat_customer_phones_history as phones join raw_vault.hub_customer using (customer_hk)"
                + " order by all");
    }

    private String current() {
        return project.rows("select customer_id, kind, number from raw_vault.sat_customer_phones_current"
                + " join raw_vault.hub_customer using (customer_hk) order by all");
    }

    @Test
    void aBlockChangesAsAWhole() {
        given();
        arrives("01", "1,home,11", "1,work,12", "2,home,21");
        arrives("02", "1,home,11", "1,work,99", "2,home,21");

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | home | 11",
                        "1 | 2024-01-01 | 2024-01-02 | work | 12",
                        "1 | 2024-01-02 | NULL | home | 11",
                        "1 | 2024-01-02 | NULL | work | 99",
                        "2 | 2024-01-01 | NULL | home | 21"));
        assertThat(current()).isEqualTo(table("1 | home | 11", "1 | work | 99", "2 | home | 21"));
    }

    @Test
    void aBlockGrowsAndShrinks() {
        given();
        arrives("01", "1,home,11");
        arrives("02", "1,home,11", "1,work,12");
        arrives("03", "1,work,12");

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | home | 11",
                        "1 | 2024-01-02 | 2024-01-03 | home | 11",
                        "1 | 2024-01-02 | 2024-01-03 | work | 12",
                        "1 | 2024-01-03 | NULL | work | 12"));
        assertThat(current()).isEqualTo("1 | work | 12");
    }

    @Test
    void theOrderOfRowsAndTheirRepetitionAreNoChange() {
        given();
        arrives("01", "1,home,11", "1,work,12");
        arrives("02", "1,work,12", "1,home,11", "1,work,12");

        assertThat(project.stored("customer_phones"))
                .isEqualTo(table("1 | 2024-01-01 | home | 11 | 1", "1 | 2024-01-01 | work | 12 | 1"));
        assertThat(project.rows("select count(*) from raw_vault.tracking_phones"))
                .isEqualTo("5");
    }

    @Test
    void repeatedRowsStandOnceAtTheFirstRecord() {
        given();
        arrives("01", "1,work,12", "1,home,11", "1,work,12");

        assertThat(project.rows("select record_number, kind from raw_vault.sat_customer_phones order by all"))
                .isEqualTo(table("2 | work", "3 | home"));
    }

    @Test
    void thereAndBackAgainAreThreeBlocks() {
        given();
        delivered("01", "1,home,11", "1,work,12");
        delivered("02", "1,home,11");
        delivered("03", "1,work,12", "1,home,11");
        project.run();

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | home | 11",
                        "1 | 2024-01-01 | 2024-01-02 | work | 12",
                        "1 | 2024-01-02 | 2024-01-03 | home | 11",
                        "1 | 2024-01-03 | NULL | work | 12",
                        "1 | 2024-01-03 | NULL | home | 11"));
    }

    @Test
    void anEmptySubKeyIsAValueLikeAnyOther() {
        given(SOURCES.replace("one_row_per: [customer, kind]\n", ""), MODEL);
        arrives("01", "1,,11", "1,\"\",12", "1,home,");
        arrives("02", "1,home,", "1,\"\",12", "1,,11");

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | NULL | NULL | 11",
                        "1 | 2024-01-01 | NULL |  | 12",
                        "1 | 2024-01-01 | NULL | home | NULL"));
    }

    @Test
    void aLateBlockBetweenEqualOnesEndsAndReopensThem() {
        given();
        arrives("01", "1,home,11", "1,work,12");
        arrives("10", "1,home,11", "1,work,12");
        arrives("05", "1,work,12");

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | home | 11",
                        "1 | 2024-01-01 | 2024-01-05 | work | 12",
                        "1 | 2024-01-05 | 2024-01-10 | work | 12",
                        "1 | 2024-01-10 | NULL | home | 11",
                        "1 | 2024-01-10 | NULL | work | 12"));
        assertThat(project.rows("select load_date::date, record_number, kind, run_id"
                        + " from raw_vault.sat_customer_phones where run_id > 1 order by all"))
                .isEqualTo(
                        table("2024-01-05 | 2 | work | 3", "2024-01-10 | 2 | home | 3", "2024-01-10 | 3 | work | 3"));
    }

    @Test
    void aLateBlockLikeItsPredecessorIsTrackedUntilALaterOneRevealsIt() {
        given();
        arrives("01", "1,home,11");
        arrives("10", "1,home,99");
        arrives("05", "1,home,11");
        arrives("03", "1,home,11", "1,work,12");

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-03 | home | 11",
                        "1 | 2024-01-03 | 2024-01-05 | home | 11",
                        "1 | 2024-01-03 | 2024-01-05 | work | 12",
                        "1 | 2024-01-05 | 2024-01-10 | home | 11",
                        "1 | 2024-01-10 | NULL | home | 99"));
    }

    @Test
    void twoFilesOfADayAreTwoBlocks() {
        given();
        project.deliver("phones_20240101_b.csv", "customer_id,kind,number", "1,work,12");
        project.deliver("phones_20240101_a.csv", "customer_id,kind,number", "1,home,11", "2,home,21");
        project.run();

        assertThat(current()).isEqualTo(table("1 | work | 12", "2 | home | 21"));
    }

    @Test
    void rowsOfOneSubKeyThatDifferAreRejectedAndTheirBlockIsNotTaken() {
        given();
        arrives("01", "1,home,11", "1,work,12", "2,home,21");
        arrives("02", "1,home,1", "1,work,2", "1,work,3", "2,home,22");

        assertThat(project.rows(
                        "select record_number, column_name, code, message from audit.reject_error order by all"))
                .isEqualTo(table(
                        "3 | kind | contradiction | \"work\" of one \"customer\" stands there several times, and not"
                                + " alike",
                        "4 | kind | contradiction | \"work\" of one \"customer\" stands there several times, and not"
                                + " alike"));
        assertThat(project.rows("select records, accepted, rejected from audit.delivery order by path"))
                .isEqualTo(table("3 | 3 | 0", "4 | 2 | 2"));
        assertThat(current()).isEqualTo(table("1 | home | 11", "1 | work | 12", "2 | home | 22"));
    }

    @Test
    void aBlockWithARejectedRowIsNotTakenSoThatTheRowDoesNotSeemToBeGone() {
        given();
        arrives("01", "1,home,11", "1,work,12", "2,home,21");
        arrives("02", "1,home,-1", "1,work,99", "2,home,x");
        assertThat(current()).isEqualTo(table("1 | home | 11", "1 | work | 12", "2 | home | 21"));

        arrives("03", "1,home,11", "1,work,12");
        assertThat(current()).isEqualTo(table("1 | home | 11", "1 | work | 12", "2 | home | 21"));
        assertThat(project.rows("select count(*) from raw_vault.sat_customer_phones"))
                .isEqualTo("3");

        arrives("01_late", "1,home,-5", "1,work,77", "2,home,0");
        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | NULL | home | 11",
                        "1 | 2024-01-01 | NULL | work | 12",
                        "2 | 2024-01-01 | 2024-01-01 | home | 21",
                        "2 | 2024-01-01 | NULL | home | 0"));
    }

    @Test
    void rowsWithoutTheKeyFormNoBlock() {
        given(SOURCES.replace("one_row_per: [customer, kind]\n", ""), MODEL);
        arrives("01", ",home,11", ",home,19", "1,work,12");
        arrives("01_late", ",home,12", "1,work,13");

        assertThat(current()).isEqualTo("1 | work | 13");
    }

    @Test
    void theSameDeliveryAgainAddsNothing() {
        given();
        arrives("01", "1,home,11", "1,work,12");
        project.execute("delete from audit.delivery");
        String before = project.counts();
        project.run();

        assertThat(project.counts()).isEqualTo(before);
    }

    @Test
    void withoutTrackingBlocksFollowEachOtherAsTheyCome() {
        given(SOURCES + "track: false\n", MODEL);
        arrives("01", "1,home,11");
        arrives("03", "1,home,11", "1,work,12");
        arrives("02", "1,home,99");
        arrives("04", "1,work,12", "1,home,11");

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-03 | home | 11",
                        "1 | 2024-01-03 | NULL | home | 11",
                        "1 | 2024-01-03 | NULL | work | 12"));
    }

    @Test
    void aBlockMayBelongToARoleOrALinkAndBeOrderedBySequence() {
        given("""
                source: phones
                files: "phones_{load_date:yyyyMMdd}*.csv"
                keys: { customer: customer_id, debtor: debtor_id }
                sequence: changed
                columns: { customer_id: varchar, debtor_id: varchar, changed: integer, kind: varchar, number: varchar,
                  note: varchar }
                """, """
                hubs:
                  customer: { key: customer_id, roles: debtor }
                links:
                  customer_debtor: { connects: [customer, debtor], from: phones }
                satellites:
                  debtor_phones: { kind: multi_active, of: debtor, from: phones, sub_key: kind, columns: number }
                  debtor_notes: { kind: multi_active, of: customer_debtor, from: phones, sub_key: [kind, number] }
                """);
        project.deliver(
                "phones_20240101.csv",
                "customer_id,debtor_id,changed,kind,number,note",
                "1,8,2,home,12,b",
                "1,8,1,home,11,a",
                "1,8,1,work,11,a",
                "2,8,2,fax,13,b");
        project.run();
        project.deliver("phones_20231231.csv", "customer_id,debtor_id,changed,kind,number,note", "1,8,7,home,10,z");
        project.run();

        assertThat(project.history("debtor_phones"))
                .isEqualTo(table(
                        "8 | 2023-12-31 | 2024-01-01 | home | 10",
                        "8 | 2024-01-01 | 2024-01-01 | home | 11",
                        "8 | 2024-01-01 | 2024-01-01 | work | 11",
                        "8 | 2024-01-01 | NULL | home | 12",
                        "8 | 2024-01-01 | NULL | fax | 13"));
        assertThat(project.history("debtor_notes"))
                .isEqualTo(table(
                        "1 | 8 | 2023-12-31 | 2024-01-01 | home | 10 | z",
                        "1 | 8 | 2024-01-01 | 2024-01-01 | home | 11 | a",
                        "1 | 8 | 2024-01-01 | 2024-01-01 | work | 11 | a",
                        "1 | 8 | 2024-01-01 | NULL | home | 12 | b",
                        "2 | 8 | 2024-01-01 | NULL | fax | 13 | b"));
    }

    @Test
    void aBlockThatAFullDeliveryLacksEndsAndMayComeBack() {
        given(SOURCES + "delivery: full\nmissing_at_most: 100%\n", MODEL);
        arrives("01", "1,home,11", "1,work,12", "2,home,21");
        arrives("02", "2,home,21");
        arrives("03", "2,home,22");
        arrives("04", "1,work,12", "1,home,11", "2,home,22");

        assertThat(sortedHistory())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | home | 11",
                        "1 | 2024-01-01 | 2024-01-02 | work | 12",
                        "1 | 2024-01-04 | NULL | home | 11",
                        "1 | 2024-01-04 | NULL | work | 12",
                        "2 | 2024-01-01 | 2024-01-03 | home | 21",
                        "2 | 2024-01-03 | NULL | home | 22"));
        assertThat(project.rows("select count(*) from raw_vault.sat_customer_phones"))
                .isEqualTo("4");
    }

    @Test
    void lateFullDeliveriesLeadToTheSameBlocks() {
        given(SOURCES + "delivery: full\nmissing_at_most: 100%\n", MODEL);
        arrives("04", "1,home,11", "2,home,21");
        arrives("02", "2,home,21");
        arrives("01", "1,home,11", "2,home,21");
        arrives("03", "2,home,21", "1,home,11", "1,work,12");

        assertThat(sortedHistory())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | home | 11",
                        "1 | 2024-01-03 | 2024-01-04 | home | 11",
                        "1 | 2024-01-03 | 2024-01-04 | work | 12",
                        "1 | 2024-01-04 | NULL | home | 11",
                        "2 | 2024-01-01 | NULL | home | 21"));
    }

    @Test
    void aBlockOfRejectsIsThereStill() {
        given(SOURCES + "delivery: full\nmissing_at_most: 100%\n", MODEL);
        arrives("01", "1,home,11", "1,work,12", "2,home,21");
        arrives("02", "1,home,-1", "2,home,21");

        assertThat(current()).isEqualTo(table("1 | home | 11", "1 | work | 12", "2 | home | 21"));
    }

    @Test
    void aColumnThatIsAddedChangesNothingWhereItIsEmpty() {
        given();
        arrives("01", "1,home,11", "1,work,12");
        project.change(SOURCES + "  note: { optional: true }\n", MODEL);
        project.deliver("phones_20240102.csv", "customer_id,kind,number,note", "1,home,11,", "1,work,12,");
        project.run();
        project.deliver("phones_20240103.csv", "customer_id,kind,number,note", "1,home,11,", "1,work,12,busy");
        project.run();

        assertThat(history())
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-03 | home | 11 | NULL",
                        "1 | 2024-01-01 | 2024-01-03 | work | 12 | NULL",
                        "1 | 2024-01-03 | NULL | home | 11 | NULL",
                        "1 | 2024-01-03 | NULL | work | 12 | busy"));
    }
}
