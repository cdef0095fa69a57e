package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of source and satellite is made again, and what of it is kept nowhere is said. */
class RebuildOfKindsTest {

    @TempDir
    private Path folder;

    private String rebuilt(String sources, String model, Deliveries deliveries) {
        try (Project project =
                Project.of(folder, "vault: test\nrejects: 100%", sources, model).archiving()) {
            deliveries.arriveIn(project);
            return Rebuilding.of(project);
        }
    }

    /** What is delivered, and run. */
    @FunctionalInterface
    private interface Deliveries {
        void arriveIn(Project project);
    }

    @Test
    void nestedLinesFeedSeveralSourcesOverOneFile() {
        assertThat(rebuilt("""
                        files: "{load_date:yyyyMMdd}.ndjson"
                        sources:
                          orders:
                            ignore: lines
                            keys: { order: order_id, customer: customer_id }
                            one_row_per: order
                            columns:
                              order_id: { from: id }
                              customer_id: { from: customer.id }
                              placed_at: { type: timestamp, formats: [epoch_seconds, dd.MM.yyyy HH:mm] }
                              note: varchar
                          order_lines:
                            rows: lines
                            where: quantity <> 0
                            keys: { order: order_id, product: sku }
                            columns:
                              order_id: { from: $.id }
                              place: { row_number_within: [order_id], type: integer }
                              sku: varchar
                              quantity: integer
                              price: { type: "decimal(12,2)", min: 0 }
                              total: { sql: quantity * price, type: "decimal(14,2)" }
                        """, """
                        hubs: { order: order_id, customer: customer_id, product: sku }
                        links:
                          order_customer: { connects: [order, customer], from: orders }
                          order_line: { connects: [order, product], dependent_child_key: place, from: order_lines }
                        satellites:
                          order_details: { of: order, from: orders }
                          order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
                          order_line_details: { of: order_line, from: order_lines }
                        """, project -> {
                    project.deliver(
                            "20260101.ndjson",
                            "{\"id\": 1, \"customer\": {\"id\": \"c1\"}, \"placed_at\": 1767225600, \"note\": {\"a\": [1.10, \"x\\u00e9\"]},"
                                    + " \"lines\": [{\"sku\": \"a\", \"quantity\": 2, \"price\": 1.10}, {\"sku\": \"a\", \"quantity\": 2, \"price\": 1.10},"
                                    + " {\"sku\": \"b\", \"quantity\": 0, \"price\": 1}]}",
                            "",
                            "{\"id\": 2, \"customer\": null, \"placed_at\": \"01.02.2026 10:30\", \"lines\": [{\"sku\": \"a\", \"quantity\": 1, \"price\": -1}]}",
                            "{\"id\": 3, \"lines\": []}",
                            "{\"id\": 4, \"lines\": [}",
                            "{\"id\": 5, \"customer\": \"c1\", \"lines\": [7]}");
                    project.run();
                    project.deliver(
                            "20260101.ndjson",
                            "{\"id\": 1, \"customer\": {\"id\": \"c2\"}, \"placed_at\": 0, \"lines\": [{\"sku\": \"a\", \"quantity\": 3, \"price\": 1.1}]}");
                    project.run();
                }))
                .isEqualTo("""
                        orders: 2 deliveries, 6 records, 4 rows
                          "lines" is ignored, and kept nowhere
                        order_lines: 2 deliveries, 6 records, 3 rows
                        """);
    }

    @Test
    void documentsWithBlocksAreMadeAgain() {
        assertThat(rebuilt("""
                        source: price_list
                        files: "{country}_{load_date:yyyyMMdd}.json"
                        rows: catalogue.products.prices
                        delivery: { kind: full, within: country }
                        keys: { product: sku }
                        one_row_per: [country, product, currency]
                        columns:
                          country: { case: upper }
                          sku: { from: $.catalogue.products.sku }
                          catalogue: { from: $.catalogue.name }
                          currency: varchar
                          price: { type: "decimal(12,2)", min: 0 }
                        """, """
                        hubs: { product: sku }
                        satellites:
                          product_price: { kind: multi_active, of: product, from: price_list, sub_key: [currency] }
                        """, project -> {
                    project.deliverText("at_20260101.json", """
                                    {"catalogue": {"products": [
                                      {"sku": "a", "prices": [{"currency": "EUR", "price": 1.10}, {"currency": "USD", "price": 2}]},
                                      {"sku": "b", "prices": {"currency": "EUR", "price": 3}},
                                      {"sku": "c", "prices": [{"currency": "EUR", "price": -3}]},
                                      {"sku": "d"},
                                      {"sku": "e", "prices": [{"currency": "EUR", "price": 1}, {"currency": "EUR", "price": 2}]}
                                    ], "name": "winter"}}
                                    """);
                    project.run();
                    project.deliverText("at_20260102.json", """
                                    {"catalogue": {"products": [
                                      {"sku": "a", "prices": [{"currency": "USD", "price": 2}, {"currency": "EUR", "price": 1.1}]},
                                      {"sku": "b", "prices": [{"currency": "CHF", "price": 1}]},
                                      {"sku": "b", "prices": [{"currency": "EUR", "price": -1}]}
                                    ], "name": "winter"}}
                                    """);
                    project.run();
                }))
                .isEqualTo("""
                        price_list: 2 deliveries, 8 records, 6 rows
                          1 rows are of blocks that are not whole, of which sat_product_price keeps nothing
                        """);
    }

