package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a satellite stores, and what its history is, when rows repeat, tie and come late. */
class LateRowsTest {

    private static final String SOURCES = """
            source: customers
            files: "customers_{load_date:yyyyMMdd}*.csv"
            keys: customer
            columns: [customer_id, city]
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
            satellites:
              customer_city: { of: customer, from: customers }
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void open() {
        project = Project.of(folder, SOURCES, MODEL);
    }

    @AfterEach
    void close() {
        project.close();
    }

    /** A delivery of January 2024 and a run that loads it. */
    private void arrives(String day, String... rows) {
        delivered(day, rows);
        project.run();
    }

    private void delivered(String day, String... rows) {
        project.deliver("customers_202401" + day + ".csv", "customer_id,city\n" + String.join("\n", rows));
    }

    private String tracked() {
        return project.rows("select load_date from raw_vault.tracking_customers order by all");
    }

    @Test
    void aChangeAndTheChangeBackInOneDeliveryAreThreeRows() {
        arrives("01", "1,Ulm", "1,Graz", "1,Ulm");

        assertThat(project.stored("customer_city"))
                .isEqualTo(table("1 | 2024-01-01 | Ulm | 1", "1 | 2024-01-01 | Graz | 1", "1 | 2024-01-01 | Ulm | 1"));
        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-01 | Ulm",
                        "1 | 2024-01-01 | 2024-01-01 | Graz",
                        "1 | 2024-01-01 | NULL | Ulm"));
    }

    @Test
    void repeatsAreTrackedButStoredOnce() {
        arrives("01", "1,Ulm", "1,Ulm");
        arrives("02", "1,Ulm");

        assertThat(project.stored("customer_city")).isEqualTo(table("1 | 2024-01-01 | Ulm | 1"));
        assertThat(tracked()).isEqualTo(table("2024-01-01", "2024-01-01", "2024-01-02"));
    }

    @Test
    void theSameDeliveryAgainAddsNothing() {
        arrives("01", "1,Ulm", "1,Graz", "1,Ulm");
        String before = project.counts();

        project.run();

        assertThat(project.counts()).isEqualTo(before);
    }

    @Test
    void lateRowLikeItsPredecessorIsTrackedOnly() {
        arrives("01", "1,Ulm");
        arrives("10", "1,Ulm");
        arrives("05", "1,Ulm");

        assertThat(project.stored("customer_city")).isEqualTo(table("1 | 2024-01-01 | Ulm | 1"));
        assertThat(tracked()).isEqualTo(table("2024-01-01", "2024-01-05", "2024-01-10"));
    }

    @Test
    void lateRowBetweenTwoDifferentOnesThatIsLikeTheFirst() {
        arrives("01", "1,Ulm");
        arrives("10", "1,Graz");
        arrives("05", "1,Ulm");

        assertThat(project.history("customer_city"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-10 | Ulm", "1 | 2024-01-10 | NULL | Graz"));
    }

    @Test
    void lateDifferentRowBetweenTwoEqualOnesIsStoredAndSoIsTheSecondOfThem() {
        arrives("01", "1,Ulm");
        arrives("10", "1,Ulm");
        arrives("05", "1,Graz");

        assertThat(project.stored("customer_city"))
                .isEqualTo(table("1 | 2024-01-01 | Ulm | 1", "1 | 2024-01-05 | Graz | 3", "1 | 2024-01-10 | Ulm | 3"));
        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | Ulm",
                        "1 | 2024-01-05 | 2024-01-10 | Graz",
                        "1 | 2024-01-10 | NULL | Ulm"));
    }

    @Test
    void rowThatWasOnlyTrackedIsStoredOnceAnotherBeforeItDiffers() {
        arrives("01", "1,Ulm");
        arrives("10", "1,Graz");
        arrives("05", "1,Ulm");
        assertThat(project.stored("customer_city"))
                .isEqualTo(table("1 | 2024-01-01 | Ulm | 1", "1 | 2024-01-10 | Graz | 2"));

        arrives("03", "1,Linz");

        assertThat(project.stored("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | Ulm | 1",
                        "1 | 2024-01-03 | Linz | 4",
                        "1 | 2024-01-05 | Ulm | 4",
                        "1 | 2024-01-10 | Graz | 2"));
    }

    @Test
    void lateRowsMayLeaveEqualNeighboursStoredWhichTheHistoryLeavesOut() {
        arrives("10", "1,Ulm");
        arrives("05", "1,Ulm");

        assertThat(project.stored("customer_city"))
                .isEqualTo(table("1 | 2024-01-05 | Ulm | 2", "1 | 2024-01-10 | Ulm | 1"));
        assertThat(project.history("customer_city")).isEqualTo(table("1 | 2024-01-05 | NULL | Ulm"));
    }

    @Test
    void severalLateDeliveriesInOneRun() {
        arrives("01", "1,Ulm");
        arrives("10", "1,Ulm");
        delivered("05", "1,Graz");
        delivered("07", "1,Ulm", "1,Graz");
        delivered("12", "1,Graz");
        project.run();

        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | Ulm",
                        "1 | 2024-01-05 | 2024-01-07 | Graz",
                        "1 | 2024-01-07 | 2024-01-07 | Ulm",
                        "1 | 2024-01-07 | 2024-01-10 | Graz",
                        "1 | 2024-01-10 | 2024-01-12 | Ulm",
                        "1 | 2024-01-12 | NULL | Graz"));
    }

    @Test
    void lateRowOfOneKeyLeavesAnotherKeyInOrder() {
        arrives("01", "1,Ulm", "2,Ulm");
        arrives("10", "1,Ulm");
        delivered("05", "1,Graz");
        delivered("11", "2,Graz", "1,Ulm");
        project.run();

        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | Ulm",
                        "1 | 2024-01-05 | 2024-01-10 | Graz",
                        "1 | 2024-01-10 | NULL | Ulm",
                        "2 | 2024-01-01 | 2024-01-11 | Ulm",
                        "2 | 2024-01-11 | NULL | Graz"));
    }

    @Test
    void secondFileOfOneLoadDateFollowsTheFirstByItsPath() {
        arrives("05_b", "1,Graz");
        arrives("05_a", "1,Ulm");

        assertThat(project.history("customer_city"))
                .isEqualTo(table("1 | 2024-01-05 | 2024-01-05 | Ulm", "1 | 2024-01-05 | NULL | Graz"));
    }

    @Test
    void secondFileOfOneLoadDateMayChangeNothing() {
        arrives("05_a", "1,Ulm");
        arrives("05_b", "1,Ulm");

        assertThat(project.stored("customer_city")).isEqualTo(table("1 | 2024-01-05 | Ulm | 1"));
    }

    @Test
    void correctedFileUnderAKnownPathFollowsTheFirstContent() {
        arrives("05", "1,Ulm", "2,Ulm");
        arrives("06", "1,Ulm", "2,Graz");
        arrives("05", "1,Graz", "2,Ulm");

        assertThat(project.rows("select path, content_version from audit.delivery order by all"))
                .isEqualTo(table(
                        "customers_20240105.csv | 1", "customers_20240105.csv | 2", "customers_20240106.csv | 1"));
        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-05 | 2024-01-05 | Ulm",
                        "1 | 2024-01-05 | 2024-01-06 | Graz",
                        "1 | 2024-01-06 | NULL | Ulm",
                        "2 | 2024-01-05 | 2024-01-06 | Ulm",
                        "2 | 2024-01-06 | NULL | Graz"));
    }

    @Test
    void anEarlierLoadDateOfAKeyThatIsThereIsKeptBesideIt() {
        arrives("10", "1,Ulm");
        arrives("05", "1,Ulm", "2,Ulm");
        arrives("07", "1,Ulm");
        arrives("03", "1,Ulm");

        assertThat(project.rows("select customer_id, load_date, run_id from raw_vault.hub_customer"
                        + " where customer_id is not null order by all"))
                .isEqualTo(table("1 | 2024-01-10 | 1", "2 | 2024-01-05 | 2"));
        assertThat(project.rows("select customer_id, seen.load_date, seen.run_id"
                        + " from raw_vault.first_seen_hub_customer as seen join raw_vault.hub_customer using (customer_hk)"
                        + " order by all"))
                .isEqualTo(table("1 | 2024-01-03 | 4", "1 | 2024-01-05 | 2"));
    }

    @Test
    void missingEmptyAndWordyValuesDiffer() {
        project.close();
        project = Project.of(
                folder,
                SOURCES.replace(
                        "columns: [customer_id, city]",
                        "columns: { customer_id: varchar, city: { null_values: [\"-\"] } }"),
                MODEL);
        arrives("01", "1,Ulm", "1,-");
        arrives("02", "1,\"\"");
        arrives("03", "1,NULL");
        arrives("04", "1,-");

        assertThat(project.history("customer_city").replace("| \n", "|\n"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-01 | Ulm",
                        "1 | 2024-01-01 | 2024-01-02 | NULL",
                        "1 | 2024-01-02 | 2024-01-03 |",
                        "1 | 2024-01-03 | 2024-01-04 | NULL",
                        "1 | 2024-01-04 | NULL | NULL"));
        assertThat(project.rows("select count(distinct hashdiff) from raw_vault.sat_customer_city"))
                .isEqualTo("4");
    }
}
