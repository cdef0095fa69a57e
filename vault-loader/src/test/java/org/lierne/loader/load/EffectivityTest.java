package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Link;
import org.lierne.core.schema.Names;

/** Which links are in force when a driving key, the order, moves from one customer to another and back. */
class EffectivityTest {

    private static final String SOURCES = """
            source: orders
            files: "orders_{load_date:yyyyMMdd}*.csv"
            keys: [order, customer]
            one_row_per: order
            ignore: note
            columns: [order_id, customer_id]
            """;
    private static final String HUBS_AND_LINK = """
            hubs:
              order: order_id
              customer: customer_id
            links:
              order_customer: { connects: [order, customer], from: orders }
            """;
    private static final String EFFECTIVITY = """
            satellites:
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            """;
    private static final String BY_LINE = "sequence: _line\n";
    private static final String BY_COLUMN = "sequence: changed_at\n";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String... parts) {
        String sources = SOURCES;
        String model = HUBS_AND_LINK;
        for (String part : parts) {
            if (part.startsWith("satellites")) {
                model += part;
            } else {
                sources += part;
            }
            if (part.equals(BY_COLUMN)) {
                sources = sources.replace("columns: [", "columns: [changed_at, ");
            }
        }
        project = Project.of(folder, sources, model);
    }

    private void arrives(String day, String... rows) {
        String header = project.vault().source("orders").sequenceColumn().isPresent() ? "changed_at," : "";
        project.deliver("orders_202401" + day + ".csv", header + "order_id,customer_id\n" + String.join("\n", rows));
        project.run();
    }

    private String history() {
        return project.history("order_customer_effectivity");
    }

    private String inForce() {
        Link link = project.vault().link("order_customer");
        return project.rows(project.queries().links(link, Names.inForce(link)) + " order by all");
    }

    @Test
    void drivingKeyThatGoesAndComesBackIsThreeIntervals() {
        given(EFFECTIVITY);
        arrives("01", "7,100");
        arrives("02", "7,200");
        arrives("03", "7,100");

        assertThat(history())
                .isEqualTo(table(
                        "7 | 100 | 2024-01-01 | 2024-01-02",
                        "7 | 100 | 2024-01-03 | NULL",
                        "7 | 200 | 2024-01-02 | 2024-01-03"));
        assertThat(inForce()).isEqualTo(table("7 | 100"));
        assertThat(project.rows("select count(*) from raw_vault.link_order_customer"))
                .isEqualTo("2");
    }

    @Test
    void withoutAnEffectivitySatelliteTrackingTellsWhatIsInForce() {
        given();
        arrives("01", "7,100", "8,100");
        arrives("02", "7,200");
        assertThat(inForce()).isEqualTo(table("7 | 200", "8 | 100"));

        arrives("03", "7,100");

        assertThat(inForce()).isEqualTo(table("7 | 100", "8 | 100"));
    }

    @Test
    void lateDeliveryDoesNotChangeWhatIsInForce() {
        given(EFFECTIVITY);
        arrives("01", "7,100");
        arrives("03", "7,100");
        arrives("02", "7,200");

        assertThat(history())
                .isEqualTo(table(
                        "7 | 100 | 2024-01-01 | 2024-01-02",
                        "7 | 100 | 2024-01-03 | NULL",
                        "7 | 200 | 2024-01-02 | 2024-01-03"));
        assertThat(inForce()).isEqualTo(table("7 | 100"));
    }

    @Test
    void lateDeliveryDoesNotChangeWhatIsInForceByTracking() {
        given();
        arrives("01", "7,100");
        arrives("03", "7,100");
        arrives("02", "7,200");

        assertThat(inForce()).isEqualTo(table("7 | 100"));
    }

    @Test
    void thereAndBackWithinOneDeliveryByTheOrderOfTheFile() {
        given(EFFECTIVITY, BY_LINE);
        arrives("01", "7,100", "7,200", "7,200", "7,100");

        assertThat(history())
                .isEqualTo(table(
                        "7 | 100 | 2024-01-01 | 2024-01-01",
                        "7 | 100 | 2024-01-01 | NULL",
                        "7 | 200 | 2024-01-01 | 2024-01-01"));
        assertThat(inForce()).isEqualTo(table("7 | 100"));
    }

    @Test
    void thereAndBackWithinOneDeliveryBySequence() {
        given(EFFECTIVITY, BY_COLUMN);
        arrives("01", "3,7,300", "1,7,100", "2,7,200", "4,7,100");

        assertThat(inForce()).isEqualTo(table("7 | 100"));
        assertThat(project.rows("select sequence, record_number from raw_vault.sat_order_customer_effectivity"
                        + " order by all"))
                .isEqualTo(table("1 | 3", "2 | 4", "3 | 2", "4 | 5"));
    }

    @Test
    void withoutASequenceTheLinksOfOneDeliveryAreASet() {
        given(EFFECTIVITY);
        arrives("01", "7,100", "7,200");
        arrives("02", "7,200", "7,100", "7,100");
        assertThat(history()).isEqualTo(table("7 | 100 | 2024-01-01 | NULL", "7 | 200 | 2024-01-01 | NULL"));

        arrives("03", "7,200");

        assertThat(history())
                .isEqualTo(table(
                        "7 | 100 | 2024-01-01 | 2024-01-03",
                        "7 | 200 | 2024-01-01 | 2024-01-03",
                        "7 | 200 | 2024-01-03 | NULL"));
        assertThat(inForce()).isEqualTo(table("7 | 200"));
    }

    @Test
    void lateSetBetweenTwoEqualOnesEndsAndReopens() {
        given(EFFECTIVITY);
        arrives("01", "7,100", "7,200");
        arrives("10", "7,100", "7,200");
        arrives("05", "7,200");

        assertThat(history())
                .isEqualTo(table(
                        "7 | 100 | 2024-01-01 | 2024-01-05",
                        "7 | 100 | 2024-01-10 | NULL",
                        "7 | 200 | 2024-01-01 | 2024-01-05",
                        "7 | 200 | 2024-01-05 | 2024-01-10",
                        "7 | 200 | 2024-01-10 | NULL"));
    }

    @Test
    void customerThatIsMissingIsALinkToTheUnknownKey() {
        given(EFFECTIVITY);
        arrives("01", "7,100");
        arrives("02", "7,");
        arrives("03", "7,100");

        assertThat(history())
                .isEqualTo(table(
                        "7 | 100 | 2024-01-01 | 2024-01-02",
                        "7 | 100 | 2024-01-03 | NULL",
                        "7 | NULL | 2024-01-02 | 2024-01-03"));
    }

    @Test
    void oneRowPerMayNameTheColumnsOfTheKey() {
        project = Project.of(folder, SOURCES.replace("one_row_per: order\n", "one_row_per: order_id\n"), HUBS_AND_LINK);
        arrives("01", "7,100");
        arrives("02", "7,200");

        assertThat(inForce()).isEqualTo(table("7 | 200"));
    }

    private static final String LINES = """
            source: lines
            files: "lines_{load_date:yyyyMMdd}*.csv"
            keys: [order, product, warehouse]
            one_row_per: [order, product]
            columns: [order_id, product_id, warehouse_id]
            """;
    private static final String LINES_MODEL = """
            hubs: { order: order_id, product: product_id, warehouse: warehouse_id }
            links:
              shipped_from: { connects: [warehouse, order, product], from: lines }
            satellites:
              shipped_from_effectivity: { kind: effectivity, of: shipped_from, from: lines }
            """;

    private void shipped(String day, String... rows) {
        project.deliver("lines_202401" + day + ".csv", "order_id,product_id,warehouse_id\n" + String.join("\n", rows));
        project.run();
    }

    /** Order and product, warehouse, from and to; the driving key is two of three participants. */
    private String shipments() {
        return project.rows("select order_id || product_id, warehouse_id, strftime(history.load_date, '%d'),"
                + " strftime(load_end_date, '%d') from raw_vault.sat_shipped_from_effectivity_history as history"
                + " join raw_vault.hub_order as o on o.order_hk = history.order_hk"
                + " join raw_vault.hub_product as p on p.product_hk = history.product_hk"
                + " join raw_vault.link_shipped_from as link on link.shipped_from_hk = history.shipped_from_hk"
                + " join raw_vault.hub_warehouse as w on w.warehouse_hk = link.warehouse_hk"
                + " order by 1, history.load_date, 2");
    }

    @Test
    void aDrivingKeyOfSeveralColumnsOpensClosesAndFlipsBack() {
        project = Project.of(folder, LINES, LINES_MODEL);
        shipped("01", "7,A,W1", "7,B,W1", "8,A,W1");
        shipped("02", "7,A,W2");
        shipped("04", "7,A,W1", "8,A,W1");

        String inOrder = table(
                "7A | W1 | 01 | 02",
                "7A | W2 | 02 | 04",
                "7A | W1 | 04 | NULL",
                "7B | W1 | 01 | NULL",
                "8A | W1 | 01 | NULL");
        assertThat(shipments()).isEqualTo(inOrder);

        shipped("03", "7,A,W2", "8,A,W3");
        assertThat(shipments())
                .as("a late delivery changes one of the keys")
                .isEqualTo(inOrder.replace(
                        "8A | W1 | 01 | NULL", "8A | W1 | 01 | 03\n8A | W3 | 03 | 04\n8A | W1 | 04 | NULL"));
    }

    @Test
    void aDrivingKeyOfSeveralColumnsClosesWhereAFullDeliveryLacksIt() {
        project = Project.of(folder, LINES + "delivery: full\nmissing_at_most: 100%\n", LINES_MODEL);
        shipped("01", "7,A,W1", "7,B,W1");
        shipped("03", "7,B,W1");
        shipped("04", "7,A,W1", "7,B,W2");
        assertThat(shipments())
                .isEqualTo(
                        table("7A | W1 | 01 | 03", "7A | W1 | 04 | NULL", "7B | W1 | 01 | 04", "7B | W2 | 04 | NULL"));

        shipped("02", "7,A,W2");
        assertThat(shipments())
                .as("the late one moves A for a day, and ends B until 03")
                .isEqualTo(table(
                        "7A | W1 | 01 | 02",
                        "7A | W2 | 02 | 03",
                        "7A | W1 | 04 | NULL",
                        "7B | W1 | 01 | 02",
                        "7B | W1 | 03 | 04",
                        "7B | W2 | 04 | NULL"));
        assertThat(project.rows("select count(*) from raw_vault.link_shipped_from_in_force"))
                .isEqualTo("2");
    }

    @Test
    void aDrivingKeyMayBeSaidAndHaveADependentChildKey() {
        project = Project.of(
                folder,
                LINES.replace("one_row_per: [order, product]\n", "")
                        .replace("keys: [order, product, warehouse]", "keys: [order, warehouse]"),
                """
                hubs: { order: order_id, warehouse: warehouse_id }
                links:
                  shipped_from: { connects: [order, warehouse], dependent_child_key: product_id, from: lines }
                satellites:
                  shipped_from_effectivity:
                    { kind: effectivity, of: shipped_from, from: lines, driving_key: [order, product_id] }
                """);
        shipped("01", "7,A,W1", "7,,W1");
        shipped("03", "7,A,W2", "7,,W2");
        shipped("02", "7,,W3");

        assertThat(project.rows(
                        "select coalesce(history.product_id, '-'), warehouse_id, strftime(history.load_date, '%d'),"
                                + " strftime(load_end_date, '%d') from raw_vault.sat_shipped_from_effectivity_history as history"
                                + " join raw_vault.link_shipped_from as link using (shipped_from_hk)"
                                + " join raw_vault.hub_warehouse as w on w.warehouse_hk = link.warehouse_hk"
                                + " order by 1, history.load_date"))
                .as("a part that is missing is a value like any other")
                .isEqualTo(table(
                        "- | W1 | 01 | 02",
                        "- | W3 | 02 | 03",
                        "- | W2 | 03 | NULL",
                        "A | W1 | 01 | 03",
                        "A | W2 | 03 | NULL"));
    }
}
