package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;

/** Which row of each satellite a point-in-time table leads to, and what late rows and new dates do to it. */
class PointInTimeTest {

    private static final String SOURCES = """
            sources:
              customers:
                files: "customers_{load_date:yyyyMMdd}*.csv"
                keys: [customer]
                columns: [customer_id, city]
              phones:
                files: "phones_{load_date:yyyyMMdd}.csv"
                keys: [customer]
                columns: [customer_id, kind, number]
              orders:
                files: "orders_{load_date:yyyyMMdd}.csv"
                keys: [order, customer]
                one_row_per: order
                columns: [order_id, customer_id]
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
              order: order_id
            links:
              order_customer: { connects: [order, customer], from: orders }
            satellites:
              customer_city: { of: customer, from: customers }
              customer_phones: { kind: multi_active, of: customer, from: phones, sub_key: kind }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            point_in_time: [customer, order_customer]
            """;
    private static final String DAILY = "snapshots: { nightly: { keep: { daily: forever } } }\n";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String snapshots) {
        project = Project.of(folder, SOURCES, MODEL + snapshots);
    }

    private String cities() {
        return project.rows("""
                select cast(pit.snapshot_date as date), hub.customer_id, city.city
                from business_vault.pit_customer as pit
                join raw_vault.hub_customer as hub using (customer_hk)
                left join raw_vault.sat_customer_city as city
                  on city.customer_hk = pit.sat_customer_city_hk
                  and city.load_date = pit.sat_customer_city_load_date
                  and city.delivery_id = pit.sat_customer_city_delivery_id
                  and city.record_number = pit.sat_customer_city_record_number
                  and city.row_number = pit.sat_customer_city_row_number
                where hub.customer_id is not null
                order by 1, 2""");
    }

    @Test
    void eachKeyHasARowPerDateSinceItWasFirstSeen() {
        given(DAILY);
        project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm");
        project.deliver("customers_20240102.csv", "customer_id,city", "1,Ulm", "2,Graz");
        project.deliver("customers_20240103.csv", "customer_id,city", "1,Linz");

        project.run();

        assertThat(cities())
                .isEqualTo(table(
                        "2024-01-01 | 1 | Ulm",
                        "2024-01-02 | 1 | Ulm",
                        "2024-01-02 | 2 | Graz",
                        "2024-01-03 | 1 | Linz",
                        "2024-01-03 | 2 | Graz"));
    }

    @Test
    void newDatesCarryOnWhatHasNotChanged() {
        given(DAILY);
        project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm", "2,Graz");
        project.run();
        project.deliver("customers_20240103.csv", "customer_id,city", "2,Wien");

        project.run();

        assertThat(cities())
                .isEqualTo(table(
                        "2024-01-01 | 1 | Ulm",
                        "2024-01-01 | 2 | Graz",
                        "2024-01-02 | 1 | Ulm",
                        "2024-01-02 | 2 | Graz",
                        "2024-01-03 | 1 | Ulm",
                        "2024-01-03 | 2 | Wien"));
    }

    @Test
    void aLateRowCorrectsTheDatesSinceItsLoadDate() {
        given(DAILY);
        project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm", "2,Graz");
        project.deliver("customers_20240103.csv", "customer_id,city", "1,Ulm", "2,Graz");
        project.run();
        project.deliver("customers_20240102.csv", "customer_id,city", "1,Linz", "3,Bonn");

        project.run();

        assertThat(cities())
                .isEqualTo(table(
                        "2024-01-01 | 1 | Ulm",
                        "2024-01-01 | 2 | Graz",
                        "2024-01-02 | 1 | Linz",
                        "2024-01-02 | 2 | Graz",
                        "2024-01-02 | 3 | Bonn",
                        "2024-01-03 | 1 | Ulm",
                        "2024-01-03 | 2 | Graz",
                        "2024-01-03 | 3 | Bonn"));
        assertThat(project.rows(
                        "select distinct pit_customer.run_id from business_vault.pit_customer join raw_vault.hub_customer"
                                + " using (customer_hk) where customer_id = '2'"))
                .as("the key that nothing late was said of is left alone")
                .isEqualTo("1");
    }

    @Test
    void aKeyThatWasSeenEarlierBeginsEarlier() {
        given(DAILY);
        project.deliver("orders_20240103.csv", "order_id,customer_id", "7,1");
        project.run();
        project.deliver("customers_20240102.csv", "customer_id,city", "1,Ulm");

        project.run();

        assertThat(cities()).isEqualTo(table("2024-01-02 | 1 | Ulm", "2024-01-03 | 1 | Ulm"));
    }

    @Test
    void ofSeveralRowsOfOneLoadDateTheLastInOrderHolds() {
        given(DAILY);
        project.deliver("customers_20240101_b.csv", "customer_id,city", "1,Ulm", "1,Graz");
        project.run();
        project.deliver("customers_20240101_a.csv", "customer_id,city", "1,Bonn");

        project.run();

        assertThat(cities()).isEqualTo("2024-01-01 | 1 | Graz");
    }

    @Test
    void ofAMultiActiveSatelliteItLeadsToAllRowsOfTheBlock() {
        given(DAILY);
        project.deliver("phones_20240101.csv", "customer_id,kind,number", "1,home,11", "1,work,12");
        project.deliver("phones_20240102.csv", "customer_id,kind,number", "1,home,11");
        project.deliver("customers_20240103.csv", "customer_id,city", "2,Ulm");

        project.run();

        assertThat(project.rows("""
                        select cast(pit.snapshot_date as date), hub.customer_id, phones.number
                        from business_vault.pit_customer as pit
                        join raw_vault.hub_customer as hub using (customer_hk)
                        left join raw_vault.sat_customer_phones as phones
                          on phones.customer_hk = pit.sat_customer_phones_hk
                          and phones.load_date = pit.sat_customer_phones_load_date
                          and phones.delivery_id = pit.sat_customer_phones_delivery_id
                        where hub.customer_id is not null
                        order by 1, 2, 3"""))
                .isEqualTo(table(
                        "2024-01-01 | 1 | 11",
                        "2024-01-01 | 1 | 12",
                        "2024-01-02 | 1 | 11",
                        "2024-01-03 | 1 | 11",
                        "2024-01-03 | 2 | NULL"));
    }

    @Test
    void ofALinkItTellsWhetherTheLinkWasInForce() {
        given(DAILY);
        project.deliver("orders_20240101.csv", "order_id,customer_id", "7,100");
        project.run();
        project.deliver("orders_20240103.csv", "order_id,customer_id", "7,200");
        project.run();
        project.deliver("orders_20240102.csv", "order_id,customer_id", "8,300");

        project.run();

        assertThat(project.rows("""
                        select cast(pit.snapshot_date as date), hub.customer_id,
                          cast(nullif(pit.sat_order_customer_effectivity_load_date, timestamp '1900-01-01') as date)
                        from business_vault.pit_order_customer as pit
                        join raw_vault.link_order_customer as link using (order_customer_hk)
                        join raw_vault.hub_customer as hub using (customer_hk)
                        order by 1, 2"""))
                .isEqualTo(table(
                        "2024-01-01 | 100 | 2024-01-01",
                        "2024-01-02 | 100 | 2024-01-01",
                        "2024-01-02 | 300 | 2024-01-02",
                        "2024-01-03 | 100 | NULL",
                        "2024-01-03 | 200 | 2024-01-03",
                        "2024-01-03 | 300 | 2024-01-02"));
    }

    @Test
    void datesThinOut() {
        given("snapshots: { nightly: { at: \"20:00\", keep: { daily: 2 days, monthly: forever } } }\n");
        project.deliver("customers_20240129.csv", "customer_id,city", "1,Ulm");
        project.run();
        project.deliver("customers_20240203.csv", "customer_id,city", "1,Graz");

        project.run();

        assertThat(cities()).isEqualTo(table("2024-01-31 | 1 | Ulm", "2024-02-02 | 1 | Ulm", "2024-02-03 | 1 | Graz"));
        assertThat(project.rows("select * from business_vault.snapshot_nightly"))
                .isEqualTo(table(
                        "2024-01-31T20:00 | false | false | true | false",
                        "2024-02-02T20:00 | true | false | false | false",
                        "2024-02-03T20:00 | true | false | true | false"));
    }

    @Test
    void theUnknownKeyIsInEverySnapshot() {
        given(DAILY);
        project.deliver("orders_20240101.csv", "order_id,customer_id", "7,");
        project.deliver("orders_20240102.csv", "order_id,customer_id", "8,");

        project.run();

        assertThat(project.rows("select count(*) from business_vault.pit_customer"))
                .isEqualTo("4");
        assertThat(project.rows("""
                        select count(*)
                        from business_vault.pit_customer as pit
                        join raw_vault.link_order_customer as link using (customer_hk)""")).isEqualTo("4");
    }

    @Test
    void whatCannotBeBuiltLeavesTheLoadAndIsMadeGoodByTheNextRun() {
        given(DAILY);
        project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm");
        project.run();
        project.deliver("customers_20240102.csv", "customer_id,city", "1,Graz");
        project.execute("alter table business_vault.pit_customer rename to aside");

        assertThatThrownBy(() -> project.run()).isInstanceOfSatisfying(LierneException.class, failure -> {
            assertThat(failure.code()).isEqualTo("business_vault_failed");
            assertThat(failure.category()).isEqualTo(LierneException.Category.FAILED);
            assertThat(failure).hasMessageContaining("Run 2 loaded what was pending, and that is kept.");
        });

        assertThat(project.stored("customer_city")).contains("Ulm", "Graz");
        assertThat(project.rows("select run_id, outcome, message is null from audit.run order by run_id"))
                .isEqualTo(table("1 | done | true", "2 | done | false"));
        assertThat(project.rows("select cast(snapshot_date as date) from business_vault.snapshot_nightly"))
                .as("derived tables are as they were")
                .isEqualTo("2024-01-01");

        project.execute("alter table business_vault.aside rename to pit_customer");
        project.run();

        assertThat(cities()).isEqualTo(table("2024-01-01 | 1 | Ulm", "2024-01-02 | 1 | Graz"));
    }

    @Test
    void aTableThatIsDescribedOtherwiseIsMadeAnewByTheNextRun() {
        given(DAILY);
        project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm");
        project.deliver("customers_20240102.csv", "customer_id,city", "1,Graz");
        project.run();
        String onlyCity = "point_in_time: { customer: { satellites: [customer_city] }, order_customer: {} }";

        project.change(SOURCES, MODEL.replace("point_in_time: [customer, order_customer]", onlyCity) + DAILY);

        assertThat(project.rows("select count(*) from business_vault.pit_customer"))
                .as("rows before the next run")
                .isEqualTo("0");
        project.run();
        assertThat(cities()).isEqualTo(table("2024-01-01 | 1 | Ulm", "2024-01-02 | 1 | Graz"));
        assertThat(project.rows("select count(*) from information_schema.columns where table_name = 'pit_customer'"
                        + " and column_name like '%phones%'"))
                .isEqualTo("0");
    }
}
