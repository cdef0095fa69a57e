package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which deliveries had a key, whether anything of it changed or not. */
class RecordTrackingTest {

    private static final String MODEL = """
            hubs:
              customer: { key: customer_id, roles: [friend] }
            satellites:
              customer_seen: { kind: record_tracking, of: customer, from: customers }
              customer_details: { of: customer, from: customers }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private void given(String model, String... lines) {
        project = Project.of(
                folder,
                "vault: test\nrejects: 100%",
                "source: customers\nsystem: shop\nfiles: \"customers_{load_date:yyyyMMdd}*.csv\"\n"
                        + String.join("\n", lines),
                model);
    }

    private void arrives(String day, String... lines) {
        project.deliver("customers_202401" + day + ".csv", lines);
        project.run();
    }

    private String seen(String view, String columns) {
        return project.rows("select customer_id, strftime(seen.load_date, '%d'), " + columns + " from raw_vault." + view
                + " as seen join raw_vault.hub_customer using (customer_hk)"
                + " join audit.delivery using (delivery_id) order by all");
    }

    @Test
    void aDeliveryThatChangesNothingIsSeenToo() {
        given(MODEL, "keys: customer", "columns: [customer_id, city]");
        arrives("01", "customer_id,city", "C1,Ulm", "C2,Graz", ",Bern");
        arrives("02", "customer_id,city", "C1,Ulm", "C1,Ulm");

        assertThat(seen("sat_customer_seen", "path, rows_tracked, seen.record_source"))
                .isEqualTo(table(
                        "C1 | 01 | customers_20240101.csv | 1 | shop.customers",
                        "C1 | 02 | customers_20240102.csv | 2 | shop.customers",
                        "C2 | 01 | customers_20240101.csv | 1 | shop.customers"));
        assertThat(seen("sat_customer_seen_current", "rows_tracked")).isEqualTo(table("C1 | 02 | 2", "C2 | 01 | 1"));
        assertThat(project.schema().find("sat_customer_seen"))
                .as("it stores nothing")
                .isEmpty();
    }

    @Test
    void lateDeliveriesFallIntoTheirPlace() {
        given(MODEL, "keys: customer", "columns: [customer_id, city]");
        arrives("05", "customer_id,city", "C1,Ulm");
        arrives("03", "customer_id,city", "C1,Ulm");

        assertThat(seen("sat_customer_seen", "seen.run_id")).isEqualTo(table("C1 | 03 | 2", "C1 | 05 | 1"));
        assertThat(seen("sat_customer_seen_current", "seen.run_id")).isEqualTo("C1 | 05 | 1");
    }

    @Test
    void ofFullDeliveriesTheScopeIsToldAndRejectsCount() {
        given(
                MODEL,
                "delivery: { kind: full, within: country }",
                "keys: customer",
                "one_row_per: customer",
                "columns: { customer_id: varchar, country: varchar, age: integer }");
        arrives("01", "customer_id,country,age", "C1,AT,30", "C2,DE,40");
        arrives("02", "customer_id,country,age", "C1,AT,old", "C2,DE,41", "C2,DE,new");

        assertThat(seen("sat_customer_seen", "country, rows_tracked"))
                .isEqualTo(table("C1 | 01 | AT | 1", "C1 | 02 | AT | 0", "C2 | 01 | DE | 1", "C2 | 02 | DE | 1"));
        assertThat(seen("sat_customer_seen_current", "country, rows_tracked"))
                .isEqualTo(table("C1 | 02 | AT | 0", "C2 | 02 | DE | 1"));
    }

    @Test
    void ofChangeRecordsTheLastSaysWhetherTheKeyIsGone() {
        given(
                MODEL,
                "delivery: { kind: cdc, operation: op, deletes: D }",
                "keys: customer",
                "one_row_per: customer",
                "columns: [op, customer_id, city]");
        arrives("01", "op,customer_id,city", "I,C1,Ulm", "D,C1,", "I,C2,Graz");
        arrives("02", "op,customer_id,city", "I,C1,Ulm", "D,C2,");

        assertThat(seen("sat_customer_seen", "rows_tracked, is_deleted"))
                .isEqualTo(table(
                        "C1 | 01 | 2 | true", "C1 | 02 | 1 | false", "C2 | 01 | 1 | false", "C2 | 02 | 1 | true"));
    }

    @Test
    void ofARoleOrALinkTheKeyOfTheRowCounts() {
        given("""
                hubs:
                  customer: { key: customer_id, roles: [friend] }
                links:
                  friendship: { connects: [customer, friend], from: customers }
                satellites:
                  friend_seen: { kind: record_tracking, of: friend, from: customers }
                  friendship_seen: { kind: record_tracking, of: friendship, from: customers }
                """, "keys: { customer: customer_id, friend: friend_id }", "columns: [customer_id, friend_id]");
        arrives("01", "customer_id,friend_id", "C1,C2", "C3,C2", "C3,");

        assertThat(seen("sat_friend_seen", "rows_tracked")).isEqualTo("C2 | 01 | 2");
        assertThat(project.rows("select count(*) from raw_vault.sat_friendship_seen"))
                .isEqualTo("3");
    }

    @Test
    void aSatelliteThatIsAddedLaterShowsWhatHasLongBeenTracked() {
        String before = MODEL.replaceFirst("  customer_seen.*\n", "");
        String source = "source: customers\nsystem: shop\nfiles: \"customers_{load_date:yyyyMMdd}*.csv\"\n"
                + "keys: customer\ncolumns: [customer_id, city]\n";
        project = Project.of(folder, source, before);
        arrives("01", "customer_id,city", "C1,Ulm");

        project.change(source, MODEL);

        assertThat(seen("sat_customer_seen_current", "rows_tracked")).isEqualTo("C1 | 01 | 1");
    }
}
