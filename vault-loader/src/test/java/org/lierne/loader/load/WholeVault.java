package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** A vault with one of everything, loaded in several runs: repeats, late files, corrections, deletions, rejects. */
final class WholeVault {

    private static final String SOURCES = """
            system: shop
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers:
                keys: customer
                one_row_per: customer
                columns: [customer_id, name, city]
              orders:
                keys: { order: order_id, customer: customer_id, recipient: recipient_id }
                one_row_per: order
                columns: { order_id: varchar, customer_id: varchar, recipient_id: varchar, amount: "decimal(8,2)" }
              order_lines:
                keys: [order, product]
                columns: { order_id: varchar, line_number: integer, sku: varchar, quantity: integer }
              products:
                delivery: full
                keys: product
                one_row_per: product
                columns: { sku: varchar, title: varchar, weight: { type: integer, min: 0 } }
              prices:
                delivery: full
                keys: product
                one_row_per: [product, currency]
                columns: { sku: varchar, currency: varchar, price: "decimal(8,2)" }
              stocks:
                delivery: { kind: cdc, operation: op, deletes: [D], sequence: change_number }
                keys: [product, warehouse]
                one_row_per: product
                columns: { op: varchar, change_number: bigint, sku: varchar, warehouse_id: varchar, quantity: integer }
              payments:
                track: true
                keys: order
                one_row_per: payment_id
                columns: { payment_id: varchar, order_id: varchar, amount: "decimal(8,2)", iban: varchar }
              countries:
                columns: { country_code: varchar, country_name: varchar }
              visits:
                track: false
                keys: customer
                columns: { customer_id: varchar, page: varchar }
            """;
    private static final String MODEL = """
            hubs:
              customer: { key: customer_id, roles: recipient }
              order: order_id
              product: sku
              warehouse: warehouse_id
            links:
              order_customer: { connects: [order, customer, recipient], from: orders }
              order_line: { connects: [order, product], dependent_child_key: line_number, from: order_lines }
              stock: { connects: [product, warehouse], from: stocks }
              payment:
                { kind: non_historized, connects: order, dependent_child_key: payment_id, from: payments, columns: amount }
            satellites:
              customer_details: { of: customer, from: customers }
              order_details: { of: order, from: orders }
              order_line_details: { of: order_line, from: order_lines }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
              product_details: { of: product, from: products }
              product_status: { kind: status_tracking, of: product, from: products }
              product_price: { kind: multi_active, of: product, from: prices, sub_key: currency }
              stock_details: { of: stock, from: stocks }
              stock_status: { kind: status_tracking, of: stock, from: stocks }
              stock_effectivity: { kind: effectivity, of: stock, from: stocks }
              payment_account: { kind: non_historized, of: payment, from: payments, columns: iban }
              customer_pages: { of: customer, from: visits }
            references:
              country: { key: country_code, from: countries, history: true }
            """;

    private WholeVault() {}

    static Project loaded(Path folder) {
        Project project = Project.of(folder, "vault: test\nrejects: 100%\nghost_records: lierne", SOURCES, MODEL);
        january(project, "customers", "01", "customer_id,name,city", "1,Ada,Ulm", "2,Bob,Graz", "3,Cy,Linz");
        january(project, "customers", "10", "customer_id,name,city", "1,Ada,Ulm", "2,Bob,Wien", "3,Cy,Linz");
        january(project, "orders", "01", "order_id,customer_id,recipient_id,amount", "7,1,2,10.00", "8,2,,20.50");
        january(project, "order_lines", "01", "order_id,line_number,sku,quantity", "7,1,A,1", "7,2,B,2", "8,1,A,3");
        january(project, "products", "01", "sku,title,weight", "A,Axe,3", "B,Bow,2", "C,Cap,1");
        january(project, "prices", "01", "sku,currency,price", "A,EUR,1.00", "A,USD,1.10", "B,EUR,2.00", "C,EUR,3.00");
        january(project, "stocks", "01", "op,change_number,sku,warehouse_id,quantity", "I,1,A,W1,5", "I,2,B,W1,6");
        january(project, "payments", "01", "payment_id,order_id,amount,iban", "P1,7,10.00,DE1", "P2,8,20.50,AT1");
        january(project, "countries", "01", "country_code,country_name", "DE,Germany", "AT,Austria");
        january(project, "visits", "01", "customer_id,page", "1,home", "2,cart");
        run(project);
        january(project, "orders", "02", "order_id,customer_id,recipient_id,amount", "7,3,2,10.00", "8,2,,21.00");
        january(project, "products", "02", "sku,title,weight", "A,Axe,3", "B,Bow,-1");
        january(project, "prices", "02", "sku,currency,price", "A,EUR,1.00", "A,USD,1.20", "B,EUR,2.00");
        january(project, "stocks", "02", "op,change_number,sku,warehouse_id,quantity", "U,3,A,W2,4", "D,4,B,,");
        january(project, "visits", "02", "customer_id,page", "1,cart");
        run(project);
        january(project, "products", "03", "sku,title,weight", "A,Axe,3", "B,Bow,2", "C,Cap,1");
        // Late: what customer 1 said on the 10th is a change after all.
        january(project, "customers", "05", "customer_id,name,city", "1,Ada,Bonn", "4,Di,Ulm");
        january(project, "orders", "01", "order_id,customer_id,recipient_id,amount", "7,1,2,11.00", "8,2,1,20.50");
        january(project, "customers", "20", "customer_id,name,city", "4,Di,Ulm");
        run(project);
        // Late again, and alike what is stored: equal neighbours, of which the earlier is the later run's.
        january(project, "customers", "04", "customer_id,name,city", "1,Ada,Bonn", "4,Di,Ulm");
        january(project, "stocks", "03", "op,change_number,sku,warehouse_id,quantity", "I,5,B,W1,9");
        run(project);
        return project;
    }

    private static void run(Project project) {
        assertThat(project.run().failures()).isEmpty();
    }

    private static void january(Project project, String source, String day, String... lines) {
        project.deliver(source + "_202401" + day + ".csv", lines);
    }
}
