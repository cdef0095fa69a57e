package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where load dates and the order of rows come from, and what stays when the metadata change. */
class LoadDatesTest {

    private static final String MODEL = """
            hubs:
              customer: customer_id
            satellites:
              customer_city: { of: customer, from: customers }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String... lines) {
        project = Project.of(folder, "source: customers\nkeys: customer\n" + String.join("\n", lines), MODEL);
    }

    private void arrives(String file, String... lines) {
        project.deliver(file, lines);
        project.run();
    }

    @Test
    void loadDateFromAColumnOrdersRowsWithinAndAcrossDeliveries() {
        given(
                "files: \"*.csv\"",
                "load_date: { column: day }",
                "columns: { customer_id: varchar, day: date, city: varchar }");
        arrives("b.csv", "customer_id,day,city", "1,2024-01-10,Ulm", "1,2024-01-01,Ulm");
        arrives("a.csv", "customer_id,day,city", "1,2024-01-05,Graz");

        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | Ulm",
                        "1 | 2024-01-05 | 2024-01-10 | Graz",
                        "1 | 2024-01-10 | NULL | Ulm"));
    }

    @Test
    void recordWithoutItsLoadDateIsRejected() {
        given(
                "files: \"*.csv\"",
                "load_date: { column: day }",
                "columns: { customer_id: varchar, day: date, city: varchar }");
        arrives("a.csv", "customer_id,day,city", "1,,Ulm", "2,2024-01-01,Ulm", "3,2024-01-01,Ulm");

        assertThat(project.rows("select record_number, column_name, code from audit.reject_error"))
                .isEqualTo(table("2 | day | missing"));
    }

    @Test
    void dayMayMeanItsEnd() {
        given(
                "files: \"*.csv\"",
                "load_date: { column: day }",
                "date_only: end",
                "columns: { customer_id: varchar, day: date, city: varchar }");
        arrives("a.csv", "customer_id,day,city", "1,2024-01-01,Ulm");

        assertThat(project.rows("select cast(load_date as varchar) from raw_vault.sat_customer_city"))
                .isEqualTo("2024-01-01 23:59:59.999999");
    }

    /** Path and content version of the delivery stand beside the payload where rows are put in order. */
    @Test
    void columnsMayHaveTheNamesOfWhatOrdersRows() {
        given("files: \"{load_date:yyyyMMdd}_*.csv\"", "columns: [customer_id, path, content_version]");
        arrives("20240101_a.csv", "customer_id,path,content_version", "1,z,2");
        arrives("20240101_b.csv", "customer_id,path,content_version", "1,a,1");

        assertThat(project.rows("select path, content_version from raw_vault.sat_customer_city_current"))
                .isEqualTo("a | 1");
    }

    @Test
    void withoutALoadDateTheRunsStartCounts() {
        given("files: \"*.csv\"", "columns: [customer_id, city]");
        project.deliver("b.csv", "customer_id,city", "1,Ulm");
        project.run("2024-01-02");
        project.deliver("a.csv", "customer_id,city", "1,Graz");
        project.run("2024-01-03");

        assertThat(project.history("customer_city"))
                .isEqualTo(table("1 | 2024-01-02 | 2024-01-03 | Ulm", "1 | 2024-01-03 | NULL | Graz"));
    }

    @Test
    void deliveryThatTheLedgerForgotKeepsTheLoadDateItIsTrackedWith() {
        given("files: \"*.csv\"", "columns: [customer_id, city]");
        project.deliver("a.csv", "customer_id,city", "1,Ulm");
        project.run("2024-01-02");
        project.deliver("b.csv", "customer_id,city", "1,Graz");
        project.run("2024-01-03");
        String before = project.counts();
        String history = project.history("customer_city");

        project.execute("delete from audit.delivery where path = 'a.csv'");
        project.run("2024-01-09");

        assertThat(project.counts()).isEqualTo(before);
        assertThat(project.history("customer_city")).isEqualTo(history);
        assertThat(project.rows("select path, load_date from audit.delivery order by all"))
                .isEqualTo(table("a.csv | 2024-01-02", "b.csv | 2024-01-03"));
    }

    @Test
    void versionsOfAKeyOnOneLoadDateFollowEachOtherBySequencePathVersionAndRecord() {
        given(
                "files: \"{load_date:yyyyMMdd}*.csv\"",
                "sequence: n",
                "columns: { customer_id: varchar, n: integer, city: varchar }");
        arrives("20240101b.csv", "customer_id,n,city", "1,2,second", "1,1,first", "1,,before", "1,3,b");
        arrives("20240101a.csv", "customer_id,n,city", "1,3,a1");
        arrives("20240101a.csv", "customer_id,n,city", "1,3,a2", "1,3,a3");

        assertThat(project.rows("select city from raw_vault.sat_customer_city_history left join audit.delivery"
                        + " using (delivery_id) order by sequence nulls first, path, content_version, record_number"))
                .isEqualTo(table("before", "first", "second", "a1", "a2", "a3", "b"));
        assertThat(project.rows("select city from raw_vault.sat_customer_city_current"))
                .isEqualTo("b");
    }

    @Test
    void untrackedSourceStoresChangesInOrderAndPassesOverWhatIsNotLater() {
        given("files: \"{load_date:yyyyMMdd}.csv\"", "track: false", "columns: [customer_id, city]");
        arrives("20240101.csv", "customer_id,city", "1,Ulm", "1,Graz", "1,Ulm");
        arrives("20240110.csv", "customer_id,city", "1,Linz", "2,Linz");
        arrives("20240105.csv", "customer_id,city", "1,Bern", "3,Bern");
        arrives("20240111.csv", "customer_id,city", "1,Linz", "2,Ulm");

        assertThat(project.stored("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | Ulm | 1",
                        "1 | 2024-01-01 | Graz | 1",
                        "1 | 2024-01-01 | Ulm | 1",
                        "1 | 2024-01-10 | Linz | 2",
                        "2 | 2024-01-10 | Linz | 2",
                        "2 | 2024-01-11 | Ulm | 4",
                        "3 | 2024-01-05 | Bern | 3"));
    }

    @Test
    void columnAddedInTheMiddleOfTheMetadataVersionsNothingAnew() {
        given("files: \"{load_date:yyyyMMdd}.csv\"", "columns: [customer_id, city, street]");
        arrives("20240101.csv", "customer_id,city,street", "1,Ulm,Hauptstr.", "2,Graz,");
        project.change("""
                source: customers
                keys: customer
                files: "{load_date:yyyyMMdd}.csv"
                columns: [customer_id, country, city, street]
                """, MODEL);

        arrives("20240102.csv", "customer_id,city,street,country", "1,Ulm,Hauptstr.,", "2,Graz,,");
        assertThat(project.stored("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | Ulm | Hauptstr. | NULL | 1", "2 | 2024-01-01 | Graz | NULL | NULL | 1"));

        arrives("20240103.csv", "customer_id,city,street,country", "1,Ulm,Hauptstr.,DE", "2,Graz,,");
        assertThat(project.stored("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | Ulm | Hauptstr. | NULL | 1",
                        "1 | 2024-01-03 | Ulm | Hauptstr. | DE | 3",
                        "2 | 2024-01-01 | Graz | NULL | NULL | 1"));
    }

    @Test
    void oldContentUnderAKnownPathIsToldAndPassedOver() {
        given("files: \"*.csv\"", "columns: { customer_id: varchar, city: varchar }");
        arrives("a.csv", "customer_id,city", "1,Ulm");
        arrives("a.csv", "customer_id,city", "1,Graz");
        project.deliver("a.csv", "customer_id,city", "1,Ulm");

        assertThat(project.run().warnings())
                .containsExactly(
                        "a.csv: it holds its content version 1 again, which is loaded already; version 2 stays in"
                                + " force. To bring the old content back, deliver it under a new name");
    }

    @Test
    void landingFolderInWhichNoFileMatchesIsTold() {
        given("files: \"*.csv\"", "columns: { customer_id: varchar, city: varchar }");
        project.deliver("a.txt", "customer_id,city", "1,Ulm");

        assertThat(project.run().warnings())
                .containsExactly("customers: no file in the landing folder matches \"*.csv\"");
    }

    @Test
    void lateFileFromBeforeAColumnCameLoadsWithNothingThere() {
        given(
                "files: \"{load_date:yyyy-MM-dd}.csv\"",
                "columns:",
                "  customer_id: varchar",
                "  city: varchar",
                "  points: { type: integer, optional: true }");
        arrives("2024-01-10.csv", "customer_id,city,points", "1,Graz,7");
        arrives("2024-01-01.csv", "customer_id,city", "1,Ulm");

        assertThat(project.rows(
                        "select city, points, load_date::date from raw_vault.sat_customer_city_history order by 3"))
                .isEqualTo(table("Ulm | NULL | 2024-01-01", "Graz | 7 | 2024-01-10"));
    }

    @Test
    void runLeavesNoTemporaryTableBehind() {
        given("files: \"*.csv\"", "columns: { customer_id: varchar, city: varchar }");
        arrives("a.csv", "customer_id,city", "1,Ulm");

        assertThat(project.rows("select table_name from duckdb_tables() where temporary union all"
                        + " select view_name from duckdb_views() where temporary and not internal"))
                .isEqualTo(table());
    }
}
