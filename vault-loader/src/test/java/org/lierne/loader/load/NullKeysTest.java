package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that lack the key of a link's participant, where links skip them: what they say, and what they do not. */
class NullKeysTest {

    private static final String ORDERS = """
            source: orders
            files: "orders_{load_date:yyyyMMdd}*.csv"
            keys: { order: order_id, customer: customer_id }
            one_row_per: order
            columns: [order_id, customer_id, status, terms]
            """;
    private static final String HUBS = """
            hubs:
              order: order_id
              customer: customer_id
            """;
    private static final String MODEL = HUBS + """
            links:
              order_customer: { connects: [order, customer], from: orders }
            satellites:
              order_details: { of: order, from: orders, columns: status }
              order_customer_terms: { of: order_customer, from: orders, columns: terms }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            """;
    private static final String HEADER = "order_id,customer_id,status,terms";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String sources, String model) {
        given("", sources, model);
    }

    private void given(String settings, String sources, String model) {
        project = Project.of(folder, "vault: test\nnull_keys: skip\n" + settings, sources, model)
                .archiving();
    }

    private RunReport arrives(String file, String... lines) {
        project.deliver(file + ".csv", lines);
        return project.run();
    }

    private String linked() {
        return project.rows(project.queries().links(project.vault().link("order_customer"), "link_order_customer")
                + " order by all");
    }

    private String inForce() {
        return project.rows(
                project.queries().links(project.vault().link("order_customer"), "link_order_customer_in_force")
                        + " order by all");
    }

    @Test
    void aLinkSkipsARowWithoutAParticipantAndSoDoesWhatDescribesIt() {
        given(ORDERS, MODEL);

        arrives("orders_20240101", HEADER, "7,C1,open,net 30", "8,,open,net 10");

        assertThat(linked()).isEqualTo("7 | C1");
        assertThat(project.rows("select order_id from raw_vault.hub_order where run_id > 0 order by all"))
                .isEqualTo(table("7", "8"));
        assertThat(project.rows("select customer_id from raw_vault.hub_customer where run_id > 0 order by all"))
                .isEqualTo("C1");
        assertThat(project.rows("select terms from raw_vault.sat_order_customer_terms"))
                .isEqualTo("net 30");
        assertThat(project.history("order_customer_effectivity")).isEqualTo(table("7 | C1 | 2024-01-01 | NULL"));
        assertThat(project.rows(
                        "select count(*), count(order_customer_hk), count(order_hk) from raw_vault.tracking_orders"))
                .isEqualTo("2 | 1 | 2");
    }

    @Test
    void whatIsSkippedIsAcceptedAndCounted() {
        given(ORDERS, MODEL);

        RunReport report = arrives("orders_20240101", HEADER, "7,C1,open,net 30", "8,,open,net 10");

        assertThat(report.sources().get(0).accepted()).isEqualTo(2);
        assertThat(report.sources().get(0).rejected()).isZero();
        assertThat(report.sources().get(0).skippedKeys())
                .as("the row of the link and of both of its satellites")
                .isEqualTo(3);
    }

    @Test
    void whatStoodInForceStaysSo() {
        given(ORDERS, MODEL);
        arrives("orders_20240101", HEADER, "7,C1,open,net 30");

        arrives("orders_20240102", HEADER, "7,,open,net 10");
        assertThat(inForce()).isEqualTo("7 | C1");
        arrives("orders_20240103", HEADER, "7,C2,open,net 10");

        assertThat(project.history("order_customer_effectivity"))
                .isEqualTo(table("7 | C1 | 2024-01-01 | 2024-01-03", "7 | C2 | 2024-01-03 | NULL"));
        assertThat(inForce()).isEqualTo("7 | C2");
    }

    @Test
    void lateRowsThatAreSkippedChangeNothing() {
        given(ORDERS, MODEL);
        arrives("orders_20240101", HEADER, "7,C1,open,net 30");
        arrives("orders_20240110", HEADER, "7,C1,open,net 30");

        arrives("orders_20240105", HEADER, "7,,open,net 10", "8,,open,net 10");
        assertThat(project.history("order_customer_effectivity")).isEqualTo(table("7 | C1 | 2024-01-01 | NULL"));
        arrives("orders_20240103", HEADER, "7,C2,open,net 10");

        assertThat(project.history("order_customer_effectivity"))
                .isEqualTo(table(
                        "7 | C1 | 2024-01-01 | 2024-01-03",
                        "7 | C1 | 2024-01-10 | NULL",
                        "7 | C2 | 2024-01-03 | 2024-01-10"));
        assertThat(project.verify().findings()).isEmpty();
    }

    @Test
    void whatAFullDeliveryNoLongerRelatesHasEnded() {
        given(ORDERS.replace("columns:", "delivery: full\ncolumns:"), MODEL);
        arrives("orders_20240101", HEADER, "7,C1,open,net 30", "8,C2,open,net 30", "9,C3,open,net 30");

        arrives("orders_20240102", HEADER, "7,,open,net 30", "8,C2,open,net 30", "9,C3,open,net 30");

        assertThat(inForce()).isEqualTo(table("8 | C2", "9 | C3"));
        assertThat(project.history("order_customer_effectivity"))
                .isEqualTo(table(
                        "7 | C1 | 2024-01-01 | 2024-01-02",
                        "8 | C2 | 2024-01-01 | NULL",
                        "9 | C3 | 2024-01-01 | NULL"));
        assertThat(project.verify().findings()).isEmpty();
    }

    @Test
    void whatAFullDeliveryNoLongerRelatesIsNotInForceWithoutEffectivityEither() {
        given(
                ORDERS.replace("columns:", "delivery: full\ncolumns:").replace(", status, terms", ""),
                HUBS + "links:\n  order_customer: { connects: [order, customer], from: orders }\n");
        arrives("orders_20240101", "order_id,customer_id", "7,C1", "8,C2");

        arrives("orders_20240102", "order_id,customer_id", "7,", "8,C2");
        assertThat(inForce()).isEqualTo("8 | C2");
        arrives("orders_20240103", "order_id,customer_id", "7,C1", "8,C2");

        assertThat(inForce()).isEqualTo(table("7 | C1", "8 | C2"));
    }

    @Test
    void aChangeRecordThatIsSkippedBringsNothingBack() {
        given(
                ORDERS.replace("columns:", "delivery: { kind: cdc, operation: op, deletes: D }\ncolumns:")
                        .replace("terms]", "terms, op]"),
                MODEL + "  order_customer_status: { kind: status_tracking, of: order_customer, from: orders }\n");
        String header = HEADER + ",op";
        arrives("orders_20240101", header, "7,C1,open,net 30,I", "8,C2,open,net 30,I");
        arrives("orders_20240102", header, "7,,,,D", "8,,open,net 30,U");

        RunReport report = arrives("orders_20240103", header, "7,,open,net 30,I");

        assertThat(inForce()).isEqualTo("8 | C2");
        assertThat(project.history("order_customer_effectivity"))
                .isEqualTo(table("7 | C1 | 2024-01-01 | 2024-01-02", "8 | C2 | 2024-01-01 | NULL"));
        assertThat(project.rows("select customer_id, status from raw_vault.sat_order_customer_status_current"
                        + " join raw_vault.link_order_customer using (order_customer_hk)"
                        + " join raw_vault.hub_customer using (customer_hk) order by all"))
                .isEqualTo(table("C1 | deleted", "C2 | created"));
        assertThat(report.sources().get(0).skippedKeys())
                .as("the row of the link and of its three satellites")
                .isEqualTo(4);
        assertThat(project.verify().findings()).isEmpty();
    }

    @Test
    void whatHappenedOnceIsSkippedAndContradictsNothing() {
        given("""
                source: payments
                files: "payments_{load_date:yyyyMMdd}.csv"
                keys: { order: order_id, customer: customer_id }
                one_row_per: payment_no
                columns: { order_id: varchar, customer_id: varchar, payment_no: integer, amount: integer, iban: varchar }
                """, HUBS + """
                links:
                  payment:
                    kind: non_historized
                    connects: [order, customer]
                    dependent_child_key: payment_no
                    from: payments
                    columns: amount
                satellites:
                  payment_account: { kind: non_historized, of: payment, from: payments, columns: iban }
                """);
        arrives("payments_20240101", "order_id,customer_id,payment_no,amount,iban", "7,C1,1,10,AT1");

        RunReport report = arrives(
                "payments_20240102",
                "order_id,customer_id,payment_no,amount,iban",
                "7,,1,11,AT2",
                "7,,2,12,AT3",
                "7,,2,13,AT3",
                "7,C1,2,14,AT4");

        assertThat(project.rows("select payment_no, amount from raw_vault.link_payment order by all"))
                .isEqualTo(table("1 | 10", "2 | 14"));
        assertThat(project.rows("select iban from raw_vault.sat_payment_account order by all"))
                .isEqualTo(table("AT1", "AT4"));
        assertThat(report.sources().get(0).rejected()).isZero();
        assertThat(report.sources().get(0).skippedKeys()).isEqualTo(3 * 2);
    }

    @Test
    void aBlockOfALinkIsSkippedWithItsLink() {
        given(ORDERS.replace("one_row_per: order\n", ""), HUBS + """
                links:
                  order_customer: { connects: [order, customer], from: orders }
                satellites:
                  order_customer_terms:
                    { kind: multi_active, of: order_customer, from: orders, sub_key: status, columns: [status, terms] }
                """);

        RunReport report = arrives(
                "orders_20240101", HEADER, "7,C1,a,net 30", "7,C1,b,net 10", "7,,a,net 1", "7,,a,net 2", "7,,c,net 3");

        assertThat(project.rows("select status, terms from raw_vault.sat_order_customer_terms_current order by all"))
                .isEqualTo(table("a | net 30", "b | net 10"));
        assertThat(report.sources().get(0).rejected()).isZero();
        assertThat(Rebuilding.of(project)).isEqualTo("""
                orders: 1 delivery, 5 records, 5 rows
                  3 rows lack the key of sat_order_customer_terms, which keeps nothing of them
                """);
    }

    @Test
    void inTheProfileOfTheOtherPackageAKeyThatLacksAPartIsNoMissingKey() {
        given("hashing: { profile: automate_dv }", """
                source: sales
                files: "sales_{load_date:yyyyMMdd}.csv"
                keys: { sale: sale_id, shop: [country, shop_id] }
                columns: [sale_id, country, shop_id]
                """, """
                hubs:
                  sale: sale_id
                  shop: [country, shop_id]
                links:
                  sale_shop: { connects: [sale, shop], from: sales }
                """);

        arrives("sales_20240101", "sale_id,country,shop_id", "1,AT,9", "2,AT,", "3,,", "4,\" \",\"  \"");

        assertThat(
                        project.rows(
                                "select sale_id, country, shop_id from raw_vault.link_sale_shop"
                                        + " join raw_vault.hub_sale using (sale_hk) join raw_vault.hub_shop using (shop_hk) order by all"))
                .isEqualTo(table("1 | AT | 9", "2 | AT | NULL"));
    }

    @Test
    void aVaultThatHasStoredUnknownParticipantsGoesOnWithoutThem() {
        project = Project.of(folder, ORDERS, MODEL);
        arrives("orders_20240101", HEADER, "7,,open,net 30");
        assertThat(linked()).isEqualTo("7 | NULL");

        project.change("vault: test\nnull_keys: skip", ORDERS, MODEL);
        arrives("orders_20240102", HEADER, "8,,open,net 30", "7,C1,open,net 30");

        assertThat(linked()).isEqualTo(table("7 | C1", "7 | NULL"));
        assertThat(inForce()).isEqualTo("7 | C1");
    }
}