    @Test
    void changeRecordsKeepDeletionsAndSayWhatTheyLose() {
        assertThat(rebuilt("""
                        source: shipments
                        files: "{load_date:yyyyMMdd}.csv"
                        delivery: { kind: cdc, operation: op, deletes: [D], sequence: number }
                        keys: { shipment: shipment_id, warehouse: warehouse_id }
                        one_row_per: [shipment, line]
                        columns: { op: varchar, number: bigint, shipment_id: varchar, line: integer, warehouse_id: varchar, sku: varchar }
                        """, """
                        hubs: { shipment: shipment_id, warehouse: warehouse_id }
                        links:
                          shipped: { connects: [shipment, warehouse], dependent_child_key: line, from: shipments }
                        satellites:
                          shipped_details: { of: shipped, from: shipments }
                          shipped_status: { kind: status_tracking, of: shipped, from: shipments }
                        """, project -> {
                    project.deliver(
                            "20260101.csv",
                            "op,number,shipment_id,line,warehouse_id,sku",
                            "I,1,s1,1,w1,a",
                            "U,2,s1,1,w1,b",
                            "D,3,s1,1,,",
                            "I,4,s1,1,w1,a",
                            "D,5,s1,1,w1,a");
                    project.run();
                }))
                .isEqualTo("""
                        shipments: 1 delivery, 5 records, 5 rows
                          1 deletions say more than what they delete, of which sat_shipped_details keeps nothing
                        """);
    }

    @Test
    void whatHappenedOnceIsMadeAgainWhereItIsTracked() {
        assertThat(rebuilt("""
                        files: "{source}_{load_date:yyyyMMdd}.csv"
                        sources:
                          payments:
                            track: true
                            keys: { order: order_id }
                            one_row_per: payment_id
                            columns: { payment_id: varchar, order_id: varchar, amount: "decimal(12,2)", iban: varchar }
                          clicks:
                            keys: { order: order_id }
                            columns: { order_id: varchar, at: timestamp }
                        """, """
                        hubs: { order: order_id }
                        links:
                          payment: { kind: non_historized, connects: order, dependent_child_key: payment_id, from: payments, columns: [amount] }
                          click: { kind: non_historized, connects: order, dependent_child_key: at, from: clicks }
                        satellites:
                          payment_account: { kind: non_historized, of: payment, from: payments, columns: [iban] }
                        """, project -> {
                    project.deliver(
                            "payments_20260101.csv",
                            "payment_id,order_id,amount,iban",
                            "p1,1,10,AT1",
                            "p1,1,10.00,AT1",
                            "p2,1,5,AT1");
                    project.deliver("clicks_20260101.csv", "order_id,at", "1,2026-01-01");
                    project.run();
                    project.deliver(
                            "payments_20260102.csv",
                            "payment_id,order_id,amount,iban",
                            "p1,1,11,AT1",
                            "p2,2,5,AT1",
                            "p3,,7,AT3");
                    project.run();
                }))
                .isEqualTo("""
                        payments: 2 deliveries, 6 records, 4 rows
                          2 records are taken to be rejected for what other deliveries say, since the list of deliveries has as many more rejects
                        clicks: it is not tracked: which of its records said what, and how often, is kept nowhere
                        """);
    }

    @Test
    void whatIsKeptAndNotComparedIsToldApartFromWhatIsKeptNowhere() {
        String sources = """
                        source: payments
                        files: "{load_date:yyyyMMdd}.csv"
                        track: true
                        record_source: { column: branch }
                        keys: { order: order_id }
                        one_row_per: payment_id
                        ignore: printed
                        columns: { payment_id: varchar, order_id: varchar, amount: "decimal(12,2)", branch: varchar }
                        """;
        String model = """
                        hubs: { order: order_id }
                        links:
                          pay: { kind: non_historized, corrections: counter_row, connects: order, dependent_child_key: payment_id, from: payments, columns: [amount] }
                        """;
        try (Project project = Project.of(folder, "vault: test", sources, model).archiving()) {
            project.deliver("20260101.csv", "payment_id,order_id,amount,branch,printed", "p1,1,10,Graz,x");
            project.run();
            project.deliver("20260102.csv", "payment_id,order_id,amount,branch,printed", "p1,1,11,Linz,x");
            project.run();
            String notKept = """
                          "printed" is ignored, and kept nowhere
                          "payment_id" is kept in link_pay, and not compared: which correction a record repeats is not kept
                          "amount" is kept in link_pay, and not compared: which correction a record repeats is not kept
                        """;

            assertThat(Rebuilding.of(project)).isEqualTo("payments: 2 deliveries, 2 records, 2 rows\n" + notKept);
            assertThat(
                            Rebuilding.of(
                                    project,
                                    "update raw_vault.tracking_payments set record_source = 'Wien' where record_source = 'Linz'"))
                    .isEqualTo("""
                            payments: 2 deliveries, 2 records, 2 rows
                              20260102.csv record 2 branch in tracking_payments: stored Wien, in the file Linz
                            """ + notKept);
        }
    }

