package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bridges that lead far, and over links of which no rows are tracked. */
class BridgePathsTest {

    private static final String SOURCES = """
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              lines:
                keys: [order, product]
                one_row_per: [order, line]
                columns: [order_id, line, sku]
              orders:
                keys: [order, customer]
                one_row_per: order
                columns: [order_id, customer_id]
              customers:
                keys: [customer, region]
                one_row_per: customer
                columns: [customer_id, region_id]
              offices:
                track: false
                keys: [region, office]
                one_row_per: region
                columns: [region_id, office_id]
              stores:
                track: false
                keys: [product, store]
                columns: [sku, store_id]
            """;
    private static final String MODEL = """
            hubs:
              order: order_id
              product: sku
              customer: customer_id
              region: region_id
              office: office_id
              store: store_id
            links:
              order_line: { connects: [order, product], dependent_child_key: line, from: lines }
              order_customer: { connects: [order, customer], from: orders }
              customer_region: { connects: [customer, region], from: customers }
              region_office: { connects: [region, office], from: offices }
              product_store: { connects: [product, store], from: stores }
            snapshots: { nightly: { keep: { daily: forever } } }
            bridges:
              line_region: [order_line, order, order_customer, customer, customer_region, region]
              customer_office: [customer_region, region, region_office, office]
              store_line: [store, product_store, product, order_line]
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void given() {
        project = Project.of(folder, SOURCES, MODEL);
    }

    @AfterEach
    void close() {
        project.close();
    }

    private String lineRegion() {
        return project.rows("""
                select cast(bridge.snapshot_date as date), hub_order.order_id, hub_customer.customer_id, hub_region.region_id
                from business_vault.bridge_line_region as bridge
                join raw_vault.link_order_line using (order_line_hk)
                join raw_vault.hub_order on hub_order.order_hk = bridge.order_hk
                join raw_vault.hub_customer on hub_customer.customer_hk = bridge.customer_hk
                join raw_vault.hub_region on hub_region.region_hk = bridge.region_hk
                order by all""");
    }

    @Test
    void threeLinksLeadAsFarAsEachIsInForce() {
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A", "8,1,A", "9,1,A");
        project.deliver("orders_20240101.csv", "order_id,customer_id", "7,100", "8,200");
        project.deliver("customers_20240101.csv", "customer_id,region_id", "100,north");
        project.deliver("orders_20240102.csv", "order_id,customer_id", "9,100");
        project.deliver("customers_20240103.csv", "customer_id,region_id", "100,south", "200,east");

        project.run();

        assertThat(lineRegion())
                .isEqualTo(table(
                        "2024-01-01 | 7 | 100 | north",
                        "2024-01-01 | 8 | 200 | NULL",
                        "2024-01-01 | 9 | NULL | NULL",
                        "2024-01-02 | 7 | 100 | north",
                        "2024-01-02 | 8 | 200 | NULL",
                        "2024-01-02 | 9 | 100 | north",
                        "2024-01-03 | 7 | 100 | south",
                        "2024-01-03 | 8 | 200 | east",
                        "2024-01-03 | 9 | 100 | south"));
    }

    @Test
    void aLateRowOfTheLastLinkChangesTheEndOfThePath() {
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A");
        project.deliver("orders_20240101.csv", "order_id,customer_id", "7,100");
        project.deliver("customers_20240101.csv", "customer_id,region_id", "100,north");
        project.deliver("lines_20240103.csv", "order_id,line,sku", "7,1,A");
        project.run();
        project.deliver("customers_20240102.csv", "customer_id,region_id", "100,south");

        project.run();

        assertThat(lineRegion())
                .isEqualTo(table(
                        "2024-01-01 | 7 | 100 | north",
                        "2024-01-02 | 7 | 100 | south",
                        "2024-01-03 | 7 | 100 | south"));
    }

    @Test
    void ofAnUntrackedLinkWithADrivingKeyTheLatestRowIsInForce() {
        project.deliver("customers_20240101.csv", "customer_id,region_id", "100,north", "200,south");
        project.deliver("offices_20240101.csv", "region_id,office_id", "north,Kiel");
        project.deliver("offices_20240102.csv", "region_id,office_id", "north,Bremen", "south,Ulm");

        project.run();

        assertThat(project.rows("""
                        select cast(bridge.snapshot_date as date), hub_customer.customer_id, hub_office.office_id
                        from business_vault.bridge_customer_office as bridge
                        join raw_vault.link_customer_region using (customer_region_hk)
                        join raw_vault.hub_customer using (customer_hk)
                        join raw_vault.hub_office on hub_office.office_hk = bridge.office_hk
                        order by all"""))
                .isEqualTo(table(
                        "2024-01-01 | 100 | Kiel",
                        "2024-01-01 | 200 | NULL",
                        "2024-01-02 | 100 | Bremen",
                        "2024-01-02 | 200 | Ulm"));
    }

    @Test
    void withoutADrivingKeyAllRowsOfAnUntrackedLinkAreInForceSinceTheyAreKnown() {
        project.deliver("stores_20240101.csv", "sku,store_id", "A,Kiel");
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A");
        project.deliver("stores_20240102.csv", "sku,store_id", "A,Ulm");

        project.run();

        assertThat(project.rows("""
                        select cast(bridge.snapshot_date as date), hub_store.store_id, hub_product.sku,
                          order_line_hk in (select order_line_hk from raw_vault.link_order_line)
                        from business_vault.bridge_store_line as bridge
                        join raw_vault.hub_store using (store_hk)
                        join raw_vault.hub_product using (product_hk)
                        order by all"""))
                .isEqualTo(table(
                        "2024-01-01 | Kiel | A | true", "2024-01-02 | Kiel | A | true", "2024-01-02 | Ulm | A | true"));
    }
}
