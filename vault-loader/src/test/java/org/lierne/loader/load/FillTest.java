package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is described after its source was loaded holds what it would hold had it been there from the first day. */
class FillTest {

    private static final String ORDERS = """
            source: orders
            files: "orders_{load_date:yyyyMMdd}*.csv"
            keys: %s
            one_row_per: order_id
            columns: [order_id, customer_id, recipient_id, status, carrier, country_code, country]
            """;
    private static final String FEW_KEYS =
            ORDERS.formatted("[order]") + "ignore: [customer_id, recipient_id, carrier, country_code, country]";
    private static final String ALL_KEYS =
            ORDERS.formatted("{ order: order_id, customer: customer_id, recipient: recipient_id }");
    private static final String FEW_ORDERS = """
            hubs: { order: order_id }
            satellites:
              order_status: { of: order, from: orders, columns: status }
            """;
    private static final String ALL_ORDERS = """
            hubs: { order: order_id, customer: { key: customer_id, roles: recipient } }
            links:
              order_customer: { connects: [order, customer, recipient], from: orders }
            satellites:
              order_status: { of: order, from: orders, columns: status }
              order_carrier: { of: order, from: orders, columns: carrier }
              order_customer_state: { of: order_customer, from: orders, columns: status }
              recipient_carrier: { of: recipient, from: orders, columns: carrier }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders, driving_key: order }
              order_carriers: { kind: multi_active, of: order, from: orders, sub_key: carrier, columns: status }
            references:
              country: { key: country_code, from: orders, columns: country, history: true }
            """;

    @TempDir
    Path folder;

