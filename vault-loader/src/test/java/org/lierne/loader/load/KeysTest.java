package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys rows have: composite, missing, in roles, from several sources. */
class KeysTest {

    private static final String SHOPS = """
            source: sales
            files: "sales_{load_date:yyyyMMdd}.csv"
            keys: { sale: sale_id, shop: [country, shop_id] }
            columns: [sale_id, country, shop_id, manager]
            """;
    private static final String SHOPS_MODEL = """
            hubs:
              sale: sale_id
              shop: [country, shop_id]
            links:
              sale_shop: { connects: [sale, shop], from: sales }
            satellites:
              shop_details: { of: shop, from: sales }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private RunReport arrives(String file, String... lines) {
        project.deliver(file, lines);
        return project.run();
    }

    private String hub(String columns, String hub) {
        return project.rows("select " + columns + " from raw_vault.hub_" + hub + " where run_id > 0 order by all");
    }

    private String linkedShops() {
        return project.rows(
                project.queries().links(project.vault().link("sale_shop"), "link_sale_shop") + " order by all");
    }

    @Test
    void partsOfACompositeKeyDoNotRunIntoEachOther() {
        project = Project.of(folder, SHOPS, SHOPS_MODEL);

        arrives(
                "sales_20240101.csv",
                "sale_id,country,shop_id,manager",
                "1,a||b,c,Ann",
                "2,a,b||c,Bob",
                "3,\"a;1:b\",c,Cid",
                "4,a,\"b;1:c\",Dot");

        assertThat(hub("country, shop_id", "shop")).isEqualTo(table("a | b;1:c", "a | b||c", "a;1:b | c", "a||b | c"));
        assertThat(project.rows("select count(*), count(distinct shop_hk) from raw_vault.sat_shop_details"))
                .isEqualTo("4 | 4");
    }

    @Test
    void missingPartMakesTheWholeKeyUnknown() {
        project = Project.of(folder, SHOPS, SHOPS_MODEL);

        RunReport report =
                arrives("sales_20240101.csv", "sale_id,country,shop_id,manager", "1,AT,,Ann", "2,,9,Bob", "3,AT,9,Cid");

        assertThat(hub("country, shop_id", "shop")).isEqualTo(table("AT | 9"));
        assertThat(linkedShops()).isEqualTo(table("1 | NULL | NULL", "2 | NULL | NULL", "3 | AT | 9"));
        assertThat(project.history("shop_details")).isEqualTo(table("AT | 9 | 2024-01-01 | NULL | Cid"));
        assertThat(report.sources().get(0).skippedKeys()).isEqualTo(2);
        assertThat(report.sources().get(0).accepted()).isEqualTo(3);
        assertThat(report.sources().get(0).rejected()).isZero();
    }

    /** A key from several roles is ranked, and its rank stands beside it. */
    @Test
    void aBusinessKeyMayBeNamedPlace() {
        project = Project.of(folder, """
                source: trips
                files: "trips_{load_date:yyyyMMdd}.csv"
                keys: { from: origin, to: target }
                columns: [origin, target]
                """, """
                hubs:
                  town: { key: place, roles: [from, to] }
                links:
                  trip: { connects: [from, to], from: trips }
                """);

        arrives("trips_20240101.csv", "origin,target", "Ulm,Graz", "Graz,Ulm", "Ulm,Linz");

        assertThat(hub("place", "town")).isEqualTo(table("Graz", "Linz", "Ulm"));
    }

    @Test
    void linkOfWhichAllParticipantsAreMissingIsStored() {
        project = Project.of(folder, SHOPS, SHOPS_MODEL);

        arrives("sales_20240101.csv", "sale_id,country,shop_id,manager", ",,,Ann", ",AT,,Bob");

        assertThat(linkedShops()).isEqualTo(table("NULL | NULL | NULL"));
    }

    @Test
    void anEmptyTextIsAKeyAndAMissingOneIsNot() {
        project = Project.of(folder, SHOPS, SHOPS_MODEL);

        arrives("sales_20240101.csv", "sale_id,country,shop_id,manager", "\"\",AT,1,Ann", ",AT,1,Ann", "NULL,AT,1,Ann");

        assertThat(hub("'>' || sale_id || '<'", "sale")).isEqualTo(table("><", ">NULL<"));
        assertThat(project.rows("select count(distinct sale_hk) from raw_vault.link_sale_shop"))
                .isEqualTo("3");
    }

    @Test
    void missingKeyRejectsTheRecordWhereTheHubSaysSo() {
        project = Project.of(
                folder,
                "vault: test\nrejects: 100%",
                SHOPS,
                SHOPS_MODEL.replace("shop: [country, shop_id]", "shop: { key: [country, shop_id], null_key: reject }"));

        RunReport report = arrives("sales_20240101.csv", "sale_id,country,shop_id,manager", "1,AT,,Ann", "2,AT,9,Bob");

        assertThat(linkedShops()).isEqualTo(table("2 | AT | 9"));
        assertThat(report.sources().get(0).rejected()).isEqualTo(1);
        assertThat(project.rows("select record_number, column_name, code, message from audit.reject_error"))
                .isEqualTo(table("2 | country | missing_key | the key of \"shop\" is missing (country, shop_id)"));
    }

    @Test
    void missingKeyRejectsTheRecordWhereTheSourceHasOneRowPerIt() {
        project = Project.of(folder, "vault: test\nrejects: 100%", SHOPS + "one_row_per: shop\n", SHOPS_MODEL);

        arrives("sales_20240101.csv", "sale_id,country,shop_id,manager", "1,AT,,Ann", ",AT,9,Bob");

        assertThat(linkedShops()).isEqualTo(table("NULL | AT | 9"));
        assertThat(project.rows("select record_number, code from audit.reject_error"))
                .isEqualTo(table("2 | missing_key"));
    }

    @Test
    void rolesShareTheHubAndSatellitesMayDescribeARole() {
        project = Project.of(folder, """
                source: parcels
                files: "parcels_{load_date:yyyyMMdd}.csv"
                keys: { parcel: parcel_id, customer: sender, recipient: recipient }
                columns: [parcel_id, sender, recipient, sender_city, recipient_city]
                """, """
                hubs:
                  parcel: parcel_id
                  customer: { key: customer_id, roles: [recipient] }
                links:
                  parcel_customers: { connects: [parcel, customer, recipient], from: parcels }
                satellites:
                  sender_details: { of: customer, from: parcels, columns: sender_city }
                  recipient_details: { of: recipient, from: parcels, columns: recipient_city }
                """);

        arrives(
                "parcels_20240101.csv",
                "parcel_id,sender,recipient,sender_city,recipient_city",
                "1,100,200,Ulm,Graz",
                "2,200,100,Linz,Bern");
        arrives(
                "parcels_20240102.csv",
                "parcel_id,sender,recipient,sender_city,recipient_city",
                "3,100,200,Ulm,Rom",
                "4,100,,Ulm,Oslo");

        assertThat(hub("customer_id", "customer")).isEqualTo(table("100", "200"));
        assertThat(project.history("sender_details"))
                .isEqualTo(table("100 | 2024-01-01 | NULL | Ulm", "200 | 2024-01-01 | NULL | Linz"));
        assertThat(project.history("recipient_details"))
                .isEqualTo(table(
                        "100 | 2024-01-01 | NULL | Bern",
                        "200 | 2024-01-01 | 2024-01-02 | Graz",
                        "200 | 2024-01-02 | NULL | Rom"));
        assertThat(project.rows(
                        project.queries().links(project.vault().link("parcel_customers"), "link_parcel_customers")
                                + " order by all"))
                .isEqualTo(table("1 | 100 | 200", "2 | 200 | 100", "3 | 100 | 200", "4 | 100 | NULL"));
    }

    private static final String TWO_SOURCES = """
            system: shop
            files: "{source}_{load_date:yyyyMMdd}.csv"
            columns: { customer_id: varchar, city: { value: here } }
            keys: customer
            ignore: city
            sources:
              visits: { record_source: b }
              orders: { record_source: a, columns: { customer_id: integer }, ignore: [] }
            """;
    private static final String ONE_HUB = """
            hubs:
              customer: customer_id
            """;

    @Test
    void keyThatSeveralSourcesBringOnOneDateHasTheFirstRecordSourceByName() {
        project = Project.of(folder, TWO_SOURCES, ONE_HUB);
        project.deliver("visits_20240101.csv", "customer_id", "1", "2");
        project.deliver("orders_20240101.csv", "customer_id", "1", "03");
        project.deliver("orders_20240102.csv", "customer_id", "2");

        project.run();

        assertThat(hub("customer_id, load_date, record_source", "customer"))
                .isEqualTo(table("1 | 2024-01-01 | a", "2 | 2024-01-01 | b", "3 | 2024-01-01 | a"));
    }

    @Test
    void sourceThatFeedsOnlyAHubIsNotTrackedAndStillLoadsItsKeysOnce() {
        project = Project.of(folder, TWO_SOURCES, ONE_HUB);
        assertThat(project.schema().tables()).noneMatch(table -> table.name().startsWith("tracking_"));
        arrives("visits_20240102.csv", "customer_id", "1", "1");
        arrives("visits_20240101.csv", "customer_id", "1");
        String before = project.counts();

        project.execute("delete from audit.delivery");
        project.run();

        assertThat(project.counts()).isEqualTo(before);
        assertThat(project.rows("select load_date from raw_vault.first_seen_hub_customer"))
                .isEqualTo("2024-01-01");
    }
}