    @Test
    void referencesRolesAndMissingKeysAreMadeAgain() {
        assertThat(rebuilt("""
                        files: "{source}_*.csv"
                        sources:
                          countries:
                            columns: { code: country, name: varchar, vat: "decimal(4,1)" }
                          orders:
                            sequence: version
                            load_date: { column: day }
                            date_only: end
                            keys: { customer: [shop, buyer], recipient: [shop, receiver], order: order_id }
                            columns:
                              order_id: varchar
                              shop: varchar
                              buyer: varchar
                              receiver: varchar
                              version: integer
                              day: { type: date, formats: d. MMM yyyy }
                              tone: { default: plain, null_values: [n/a], accepts: [plain, shiny] }
                        """, """
                        hubs:
                          customer: { key: [shop, customer_id], roles: [recipient] }
                          order: order_id
                        links:
                          sent_to: { connects: [order, customer, recipient], from: orders }
                        satellites:
                          customer_tone: { of: customer, from: orders }
                        references:
                          country: { key: code, from: countries }
                        """, project -> {
                    project.deliver("countries_20260101.csv", "code,name,vat", " de,Deutschland,19.0", "UK,Britain,20");
                    project.deliver(
                            "orders_20260101.csv",
                            "order_id,shop,buyer,receiver,version,day,tone",
                            "1,s,b1,r1,1,3. Jan 2026,shiny",
                            "1,s,,r1,2,03. Jan 2026,n/a",
                            "2,s,b2,b1,,4. Feb 2026,",
                            "3,s,b2,b1,,4. Foo 2026,shiny",
                            "4,s,b2,b1,,4. Feb 2026,dull");
                    project.run();
                }))
                .isEqualTo("""
                        countries: 1 delivery, 2 records, 2 rows
                        orders: 1 delivery, 5 records, 3 rows
                          1 rows lack a part of the key of hub_customer, which keeps no other part of it then
                          1 rows lack the key of sat_customer_tone, which keeps nothing of them
                        """);
    }

    /** What is blank is missing there, what differs by case is one, and a key that lacks a part is a key. */
    @Test
    void keysOfAnotherProfileAreMissingByItsRule() {
        try (Project project = Project.of(
                        folder, "vault: test\nrejects: 100%\nhashing: { profile: automate_dv }", """
                        source: shops
                        files: "{load_date:yyyyMMdd}.csv"
                        keys: { shop: [country, shop_id], owner: owner_id }
                        one_row_per: [owner, shop]
                        columns: [country, shop_id, owner_id, kind, phone]
                        """, """
                        hubs:
                          shop: [country, shop_id]
                          owner: { key: owner_id, null_key: reject }
                        satellites:
                          shop_phones: { kind: multi_active, of: shop, from: shops, sub_key: kind }
                        """)
                .archiving()) {
            project.deliver(
                    "20240101.csv",
                    "country,shop_id,owner_id,kind,phone",
                    "AT,9,O1,home,11",
                    "AT,,O1,home,12",
                    "AT,,O1,work,13",
                    "\" \",\"\",O1,home,14",
                    "AT,9,\" \",home,15",
                    "DE,7,O1,home,16",
                    "de,7 ,O1,home,17");
            project.run();

            assertThat(project.rows("select record_number, code from audit.reject_error order by 1"))
                    .isEqualTo(Project.table(
                            "5 | missing_key", "6 | missing_key", "7 | contradiction", "8 | contradiction"));
            assertThat(Rebuilding.of(project)).doesNotContain("in the file");
        }
    }

    /** Two keys that both lack a part are the unknown key, so that their rows are of one block. */
    @Test
    void blocksOfALinkAreThoseOfItsKey() {
        try (Project project =
                Project.of(folder, "vault: test\nrejects: 100%", """
                        source: sales
                        files: "{load_date:yyyyMMdd}.csv"
                        keys: { sale: sale_id, shop: [country, shop_id] }
                        columns: [sale_id, country, shop_id, kind, amount]
                        """, """
                        hubs: { sale: sale_id, shop: [country, shop_id] }
                        links: { sale_shop: { connects: [sale, shop], from: sales } }
                        satellites:
                          sale_amounts: { kind: multi_active, of: sale_shop, from: sales, sub_key: kind }
                        """).archiving()) {
            project.deliver("20240101.csv", "sale_id,country,shop_id,kind,amount", "1,AT,,net,10", "1,,9,net,12");
            project.run();

            assertThat(project.rows("select record_number, code from audit.reject_error order by 1"))
                    .isEqualTo(Project.table("2 | contradiction", "3 | contradiction"));
            assertThat(Rebuilding.of(project)).doesNotContain("in the file");
        }
    }
}
