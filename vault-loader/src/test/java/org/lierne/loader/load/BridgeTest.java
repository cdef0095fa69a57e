package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows of the links on a path a bridge shows at each date. */
class BridgeTest {

    private static final String SOURCES = """
            files: "{source}_{load_date:yyyyMMdd}*.csv"
            sources:
              orders:
                keys: [order, customer]
                one_row_per: order
                columns: [order_id, customer_id]
              lines:
                keys: [order, product]
                one_row_per: [order, line]
                columns: [order_id, line, sku]
              products:
                delivery: full
                keys: [product, supplier]
                one_row_per: product
                columns: [sku, supplier_id]
              stores:
                keys: [product, store]
                columns: [sku, store_id]
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
              order: order_id
              product: sku
              supplier: supplier_id
              store: store_id
            links:
              order_customer: { connects: [order, customer], from: orders }
              order_line: { connects: [order, product], dependent_child_key: line, from: lines }
              product_supplier: { connects: [product, supplier], from: products }
              product_store: { connects: [product, store], from: stores }
            satellites:
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            snapshots: { nightly: { keep: { daily: forever } } }
            bridges:
              line_customer: [order_line, order, order_customer, customer]
              supplier_line: [supplier, product_supplier, product, order_line]
              product_store: [product_store]
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given() {
        project = Project.of(folder, SOURCES, MODEL);
    }

    private String lineCustomer() {
        return project.rows("""
                select cast(bridge.snapshot_date as date), hub_order.order_id, link.line, hub_product.sku, hub_customer.customer_id
                from business_vault.bridge_line_customer as bridge
                join raw_vault.link_order_line as link using (order_line_hk)
                join raw_vault.hub_order on hub_order.order_hk = bridge.order_hk
                join raw_vault.hub_product on hub_product.product_hk = link.product_hk
                join raw_vault.hub_customer on hub_customer.customer_hk = bridge.customer_hk
                order by all""");
    }

    private String supplierLine() {
        return project.rows("""
                select cast(bridge.snapshot_date as date), hub_supplier.supplier_id, hub_product.sku, link.line
                from business_vault.bridge_supplier_line as bridge
                join raw_vault.hub_supplier on hub_supplier.supplier_hk = bridge.supplier_hk
                join raw_vault.hub_product on hub_product.product_hk = bridge.product_hk
                left join raw_vault.link_order_line as link using (order_line_hk)
                order by all""");
    }

    @Test
    void theLatestRowOfEachDrivingKeyIsInForce() {
        given();
        project.deliver("orders_20240101.csv", "order_id,customer_id", "7,100", "8,100");
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A", "8,1,B");
        project.deliver("orders_20240102.csv", "order_id,customer_id", "7,200");
        project.deliver("lines_20240103.csv", "order_id,line,sku", "8,1,C");

        project.run();

        assertThat(lineCustomer())
                .isEqualTo(table(
                        "2024-01-01 | 7 | 1 | A | 100",
                        "2024-01-01 | 8 | 1 | B | 100",
                        "2024-01-02 | 7 | 1 | A | 200",
                        "2024-01-02 | 8 | 1 | B | 100",
                        "2024-01-03 | 7 | 1 | A | 200",
                        "2024-01-03 | 8 | 1 | C | 100"));
    }

    @Test
    void lateRowsCorrectTheDatesSinceTheirLoadDate() {
        given();
        project.deliver("orders_20240101.csv", "order_id,customer_id", "7,100");
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A");
        project.deliver("orders_20240104.csv", "order_id,customer_id", "7,100");
        project.run();
        project.deliver("orders_20240102.csv", "order_id,customer_id", "7,200");
        project.deliver("lines_20240103.csv", "order_id,line,sku", "7,1,B");

        project.run();

        assertThat(lineCustomer())
                .isEqualTo(table(
                        "2024-01-01 | 7 | 1 | A | 100",
                        "2024-01-02 | 7 | 1 | A | 200",
                        "2024-01-03 | 7 | 1 | B | 200",
                        "2024-01-04 | 7 | 1 | B | 100"));
        assertThat(project.rows("select cast(snapshot_date as date), run_id from business_vault.bridge_line_customer"
                        + " order by all"))
                .isEqualTo(table("2024-01-01 | 1", "2024-01-02 | 2", "2024-01-03 | 2", "2024-01-04 | 2"));
    }

    @Test
    void whatThePathDoesNotReachIsTheUnknownKey() {
        given();
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A", ",2,B");
        project.deliver("orders_20240101.csv", "order_id,customer_id", ",100");

        project.run();

        assertThat(lineCustomer()).contains("2024-01-01 | 7 | 1 | A | NULL");
        assertThat(lineCustomer().lines()).hasSize(1);
    }

    @Test
    void aRowThatAWholeDeliveryLacksIsOut() {
        given();
        project.deliver("lines_20240101.csv", "order_id,line,sku", "7,1,A");
        project.deliver("products_20240101.csv", "sku,supplier_id", "A,x", "B,x", "C,y");
        project.deliver("products_20240103.csv", "sku,supplier_id", "A,z", "B,x");
        project.run();

        assertThat(supplierLine())
                .isEqualTo(table(
                        "2024-01-01 | x | A | 1",
                        "2024-01-01 | x | B | NULL",
                        "2024-01-01 | y | C | NULL",
                        "2024-01-02 | x | A | 1",
                        "2024-01-02 | x | B | NULL",
                        "2024-01-02 | y | C | NULL",
                        "2024-01-03 | x | B | NULL",
                        "2024-01-03 | z | A | 1"));

        project.deliver("products_20240102.csv", "sku,supplier_id", "A,x", "B,x");
        project.run();

        assertThat(supplierLine())
                .isEqualTo(table(
                        "2024-01-01 | x | A | 1",
                        "2024-01-01 | x | B | NULL",
                        "2024-01-01 | y | C | NULL",
                        "2024-01-02 | x | A | 1",
                        "2024-01-02 | x | B | NULL",
                        "2024-01-03 | x | B | NULL",
                        "2024-01-03 | z | A | 1"));
    }

    @Test
    void rowsWithoutADrivingKeyStandSideBySide() {
        given();
        project.deliver("stores_20240102.csv", "sku,store_id", "A,s");
        project.run();
        project.deliver("stores_20240101.csv", "sku,store_id", "A,s", "A,t");

        project.run();

        assertThat(project.rows("""
                        select cast(bridge.snapshot_date as date), hub_store.store_id
                        from business_vault.bridge_product_store as bridge
                        join raw_vault.link_product_store using (product_store_hk)
                        join raw_vault.hub_store using (store_hk)
                        order by all"""))
                .isEqualTo(table("2024-01-01 | s", "2024-01-01 | t", "2024-01-02 | s", "2024-01-02 | t"));
    }
}
