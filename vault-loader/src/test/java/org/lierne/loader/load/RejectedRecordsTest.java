package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records are rejected or filtered, where the ledger says they are, and what becomes of their delivery. */
class RejectedRecordsTest {

    private static final String MODEL = """
            hubs:
              item: item_id
            satellites:
              item_details: { of: item, from: items }
            """;
    private static final String REJECTS =
            "select record_number, byte_offset, raw_text from audit.reject order by path, record_number";
    private static final String ERRORS = "select record_number, error_number, column_name, code, message"
            + " from audit.reject_error order by delivery_id, record_number, error_number";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String settings, String... source) {
        project = Project.of(
                folder,
                "vault: test\n" + settings,
                "source: items\nfiles: \"{load_date:yyyyMMdd}*.csv\"\nkeys: item\n" + String.join("\n", source),
                MODEL);
    }

    private RunReport arrives(String file, String... lines) {
        project.deliver(file, lines);
        return project.run();
    }

    private String items() {
        return project.rows("select item_id from raw_vault.hub_item where run_id > 0 order by all");
    }

    @Test
    void eachCheckRejectsWithItsMessage() {
        given(
                "rejects: 100%",
                "required: name",
                "columns:",
                "  item_id: varchar",
                "  name: varchar",
                "  price: { type: \"decimal(6,2)\", min: 0, max: 100 }",
                "  size: { accepts: [S, M] }",
                "  code: { matches: \"[A-Z]+\" }",
                "  isbn: { length: { min: 2, max: 3 } }",
                "  made: { type: date, formats: dd.MM.yyyy }");

        arrives(
                "20240101.csv",
                "item_id,name,price,size,code,isbn,made",
                "1,a,99.99,M,AB,123,31.12.2023",
                "2,,1,S,A,12,",
                "3,a,-1,S,A,12,",
                "4,a,100.01,S,A,12,",
                "5,a,1,L,A,12,",
                "6,a,1,S,a'b,12,",
                "7,a,1,S,A,1,",
                "8,a,1,S,A,1234,",
                "9,a,1.005,S,A,12,",
                "10,a,x,S,A,12,2023-12-31",
                "11,a,,,,,");

        assertThat(project.rows(ERRORS))
                .isEqualTo(table(
                        "3 | 1 | name | missing | \"name\" is missing",
                        "4 | 1 | price | below_minimum | \"-1.00\" is below 0",
                        "5 | 1 | price | above_maximum | \"100.01\" is above 100",
                        "6 | 1 | size | not_accepted | \"L\" is not one of: S, M",
                        "7 | 1 | code | does_not_match | \"a'b\" does not match [A-Z]+",
                        "8 | 1 | isbn | too_short | \"1\" is shorter than 2 characters",
                        "9 | 1 | isbn | too_long | \"1234\" is longer than 3 characters",
                        "10 | 1 | price | unreadable | \"1.005\" is not readable as decimal(6,2)",
                        "11 | 1 | price | unreadable | \"x\" is not readable as decimal(6,2)",
                        "11 | 2 | made | unreadable | \"2023-12-31\" is not readable as date in dd.MM.yyyy"));
        assertThat(items()).isEqualTo(table("1", "11"));
    }

    @Test
    void recordWithSeveralErrorsHasThemAll() {
        given(
                "rejects: 100%",
                "columns: { item_id: varchar, a: { type: integer, min: 1 }, b: { type: integer, max: 9 }, c: integer }");

        arrives("20240101.csv", "item_id,a,b,c", "1,0,10,x");

        assertThat(project.rows("select column_name, code from audit.reject_error order by error_number"))
                .isEqualTo(table("c | unreadable", "a | below_minimum", "b | above_maximum"));
    }

    @Test
    void expressionThatDoesNotFitItsTypeIsRejected() {
        given("rejects: 100%", "columns: { item_id: varchar, a: integer, half: { sql: a / 2.0, type: integer } }");

        arrives("20240101.csv", "item_id,a", "1,4", "2,5");

        assertThat(project.rows("select record_number, column_name, code from audit.reject_error"))
                .isEqualTo(table("3 | half | changed_by_cast"));
    }

    @Test
    void recordNumbersAndPlacesCountWhatTheReaderRefusedAndBlankLines() {
        given("rejects: 100%", "columns: { item_id: varchar, n: integer }");
        String text = String.join(
                "\n",
                "item_id,n", // bytes 0 to 9
                "1,1", // record 2 at 10
                "2,2,2", // record 3 at 14: too many fields
                "3,x", // record 4 at 20
                "", // blank: no record
                "4,4", // record 5 at 25
                "5", // record 6 at 29: too few
                "6,6,6", // record 7 at 31
                "\"7\n7\",y", // record 8 at 37, over two lines
                "8,z", // record 9 at 45
                "9,9", // record 10
                "");
        project.deliverText("20240101.csv", text);

        RunReport report = project.run();

        assertThat(project.rows("select record_number, byte_offset, replace(raw_text, chr(10), '/') from audit.reject"
                        + " order by record_number"))
                .isEqualTo(table(
                        "3 | 14 | 2,2,2",
                        "4 | 20 | 3,x",
                        "6 | 29 | 5",
                        "7 | 31 | 6,6,6",
                        "8 | 37 | \"7/7\",y",
                        "9 | 45 | 8,z"));
        assertThat(project.rows("select item_id, record_number from raw_vault.sat_item_details"
                        + " join raw_vault.hub_item using (item_hk) order by all"))
                .isEqualTo(table("1 | 2", "4 | 5", "9 | 10"));
        RunReport.SourceReport source = report.sources().get(0);
        assertThat(source.records()).isEqualTo(9);
        assertThat(source.accepted() + source.rejected()).isEqualTo(9);
    }

    @Test
    void firstRecordsMayBeTheRefusedOnesAndFilesAreNumberedEachByItself() {
        given("rejects: 100%", "columns: { item_id: varchar, n: integer }");
        project.deliver("20240101a.csv", "item_id,n", "1,1,1", "2,2,2", "3,3", "4,x");
        project.deliver("20240101b.csv", "item_id,n", "5,x", "6,6,6", "7,7");
        project.run();

        assertThat(project.rows("select path, record_number, raw_text from audit.reject order by all"))
                .isEqualTo(table(
                        "20240101a.csv | 2 | 1,1,1",
                        "20240101a.csv | 3 | 2,2,2",
                        "20240101a.csv | 5 | 4,x",
                        "20240101b.csv | 2 | 5,x",
                        "20240101b.csv | 3 | 6,6,6"));
        assertThat(project.rows("select item_id, record_number from raw_vault.sat_item_details"
                        + " join raw_vault.hub_item using (item_hk) order by all"))
                .isEqualTo(table("3 | 4", "7 | 4"));
    }

    @Test
    void filteredRecordsAreCountedAndNeitherStoredNorRejected() {
        given("rejects: 100%", "where: n > 1", "columns: { item_id: varchar, n: { type: integer, max: 8 } }");

        RunReport report = arrives("20240101.csv", "item_id,n", "1,1", "2,2", "3,", "4,9", "5,x");

        RunReport.SourceReport source = report.sources().get(0);
        assertThat(items()).isEqualTo("2");
        assertThat(project.rows(REJECTS.replace("byte_offset, ", ""))).isEqualTo(table("5 | 4,9", "6 | 5,x"));
        assertThat(source.filtered()).isEqualTo(2);
        assertThat(source.records()).isEqualTo(source.accepted() + source.filtered() + source.rejected());
        assertThat(project.rows("select records, accepted, filtered, rejected from audit.delivery"))
                .isEqualTo("5 | 1 | 2 | 2");
    }

    @Test
    void tooManyRejectsLeaveTheDeliveryOutAndTheOthersIn() {
        given("rejects: 40%", "columns: { item_id: varchar, n: integer }");
        project.deliver("20240101.csv", "item_id,n", "1,x", "2,2");
        project.deliver("20240102.csv", "item_id,n", "3,x", "4,4", "5,5");

        RunReport report = project.run();

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo("20240101.csv");
            assertThat(failure.code()).isEqualTo("too_many_rejects");
            assertThat(failure.message()).contains("1 of its 2 records", "40%");
        });
        assertThat(items()).isEqualTo(table("4", "5"));
        assertThat(project.rows("select path, record_number from audit.reject order by all"))
                .isEqualTo(table("20240101.csv | 2", "20240102.csv | 2"));
    }

    @Test
    void deliveryThatFailedIsTriedAgainAndItsRejectsAreNotCountedTwice() {
        given("rejects: 40%", "columns: { item_id: varchar, n: integer }");
        arrives("20240101.csv", "item_id,n", "1,x", "2,2");
        project.run();
        assertThat(items()).isEmpty();
        assertThat(project.rows("select run_id, record_number from audit.reject"))
                .isEqualTo("2 | 2");

        arrives("20240101.csv", "item_id,n", "1,1", "2,2");

        assertThat(items()).isEqualTo(table("1", "2"));
        assertThat(project.rows("select path, content_version, run_id from audit.delivery"))
                .isEqualTo("20240101.csv | 1 | 3");
        assertThat(project.rows("select run_id, outcome from audit.run order by all"))
                .isEqualTo(table("1 | partial", "2 | partial", "3 | done"));
    }

    @Test
    void fileWithoutRecordsIsADeliveryOfNone() {
        given("", "columns: { item_id: varchar, n: integer }");

        RunReport report = arrives("20240101.csv", "item_id,n");

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(project.rows("select records from audit.delivery")).isEqualTo("0");
        assertThat(project.run().sources()).isEmpty();
    }

    @Test
    void filesOfDifferentHeadersAreOneSourceInOneOrder() {
        given("", "columns: { item_id: varchar, n: integer }");
        project.deliver("20240101.csv", "item_id,n", "1,1", "2,2");
        project.deliver("20240102.csv", "n,ItemID", "5,1", "2,2");
        project.deliver("20240103.csv", "item_id,n", "1,1", "2,2");

        project.run();

        assertThat(project.history("item_details"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | 1",
                        "1 | 2024-01-02 | 2024-01-03 | 5",
                        "1 | 2024-01-03 | NULL | 1",
                        "2 | 2024-01-01 | NULL | 2"));
    }

    @Test
    void expressionThatFailsLeavesOutTheDeliveryThatItFailsOnOnly() {
        given("", "columns: { item_id: varchar, n: integer, m: { sql: cast(item_id as integer), type: integer } }");
        project.deliver("20240101.csv", "item_id,n", "1,1");
        project.deliver("20240102.csv", "item_id,n", "b,1");
        project.deliver("20240103.csv", "n,item_id", "1,3");
        project.deliver("20240104.csv", "item_id,n", "d,1");
        project.deliver("20240105.csv", "item_id,n", "5,1");

        RunReport report = project.run();

        assertThat(report.failures())
                .extracting(RunReport.Failure::message)
                .allMatch(message -> message.contains("Could not convert string"));
        assertThat(report.failures())
                .extracting(RunReport.Failure::path)
                .containsExactly("20240102.csv", "20240104.csv");
        assertThat(items()).isEqualTo(table("1", "3", "5"));
    }
}
