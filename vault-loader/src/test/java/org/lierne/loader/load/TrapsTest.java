package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where loads of a Data Vault are known to go wrong, one by one. */
class TrapsTest {

    /** A relationship that changes, a hub with two sources, phones as blocks. */
    private static final String SALES = """
            system: shop
            files: "{source}_{load_date:yyyyMMdd}*.csv"
            sources:
              web_orders:
                keys: [order, customer]
                one_row_per: order
                columns: [order_id, customer_id]
              customers:
                keys: customer
                one_row_per: customer
                columns: [customer_id, city]
              phones:
                keys: customer
                columns: { customer_id: varchar, kind: varchar, number: integer }
            """;

    private static final String SALES_MODEL = """
            hubs: { order: order_id, customer: customer_id }
            links: { order_customer: { connects: [order, customer], from: web_orders } }
            satellites:
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: web_orders }
              customer_city: { of: customer, from: customers }
              customer_phones: { kind: multi_active, of: customer, from: phones, sub_key: kind }
            """;

    /** A catalogue that comes whole, per country. */
    private static final String CATALOGUE = """
            source: products
            files: "products_{load_date:yyyyMMdd}*.csv"
            delivery: { kind: full, within: country }
            missing_at_most: 100%
            keys: product
            one_row_per: product
            columns: { country: varchar, product_id: varchar, price: integer }
            """;

    private static final String CATALOGUE_MODEL = """
            hubs: { product: product_id }
            satellites:
              product_price: { of: product, from: products }
              product_status: { kind: status_tracking, of: product, from: products }
            """;