    private final List<Project> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Project::close);
    }

    private Project given(String name, String sources, String model) {
        Project project = Project.of(folder.resolve(name), "vault: test\nrejects: 100%", sources, model);
        open.add(project);
        project.keepArchive();
        return project;
    }

    /** A vault in which all is described from the first day, and one to which it is added after so many runs. */
    private Project added(
            String fewSources, String few, String allSources, String all, int after, List<Consumer<Project>> arrivals) {
        Project fromTheFirstDay = given("first", allSources, all);
        Project later = given("later", fewSources, few);
        int run = 0;
        for (Consumer<Project> arrival : arrivals) {
            arrival.accept(fromTheFirstDay);
            fromTheFirstDay.run();
            if (run == after) {
                later.change("vault: test\nrejects: 100%", allSources, all);
            }
            arrival.accept(later);
            later.run();
            run++;
        }
        assertThat(shown(later)).isEqualTo(shown(fromTheFirstDay));
        assertThat(later.verify().checks())
                .filteredOn(check -> check.offences() > 0)
                .isEmpty();
        String counts = later.counts();
        later.run();
        assertThat(later.counts()).as("rows after another run").isEqualTo(counts);
        return later;
    }

    /** All that people read: hubs, links, what happened once, and views. */
    private static String shown(Project project) {
        List<String> names = project
                .cells(
                        "select table_name from information_schema.tables where table_schema ="
                                + " 'raw_vault' and (table_type = 'VIEW' and table_name not like 'tracked%'"
                                + " or table_name like 'hub%' or table_name like 'link%' or table_name like '%once%') order by 1")
                .stream()
                .map(row -> row.get(0))
                .toList();
        return names.stream()
                .map(name -> name + "\n"
                        + project.rows("select columns(lambda c: not c in " + notCompared(name) + ") from raw_vault."
                                + name + " order by all"))
                .collect(Collectors.joining("\n"));
    }

    /** A hub or link has the load date with which it was stored first, and an earlier one goes elsewhere. */
    private static String notCompared(String name) {
        return name.matches("(hub|link)_.*") ? "('run_id', 'load_date')" : "('run_id')";
    }

    private static Consumer<Project> orders(String name, String... rows) {
        return project -> project.deliver(
                "orders_202401" + name + ".csv",
                "order_id,customer_id,recipient_id,status,carrier,country_code,country\n" + String.join("\n", rows));
    }

    /** They have one copy in the archive. */
    @Tag("thorough")
    @Test
    void deliveriesOfEqualContentAreEachReadAgain() {
        added(
                FEW_KEYS,
                FEW_ORDERS,
                ALL_KEYS,
                ALL_ORDERS,
                2,
                List.of(
                        orders("01", "1,A,B,new,DHL,DE,Germany"),
                        orders("03", "1,A,B,new,DHL,DE,Germany"),
                        orders("02", "1,A,B,new,GLS,DE,Germany")));
    }

    @Test
    void eachKindOfThingIsFilledFromADelta() {
        Project later = added(
                FEW_KEYS,
                FEW_ORDERS,
                ALL_KEYS,
                ALL_ORDERS,
                3,
                List.of(
                        orders("01", "1,A,B,new,DHL,DE,Germany", "2,B,,new,UPS,AT,Austria"),
                        orders("03", "1,A,B,paid,DHL,DE,Germany", "2,A,A,new,UPS,AT,Oesterreich"),
                        orders("05", "1,B,B,paid,GLS,DE,Germany", "1,A,B,sent,UPS,DE,Deutschland"),
                        orders("06", "1,B,B,sent,GLS,DE,Germany", "3,C,C,new,,DE,Germany"),
                        orders("07", "1,A,B,sent,DHL,DE,Germany", "3,C,C,new,,DE,Germany"),
                        orders("02", "1,A,B,new,UPS,DE,Deutschland", "2,B,,new,GLS,AT,Austria"),
                        orders("04", "2,C,C,new,UPS,AT,Austria")));

        assertThat(later.rows("select kind, outcome, count(*) from audit.run group by all order by all"))
                .isEqualTo(table("fill | done | 1", "load | done | 8"));
        assertThat(later.rows(
                        "select count(*), count(distinct (delivery_id, record_number)) from raw_vault.tracked_orders"))
                .isEqualTo("13 | 13");
    }

    @Test
    void lateRowsBeforeTheFillAreInTheirPlace() {
        added(
                FEW_KEYS,
                FEW_ORDERS,
                ALL_KEYS,
                ALL_ORDERS,
                4,
                List.of(
                        orders("01", "1,A,B,new,DHL,DE,Germany"),
                        orders("10", "1,A,B,new,DHL,DE,Germany"),
                        orders("05", "1,B,B,paid,GLS,DE,Deutschland"),
                        orders("05", "1,B,B,paid,UPS,DE,Deutschland"),
                        orders("07", "1,A,B,paid,DHL,DE,Germany"),
                        orders("03", "1,A,A,paid,DHL,DE,Germany")));
    }

    @Test
    void whatTheArchiveHoldsIsReadThoughItIsGoneFromTheLandingFolder() throws IOException {
        Project project = given("archived", FEW_KEYS, FEW_ORDERS);
        orders("01", "1,A,B,new,DHL,DE,Germany").accept(project);
        project.run();
        orders("02", "1,A,B,new,UPS,DE,Germany").accept(project);
        project.run();
        empty(project.landing());
        project.change(ALL_KEYS, ALL_ORDERS);

        RunReport report = project.run();

        assertThat(project.history("order_carrier"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-02 | DHL", "1 | 2024-01-02 | NULL | UPS"));
        assertThat(project.rows("select distinct satellite.delivery_id = delivery.delivery_id and delivery.run_id < 3,"
                        + " satellite.run_id from raw_vault.sat_order_carrier as satellite join audit.delivery using"
                        + " (delivery_id)"))
                .isEqualTo("true | 3");
        assertThat(report.fills()).hasSize(1);
        assertThat(report.fills().get(0).deliveries()).isEqualTo(2);
        assertThat(report.fills().get(0).targets())
                .contains("satellite order_carrier", "key recipient", "reference country");
        assertThat(report.fills().get(0).targets()).doesNotContain("satellite order_status");
    }

    private static void empty(Path landing) throws IOException {
        try (Stream<Path> files = Files.walk(landing)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectories(landing);
    }

    @Test
    void whatCannotBeHadIsToldAndFilledWhenItIsBack() throws IOException {
        Project project = given("without", FEW_KEYS, FEW_ORDERS);
        project.keepNoArchive();
        orders("01", "1,A,B,new,DHL,DE,Germany").accept(project);
        orders("02", "1,A,B,new,UPS,DE,Germany").accept(project);
        orders("03", "1,A,B,new,DHL,DE,Germany").accept(project);
        project.run();
        Path second = project.landing().resolve("orders_20240102.csv");
        String kept = Files.readString(second);
        Files.delete(second);
        project.change(ALL_KEYS, ALL_ORDERS);

        RunReport partly = project.run();
        RunReport later = project.run();
        Files.writeString(second, kept);
        RunReport whole = project.run();

        assertThat(partly.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
        assertThat(partly.failures()).extracting(RunReport.Failure::code).containsExactly("delivery_not_kept");
        assertThat(partly.fills().get(0).missing()).isEqualTo(1);
        assertThat(later.outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(later.fills()).isEmpty();
        assertThat(later.warnings()).anyMatch(warning -> warning.contains("1 loaded deliver"));
        assertThat(whole.fills().get(0).deliveries()).isEqualTo(1);
        assertThat(project.history("order_carrier"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | DHL",
                        "1 | 2024-01-02 | 2024-01-03 | UPS",
                        "1 | 2024-01-03 | NULL | DHL"));
    }

    @Test
    void aDamagedCopyIsMadeGoodByTheFileThatWasDelivered() throws IOException {
        Project project = given("damaged", FEW_KEYS, FEW_ORDERS);
        orders("01", "1,A,B,new,DHL,DE,Germany").accept(project);
        orders("02", "1,A,B,new,UPS,DE,Germany").accept(project);
        project.run();
        for (List<String> copy : project.cells("select archived_as from audit.delivery")) {
            Files.writeString(project.archive().resolve(copy.get(0)), "damaged");
        }
        Files.delete(project.landing().resolve("orders_20240102.csv"));
        project.change(ALL_KEYS, ALL_ORDERS);

        RunReport report = project.run();

        assertThat(report.fills().get(0).deliveries()).isEqualTo(1);
        assertThat(report.failures()).hasSize(1);
        assertThat(report.failures().get(0).path()).isEqualTo("orders_20240102.csv");
        assertThat(project.history("order_carrier")).isEqualTo(table("1 | 2024-01-01 | NULL | DHL"));
    }

    @Test
    void aFileThatHoldsSomethingElseNowIsNotTaken() {
        Project project = given("changed", FEW_KEYS, FEW_ORDERS);
        project.keepNoArchive();
        orders("01", "1,A,B,new,DHL,DE,Germany").accept(project);
        project.run();
        orders("01", "1,A,B,new,UPS,DE,Germany").accept(project);
        project.change(ALL_KEYS, ALL_ORDERS);

        RunReport report = project.run();

        assertThat(report.failures()).extracting(RunReport.Failure::code).containsExactly("delivery_changed");
        assertThat(project.history("order_carrier")).isEqualTo(table("1 | 2024-01-01 | NULL | UPS"));
    }

    @Tag("thorough")
    @Test
    void theLedgerMayForget() {
        Project project = given("forgetful", FEW_KEYS, FEW_ORDERS);
        orders("01", "1,A,B,new,DHL,DE,Germany").accept(project);
        project.run();
        orders("02", "1,B,B,paid,UPS,DE,Germany").accept(project);
        project.run();
        project.change(ALL_KEYS, ALL_ORDERS);
        project.execute("delete from audit.delivery where path like '%01.csv'");
        project.run();
        String shown = shown(project);
        String counts = project.counts();

        for (String table : List.of("target", "fill", "delivery")) {
            project.execute("delete from audit." + table);
            project.run();
        }

        assertThat(project.history("order_carrier"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-02 | DHL", "1 | 2024-01-02 | NULL | UPS"));
        assertThat(shown(project)).isEqualTo(shown);
        assertThat(project.counts()).isEqualTo(counts);
    }

    private static final String STOCK = """
            source: stock
            files: "stock_{load_date:yyyyMMdd}*.csv"
            delivery: full
            keys: [product, shop]
            one_row_per: product
            columns: { product_id: varchar, shop_id: varchar, amount: { type: integer, min: 0 } }
            """;
    private static final String FEW_STOCK = """
            hubs: { product: product_id, shop: shop_id }
            satellites:
              product_stock: { of: product, from: stock }
            """;
    private static final String ALL_STOCK = """
            hubs: { product: product_id, shop: shop_id }
            links:
              stocked: { connects: [product, shop], from: stock }
            satellites:
              product_stock: { of: product, from: stock }
              product_status: { kind: status_tracking, of: product, from: stock }
              stocked_effectivity: { kind: effectivity, of: stocked, from: stock }
            """;

    private static Consumer<Project> stock(String name, String... rows) {
        return project -> project.deliver(
                "stock_202401" + name + ".csv", "product_id,shop_id,amount\n" + String.join("\n", rows));
    }

    @Test
    void whatIsGoneFromFullDeliveriesIsFilled() {
        added(
                STOCK,
                FEW_STOCK,
                STOCK,
                ALL_STOCK,
                4,
                List.of(
                        stock("01", "1,N,5", "2,N,5", "3,S,7"),
                        stock("03", "1,N,5", "3,S,-7"),
                        stock("04", "1,S,5", "2,S,4"),
                        stock("02", "2,S,4", "3,S,7"),
                        stock("05", "3,S,7", "2,S,4"),
                        stock("06", "1,N,5", "2,S,4")));
    }

    /** A record that was rejected was delivered all the same: neither its keys nor its relationship are gone. */
    @Tag("thorough")
    @Test
    void whatOnlyRejectsHaveOfFullDeliveriesIsThere() {
        added(
                STOCK,
                FEW_STOCK,
                STOCK,
                ALL_STOCK.replace(
                        "  stocked_effectivity:",
                        "  stocked_status: { kind: status_tracking, of: stocked, from: stock }\n  stocked_effectivity:"),
                4,
                List.of(
                        stock("01", "1,N,5", "2,N,5", "3,S,7"),
                        stock("02", "1,N,-5", "3,S,7"),
                        stock("03", "1,N,5", "2,N,-5", "4,S,-1"),
                        stock("04", "1,N,5", "2,N,5", "3,S,7", "4,S,1"),
                        stock("05", "1,N,5", "2,N,-5"),
                        stock("06", "1,N,5", "2,N,5", "4,S,1")));
    }

    @Tag("thorough")
    @Test
    void aSecondStatusOfALinkIsFilled() {
        String first = ALL_STOCK
                .replace("stocked_effectivity:", "stocked_effects:")
                .replace(
                        "product_status:",
                        "stocked_status: { kind: status_tracking, of: stocked, from: stock }\n  product_status:");
        added(
                STOCK,
                first,
                STOCK,
                first.replace("links:", "links:\n  shelf: { connects: [shop, product], from: stock }")
                        + "  shelf_status: { kind: status_tracking, of: shelf, from: stock }\n",
                3,
                List.of(
                        stock("01", "1,N,5", "2,N,5", "3,S,7"),
                        stock("02", "1,N,-5", "3,S,7"),
                        stock("03", "1,N,5", "2,N,-5"),
                        stock("04", "1,N,5", "2,N,5", "3,S,-7")));
    }

    @Tag("thorough")
    @Test
    void whatOnlyRejectsHaveOfAScopeIsThere() {
        String scoped = STOCK.replace("delivery: full", "delivery: { kind: full, within: shop_id }")
                .replace("one_row_per: product", "one_row_per: [product, shop]");
        String few =
                "hubs: { product: product_id, shop: shop_id }\nlinks:\n  stocked: { connects: [product, shop], from: stock }\n"
                        + "satellites:\n  stocked_amount: { of: stocked, from: stock }\n";
        added(
                scoped,
                few,
                scoped,
                few + "  stocked_status: { kind: status_tracking, of: stocked, from: stock }\n",
                4,
                List.of(
                        stock("01", "1,N,5", "2,N,5", "3,S,7"),
                        stock("02", "1,N,-5", "3,S,7"),
                        stock("03", "1,N,5", "2,N,-5", "4,S,-1"),
                        stock("04", "1,N,5", "2,N,5", "3,S,7", "4,S,1"),
                        stock("05", "1,N,5", "2,N,-5"),
                        stock("06", "1,N,5", "2,N,5", "4,S,1")));
    }

    private static final String SHIPMENTS = """
            source: shipments
            files: "shipments_{load_date:yyyyMMdd}*.csv"
            delivery: { kind: cdc, operation: op, deletes: [D] }
            keys: [shipment, warehouse]
            one_row_per: shipment
            columns: [op, shipment_id, warehouse_id, carrier]
            """;
    private static final String FEW_SHIPMENTS = """
            hubs: { shipment: shipment_id, warehouse: warehouse_id }
            satellites:
              shipment_details: { of: shipment, from: shipments }
            """;
    private static final String ALL_SHIPMENTS = """
            hubs: { shipment: shipment_id, warehouse: warehouse_id }
            links:
              shipped: { connects: [shipment, warehouse], from: shipments }
            satellites:
              shipment_details: { of: shipment, from: shipments }
              shipment_status: { kind: status_tracking, of: shipment, from: shipments }
              shipped_status: { kind: status_tracking, of: shipped, from: shipments }
              shipped_effectivity: { kind: effectivity, of: shipped, from: shipments }
            """;

    private static Consumer<Project> shipments(String name, String... rows) {
        return project -> project.deliver(
                "shipments_202401" + name + ".csv", "op,shipment_id,warehouse_id,carrier\n" + String.join("\n", rows));
    }

    @Tag("thorough")
    @Test
    void whatChangeRecordsDeletedIsFilled() {
        added(
                SHIPMENTS,
                FEW_SHIPMENTS,
                SHIPMENTS,
                ALL_SHIPMENTS,
                3,
                List.of(
                        shipments("01", "I,1,N,DHL", "I,2,N,UPS", "D,3,,"),
                        shipments("03", "D,1,,", "U,2,S,UPS"),
                        shipments("05", "I,1,S,DHL", "D,2,,"),
                        shipments("06", "U,1,N,DHL"),
                        shipments("02", "U,1,S,DHL", "I,3,S,DHL"),
                        shipments("04", "D,2,,")));
    }

    @Tag("thorough")
    @Test
    void whatNoHashdiffStandsForIsFilledOfDeletionsToo() {
        String parcels = """
                source: parcels
                files: "parcels_{load_date:yyyyMMdd}.csv"
                delivery: { kind: cdc, operation: op, deletes: [D] }
                keys: shipment
                one_row_per: shipment
                columns: [op, shipment_id, carrier, status, note]
                """;
        String few = "hubs: { shipment: shipment_id }\nsatellites:\n"
                + "  shipment_carrier: { of: shipment, from: parcels, columns: carrier }\n";
        Project project = added(
                parcels + "ignore: [status, note]",
                few,
                parcels,
                few + "  shipment_status: { of: shipment, from: parcels, columns: [status, note],"
                        + " hashdiff: { without: note } }\n",
                2,
                List.of(
                        parcels("01", "I,1,DHL,sent,fragile"),
                        parcels("02", "D,1,DHL,sent,lost"),
                        parcels("03", "I,2,UPS,sent,")));

        assertThat(Rebuilding.of(project))
                .contains("3 deliveries, 3 records, 3 rows")
                .doesNotContain("in the file");
    }

    private static Consumer<Project> parcels(String day, String row) {
        return project ->
                project.deliver("parcels_202401" + day + ".csv", "op,shipment_id,carrier,status,note\n" + row);
    }

    private static final String PAYMENTS = """
            source: payments
            files: "payments_{load_date:yyyyMMdd}*.csv"
            keys: order
            track: %s
            columns: { order_id: varchar, payment_id: varchar, amount: "decimal(9,2)" }
            """;

    private static Consumer<Project> payments(String name, String... rows) {
        return project -> project.deliver(
                "payments_202401" + name + ".csv", "order_id,payment_id,amount\n" + String.join("\n", rows));
    }

    @Test
    void whatHappenedOnceIsFilled() {
        added(
                PAYMENTS.formatted("false") + "ignore: [payment_id, amount]",
                "hubs: { order: order_id }",
                PAYMENTS.formatted("false"),
                """
                hubs: { order: order_id }
                links:
                  payment: { kind: non_historized, connects: order, dependent_child_key: payment_id, from: payments }
                satellites:
                  paid_once: { kind: non_historized, of: payment, from: payments }
                """,
                2,
                List.of(
                        payments("01", "1,P1,5.00", "1,P2,6.00"),
                        payments("02", "1,P1,5.00", "2,P3,6.00"),
                        payments("03", "2,P3,6.00", "3,P4,9.00")));
    }

    @Test
    void aSourceThatWasNotTrackedIsTrackedFromItsFirstDelivery() {
        added(
                PAYMENTS.formatted("false") + "ignore: [payment_id, amount]",
                "hubs: { order: order_id }",
                PAYMENTS.formatted("true") + "ignore: payment_id",
                """
                hubs: { order: order_id }
                satellites:
                  order_amount: { of: order, from: payments }
                """,
                2,
                List.of(
                        payments("01", "1,P1,5.00"),
                        payments("05", "1,P1,5.00", "2,P3,6.00"),
                        payments("03", "2,P3,6.00", "1,P4,9.00")));
    }

    @Test
    void rejectsAreNeitherRecordedTwiceNorLost() {
        Project project = given("rejects", STOCK, FEW_STOCK);
        stock("01", "1,N,5", "2,N,-5", "3,S,700").accept(project);
        project.run();
        project.change(STOCK.replace("min: 0", "min: -10, max: 100"), ALL_STOCK);

        project.run();

        assertThat(project.rows("select run_id, record_number, code from audit.reject_error order by all"))
                .isEqualTo(table("1 | 3 | below_minimum", "2 | 4 | above_maximum"));
        assertThat(project.rows("select run_id, record_number from audit.reject order by all"))
                .isEqualTo(table("1 | 3", "2 | 4"));
        assertThat(project.rows("select count(*) from raw_vault.link_stocked")).isEqualTo("1");
    }
}
