package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.sql.DuckDbDialect;

/** Rows for what is missing: where they stand, and that nothing but a look at the table shows them. */
class GhostRecordsTest {

    private static final String SOURCES = """
            source: orders
            files: "orders_{load_date:yyyyMMdd}.csv"
            keys: { order: order_id, customer: customer_id }
            one_row_per: order
            columns: [order_id, customer_id, status]
            """;
    private static final String MODEL = """
            hubs:
              order: order_id
              customer: customer_id
            links:
              order_customer: { connects: [order, customer], from: orders }
            satellites:
              order_details: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            """;
    private static final String NOTHING = "0".repeat(32);
    private static final String UNREADABLE = "f".repeat(32);

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private void given(String style) {
        project = Project.of(folder, "vault: test\nghost_records: " + style, SOURCES, MODEL);
    }

    private void arrives(String day, String... lines) {
        project.deliverText(
                "orders_202401" + day + ".csv", "order_id,customer_id,status\n" + String.join("\n", lines) + "\n");
        project.run();
    }

    private String ghosts(String satellite, String columns) {
        return project.rows(
                "select " + columns + " from raw_vault.sat_" + satellite + " where run_id = 0 order by all");
    }

    private static String digits(String column) {
        return "replace(cast(" + column + " as varchar), '-', '')";
    }

    private void setUpAgain() {
        new Ghosts(project.vault(), project.schema(), DuckDbDialect.INSTANCE)
                .statements()
                .forEach(statement -> project.execute(statement.sql()));
    }

    @Test
    void everySatelliteHasARowForTheUnknownAndForTheErrorKey() {
        given("lierne");

        assertThat(ghosts(
                        "order_details",
                        digits("order_hk") + ", load_date, " + digits("delivery_id") + ", record_number, row_number, "
                                + digits("hashdiff") + ", record_source, status"))
                .isEqualTo(table(
                        NOTHING + " | 1900-01-01 | " + NOTHING + " | 0 | 0 | " + NOTHING + " | lierne | NULL",
                        UNREADABLE + " | 1900-01-01 | " + NOTHING + " | 0 | 0 | " + UNREADABLE + " | lierne | NULL"));
        assertThat(ghosts("order_customer_effectivity", digits("order_hk") + ", " + digits("order_customer_hk")))
                .isEqualTo(table(NOTHING + " | " + NOTHING, UNREADABLE + " | " + UNREADABLE));
    }

    @Test
    void theRowThatAutomateDvMakesIsOne() {
        given("automate_dv");

        assertThat(ghosts(
                        "order_details",
                        digits("order_hk") + ", load_date, " + digits("hashdiff") + ", record_source, status"))
                .isEqualTo(NOTHING + " | 1900-01-01 | " + NOTHING + " | AUTOMATE_DV_SYSTEM | NULL");
    }

    @Test
    void setUpAgainTheyAreStillThere() {
        given("lierne");
        arrives("01", "1,C1,new");
        String before = project.counts();

        setUpAgain();
        arrives("02", "1,C1,new");
        setUpAgain();

        assertThat(project.counts().replaceAll("tracking_.*", "")).isEqualTo(before.replaceAll("tracking_.*", ""));
    }

    @Test
    void oneThatAnotherToolHasMadeIsTakenForIt() {
        given("none");
        project.execute("insert into raw_vault.sat_order_details by name select"
                + " cast('00000000-0000-0000-0000-000000000000' as uuid) as order_hk,"
                + " cast('00000000-0000-0000-0000-000000000000' as uuid) as hashdiff,"
                + " cast('00000000-0000-0000-0000-000000000000' as uuid) as delivery_id, 0 as record_number,"
                + " 0 as row_number, timestamp '1900-01-01' as load_date, 'AUTOMATE_DV_SYSTEM' as record_source,"
                + " 0 as run_id");
        arrives("01", "1,C1,new");

        assertThat(project.rows("select count(*) from raw_vault.sat_order_details_history"))
                .as("left out of the history, though the vault makes none")
                .isEqualTo("1");
    }

    @Test
    void historiesShowThemNowhere() {
        given("lierne");
        arrives("01", "1,C1,new", "2,,new");
        arrives("02", "1,C2,sent", "2,,sent");

        assertThat(project.history("order_details"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | new",
                        "1 | 2024-01-02 | NULL | sent",
                        "2 | 2024-01-01 | 2024-01-02 | new",
                        "2 | 2024-01-02 | NULL | sent"));
        assertThat(project.rows("select count(*) from raw_vault.sat_order_customer_effectivity_current"))
                .isEqualTo("2");
        assertThat(project.rows("select count(*) from raw_vault.link_order_customer_in_force"))
                .isEqualTo("2");
    }

    /** Ghost rows before a key existed: what refers to a satellite always finds a row. */
    @Test
    void aKeyWithoutARowYetIsJoinedToTheGhost() {
        given("lierne");
        arrives("05", "1,C1,new");

        assertThat(project.rows("""
                with point_in_time as (
                  select day, hub.order_hk, max(known.load_date) as load_date
                  from (values (timestamp '2024-01-04'), (timestamp '2024-01-06')) as snapshots(day)
                  cross join raw_vault.hub_order as hub
                  left join raw_vault.sat_order_details as known
                    on known.order_hk = hub.order_hk and known.load_date <= day
                  where hub.order_id = '1'
                  group by all
                )
                select day, satellite.load_date, status
                from point_in_time
                join raw_vault.sat_order_details as satellite
                  on satellite.load_date = coalesce(point_in_time.load_date, timestamp '1900-01-01')
                  and satellite.order_hk = case when point_in_time.load_date is null
                    then cast('00000000-0000-0000-0000-000000000000' as uuid) else point_in_time.order_hk end
                order by all"""))
                .isEqualTo(table("2024-01-04 | 1900-01-01 | NULL", "2024-01-06 | 2024-01-05 | new"));
    }

    @Test
    void aSatelliteThatIsAddedLaterHasThemToo() {
        project = Project.of(folder, "vault: test\nghost_records: lierne", SOURCES, """
                hubs: { order: order_id, customer: customer_id }
                links:
                  order_customer: { connects: [order, customer], from: orders }
                satellites:
                  order_details: { of: order, from: orders }
                """);
        arrives("01", "1,C1,new");

        project.change("vault: test\nghost_records: lierne", SOURCES, MODEL);

        assertThat(ghosts("order_customer_effectivity", "load_date")).isEqualTo(table("1900-01-01", "1900-01-01"));
        assertThat(ghosts("order_details", "load_date")).isEqualTo(table("1900-01-01", "1900-01-01"));
    }

    @Test
    void blocksHaveThemUnderTheHashOfTheBlockToo() {
        project = Project.of(folder, "vault: test\nghost_records: lierne", """
                source: phones
                files: "phones_{load_date:yyyyMMdd}.csv"
                keys: [customer]
                columns: [customer_id, kind, number]
                """, """
                hubs: { customer: customer_id }
                satellites:
                  customer_phones: { kind: multi_active, of: customer, from: phones, sub_key: kind }
                """);
        project.deliver("phones_20240101.csv", "customer_id,kind,number", "C1,home,1");
        project.run();

        assertThat(ghosts("customer_phones", digits("block_hashdiff") + ", kind, number"))
                .isEqualTo(table(NOTHING + " | NULL | NULL", UNREADABLE + " | NULL | NULL"));
        assertThat(project.rows("select count(*) from raw_vault.sat_customer_phones_history"))
                .isEqualTo("1");
    }
}