    private static final String CHANGES = """
            source: products
            files: "products_{load_date:yyyyMMdd}*.csv"
            delivery: { kind: cdc, operation: op, deletes: D }
            keys: product
            one_row_per: product
            columns: { op: varchar, product_id: varchar, price: integer }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String sources, String model) {
        project = Project.of(folder, "vault: test\nrejects: 100%", sources, model);
    }

    private void delivered(String source, String day, String header, String... rows) {
        project.deliver(source + "_202401" + day + ".csv", header + "\n" + String.join("\n", rows));
    }

    private void ordered(String day, String... rows) {
        delivered("web_orders", day, "order_id,customer_id", rows);
        project.run();
    }

    private void customers(String day, String... rows) {
        delivered("customers", day, "customer_id,city", rows);
        project.run();
    }

    private RunReport phones(String day, String... rows) {
        delivered("phones", day, "customer_id,kind,number", rows);
        return project.run();
    }

    private RunReport products(String day, String... rows) {
        delivered("products", day, "country,product_id,price", rows);
        return project.run();
    }

    private void changes(String day, String... rows) {
        delivered("products", day, "op,product_id,price", rows);
        project.run();
    }

    private String hub(String columns, String hub) {
        return project.rows("select " + columns + " from raw_vault.hub_" + hub + " where run_id > 0 order by all");
    }

    private String status() {
        return project.rows("select product_id, strftime(status.load_date, '%d'), status"
                + " from raw_vault.sat_product_status_history as status"
                + " join raw_vault.hub_product using (product_hk) order by product_id, status.load_date,"
                + " status.record_number");
    }

    private String inForce() {
        return project.rows(
                project.queries().links(project.vault().link("order_customer"), "link_order_customer_in_force")
                        + " order by all");
    }

    @Test
    void aHubFedByTwoSourcesOnOneLoadDate() {
        given(SALES, SALES_MODEL);
        delivered("web_orders", "01", "order_id,customer_id", "7,C1", "8,C2");
        delivered("customers", "01", "customer_id,city", "C1,Ulm", "C3,Graz", "C1,Ulm");
        project.run();

        assertThat(hub("customer_id, record_source", "customer"))
                .as("once each; of two sources, the first by name")
                .isEqualTo(table("C1 | shop.customers", "C2 | shop.web_orders", "C3 | shop.customers"));
    }

    @Test
    void aHubFedByTwoSourcesOnOneLoadDateInTwoRuns() {
        given(SALES, SALES_MODEL);
        ordered("01", "7,C1");
        customers("01", "C1,Ulm");

        assertThat(hub("customer_id, record_source", "customer"))
                .as("what is stored stays")
                .isEqualTo("C1 | shop.web_orders");
        assertThat(project.rows("select count(*) from raw_vault.first_seen_hub_customer"))
                .isEqualTo("0");
    }

    @Test
    void aLinkWithANullParticipant() {
        given(SALES, SALES_MODEL);
        ordered("01", "7,C1", "8,", ",C2", ",");

        assertThat(inForce()).as("the order is what there is one row per").isEqualTo(table("7 | C1", "8 | NULL"));
        assertThat(hub("customer_id", "customer")).isEqualTo("C1");
        assertThat(project.rows("select code from audit.reject_error")).isEqualTo(table("missing_key", "missing_key"));
    }

    @Test
    void anEffectivityReRun() {
        given(SALES, SALES_MODEL);
        ordered("01", "7,C1", "8,C1");
        ordered("02", "7,C2");
        ordered("03", "7,C1", "8,C1");
        String before = project.counts();
        String history = project.history("order_customer_effectivity");

        project.execute("delete from audit.delivery where path like '%02.csv' or path like '%03.csv'");
        project.run();

        assertThat(project.counts()).isEqualTo(before);
        assertThat(project.history("order_customer_effectivity"))
                .isEqualTo(history)
                .isEqualTo(table(
                        "7 | C1 | 2024-01-01 | 2024-01-02",
                        "7 | C1 | 2024-01-03 | NULL",
                        "7 | C2 | 2024-01-02 | 2024-01-03",
                        "8 | C1 | 2024-01-01 | NULL"));
    }

    @Test
    void aFirstLoadWithDuplicates() {
        given(SALES, SALES_MODEL);
        delivered("customers", "01", "customer_id,city", "C1,Ulm", "C1,Ulm", "C1,Ulm");
        delivered("web_orders", "01", "order_id,customer_id", "7,C1", "7,C1");
        delivered("phones", "01", "customer_id,kind,number", "C1,home,1", "C1,home,1");
        project.run();

        for (String once : List.of(
                "hub_customer", "hub_order", "link_order_customer", "sat_customer_city", "sat_customer_phones")) {
            assertThat(project.rows("select count(*) from raw_vault." + once + " where run_id > 0"))
                    .as(once)
                    .isEqualTo("1");
        }
        assertThat(hub("customer_id", "customer")).isEqualTo("C1");
    }

    @Test
    void twoLinkRowsOfOneDrivingKeyInOneDelivery() {
        given(SALES, SALES_MODEL);
        ordered("01", "7,C1", "7,C2");
        assertThat(inForce()).as("nothing orders them: a set").isEqualTo(table("7 | C1", "7 | C2"));

        ordered("02", "7,C2", "7,C1");
        assertThat(project.history("order_customer_effectivity"))
                .as("the same set in another order is no change")
                .isEqualTo(table("7 | C1 | 2024-01-01 | NULL", "7 | C2 | 2024-01-01 | NULL"));
    }

    @Test
    void equalHashdiffsOnDifferentKeysAtOneLoadDate() {
        given(SALES, SALES_MODEL);
        customers("01", "C1,Ulm", "C2,Ulm");
        customers("02", "C1,Graz", "C2,Graz");

        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "C1 | 2024-01-01 | 2024-01-02 | Ulm",
                        "C1 | 2024-01-02 | NULL | Graz",
                        "C2 | 2024-01-01 | 2024-01-02 | Ulm",
                        "C2 | 2024-01-02 | NULL | Graz"));
    }

    @Test
    void aBlockEqualToAnOlderBlockButNotToTheLatest() {
        given(SALES, SALES_MODEL);
        phones("01", "C1,home,1", "C1,work,2");
        phones("02", "C1,home,1");
        phones("03", "C1,work,2", "C1,home,1");

        assertThat(project.rows("select kind, strftime(load_date, '%d'), strftime(load_end_date, '%d')"
                        + " from raw_vault.sat_customer_phones_history order by load_date, kind"))
                .isEqualTo(table(
                        "home | 01 | 02", "work | 01 | 02", "home | 02 | 03", "home | 03 | NULL", "work | 03 | NULL"));
    }

    @Test
    void halfABlock() {
        given(SALES, SALES_MODEL);
        phones("01", "C1,home,1", "C1,work,2");
        RunReport half = phones("02", "C1,home,9", "C1,work,none");

        assertThat(half.sources().get(0).rejected()).isEqualTo(1);
        assertThat(project.rows("select kind, number from raw_vault.sat_customer_phones_current order by all"))
                .as("the rest of a block would say that the rejected row is gone")
                .isEqualTo(table("home | 1", "work | 2"));
    }

    @Test
    void aKeySeenInALinkBeforeItsOwnSource() {
        given(SALES, SALES_MODEL);
        ordered("01", "7,C1");
        customers("05", "C1,Ulm");

        assertThat(hub("customer_id, load_date, record_source", "customer"))
                .isEqualTo("C1 | 2024-01-01 | shop.web_orders");
        assertThat(project.history("customer_city")).isEqualTo("C1 | 2024-01-05 | NULL | Ulm");
        assertThat(inForce()).isEqualTo("7 | C1");
    }

    @Test
    void aKeySeenInALinkBeforeItsOwnSourceThatIsLate() {
        given(SALES, SALES_MODEL);
        ordered("05", "7,C1");
        customers("01", "C1,Ulm");

        assertThat(hub("customer_id, load_date", "customer")).isEqualTo("C1 | 2024-01-05");
        assertThat(project.rows("select load_date from raw_vault.first_seen_hub_customer"))
                .isEqualTo("2024-01-01");
    }

    @Test
    void aFullDeliveryForOneScopeOnly() {
        given(CATALOGUE, CATALOGUE_MODEL);
        products("01", "AT,A,1", "AT,B,1", "DE,C,1");
        products("02", "AT,A,1");

        assertThat(status())
                .isEqualTo(table("A | 01 | created", "B | 01 | created", "B | 02 | deleted", "C | 01 | created"));
    }

    @Test
    void anEmptyFullDelivery() {
        given(CATALOGUE, CATALOGUE_MODEL);
        products("01", "AT,A,1", "DE,C,1");
        project.deliver("products_20240102.csv", "country,product_id,price");
        project.run();

        assertThat(status()).isEqualTo(table("A | 01 | created", "C | 01 | created"));
    }

    @Test
    void aFullDeliveryWithUnreadableKeys() {
        given(CATALOGUE, CATALOGUE_MODEL);
        products("01", "AT,A,1", "AT,B,1", "DE,C,1", "DE,D,1");
        RunReport report = products("02", "AT,A,1", "AT,,1", "DE,C,1");
        assertThat(status())
                .as("nothing is gone of any country that the file has")
                .isEqualTo(table("A | 01 | created", "B | 01 | created", "C | 01 | created", "D | 01 | created"));
        assertThat(report.warnings()).hasSize(2);

        products("03", "AT,A,1", "DE,C,1");
        assertThat(status()).contains("B | 03 | deleted", "D | 03 | deleted");
    }

    @Test
    void aFullDeliveryInTwoFiles() {
        given(CATALOGUE, CATALOGUE_MODEL);
        products("01", "AT,A,1", "AT,B,1", "AT,C,1");
        delivered("products", "02a", "country,product_id,price", "AT,A,1");
        delivered("products", "02b", "country,product_id,price", "AT,B,1");
        project.run();
        List<String> together = status().lines().toList();
        assertThat(together)
                .containsExactly("A | 01 | created", "B | 01 | created", "C | 01 | created", "C | 02 | deleted");

        products("03a", "AT,A,1");
        products("03b", "AT,B,1");
        assertThat(status().lines()).as("the second in a run of its own").isEqualTo(together);
    }

    @Test
    void deleteReappearDelete() {
        given(CATALOGUE, CATALOGUE_MODEL);
        products("01", "AT,A,1", "AT,B,5");
        products("02", "AT,A,1");
        products("03", "AT,A,1", "AT,B,5");
        products("04", "AT,A,1");

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | created",
                        "B | 01 | created",
                        "B | 02 | deleted",
                        "B | 03 | reappeared",
                        "B | 04 | deleted"));
        assertThat(project.history("product_price"))
                .as("what is known of a key does not end")
                .isEqualTo(table("A | 2024-01-01 | NULL | AT | 1", "B | 2024-01-01 | NULL | AT | 5"));
    }

    @Test
    void deleteReappearDeleteByChangeRecordsOfOneFile() {
        given(CHANGES, CATALOGUE_MODEL);
        changes("01", "I,A,1", "D,A,", "I,A,1", "D,A,");

        assertThat(status())
                .isEqualTo(table("A | 01 | created", "A | 01 | deleted", "A | 01 | reappeared", "A | 01 | deleted"));
        assertThat(project.history("product_price")).isEqualTo("A | 2024-01-01 | NULL | 1");
    }

    @Test
    void aChangeRecordThatDeletesWhatWasNeverSeen() {
        given(CHANGES, CATALOGUE_MODEL);
        changes("02", "D,A,", "I,B,1");
        assertThat(status()).isEqualTo("B | 02 | created");
        assertThat(hub("product_id", "product")).isEqualTo(table("A", "B"));

        changes("01", "I,A,3");
        assertThat(status())
                .as("until it is")
                .isEqualTo(table("A | 01 | created", "A | 02 | deleted", "B | 02 | created"));
    }

    @Test
    void ghostRowsBeforeAKeyExisted() {
        String settings = "vault: test\nghost_records: lierne";
        String sources = SALES.substring(0, SALES.indexOf("  phones:"));
        String model = SALES_MODEL.substring(0, SALES_MODEL.indexOf("  customer_phones"));
        project = Project.of(folder, settings, sources, model);
        List<String> satellites = List.of("customer_city", "order_customer_effectivity");
        satellites.forEach(satellite -> {
            assertThat(ghosts(satellite)).as(satellite).isEqualTo("2 | 1900-01-01 | 1900-01-01");
            assertThat(project.history(satellite)).as(satellite).isEmpty();
        });

        ordered("05", "7,C1");
        ordered("06", "7,", "8,C1");
        customers("05", "C1,Ulm");
        customers("03", "C1,Wels");

        assertThat(project.history("customer_city"))
                .isEqualTo(table("C1 | 2024-01-03 | 2024-01-05 | Wels", "C1 | 2024-01-05 | NULL | Ulm"));
        assertThat(project.history("order_customer_effectivity"))
                .as("what is unknown is none of them")
                .isEqualTo(table(
                        "7 | C1 | 2024-01-05 | 2024-01-06",
                        "7 | NULL | 2024-01-06 | NULL",
                        "8 | C1 | 2024-01-06 | NULL"));
        assertThat(project.rows("select city from raw_vault.sat_customer_city_current"))
                .isEqualTo("Ulm");

        // Migrated again, and with a satellite that is added later.
        project.change(settings, sources, model);
        project.change(settings, SALES, SALES_MODEL);
        phones("07", "C1,home,1", ",home,2");

        Stream.concat(satellites.stream(), Stream.of("customer_phones"))
                .forEach(satellite ->
                        assertThat(ghosts(satellite)).as(satellite).isEqualTo("2 | 1900-01-01 | 1900-01-01"));
        assertThat(project.rows("select number from raw_vault.sat_customer_phones_history"))
                .isEqualTo("1");
        assertThat(project.verify().findings()).isEmpty();
    }

    private String ghosts(String satellite) {
        return project.rows("select count(*), min(load_date), max(load_date) from raw_vault.sat_" + satellite
                + " where run_id = 0");
    }
}
