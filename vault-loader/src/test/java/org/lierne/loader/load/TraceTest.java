package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.loader.trace.Change;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceEvent;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.trace.Tracer;
import org.lierne.loader.trace.Value;

/** What a vault with one of everything tells of single keys. */
class TraceTest {

    @TempDir
    static Path folder;

    private static Project project;

    @BeforeAll
    static void load() {
        project = WholeVault.loaded(folder);
    }

    @AfterAll
    static void close() {
        assertThat(project.verify().offences()).as("after all that was traced").isZero();
        project.close();
    }

    @Test
    void aHubsKeyInAllThatDescribesIt() {
        Timeline customer = trace(TraceRequest.of("customer", "1"));

        assertThat(told(customer)).isEqualTo("""
                2024-01-01 hub_customer created: customer_id null→1 | customers_20240101.csv:2 | run 1
                2024-01-01 sat_customer_details created: name null→Ada, city null→Ulm | customers_20240101.csv:2 | run 1
                2024-01-01 link_order_customer linked order=7 recipient=2 | orders_20240101.csv:2 | run 1
                2024-01-01 sat_order_customer_effectivity opened order=7 recipient=2 | orders_20240101.csv:2 | run 1
                2024-01-01 link_order_customer linked order=8 customer=2 | orders_20240101.csv (2):3 | run 3
                2024-01-01 sat_order_customer_effectivity opened order=8 customer=2 | orders_20240101.csv (2):3 | run 3
                2024-01-01 sat_customer_pages created: page null→home | visits_20240101.csv:2 | run 1
                2024-01-02 sat_order_customer_effectivity closed order=7 recipient=2 | orders_20240102.csv:2 | run 2
                2024-01-02 sat_order_customer_effectivity closed order=8 customer=2 | orders_20240102.csv:3 | run 3
                2024-01-02 sat_customer_pages changed: page home→cart | visits_20240102.csv:2 | run 2
                2024-01-04 sat_customer_details changed: city Ulm→Bonn | customers_20240104.csv:2 | run 4
                2024-01-05 sat_customer_details repeated | customers_20240105.csv:2 | run 3
                2024-01-10 sat_customer_details changed: city Bonn→Ulm | customers_20240110.csv:2 | run 3""");
        assertThat(customer.notes())
                .containsExactly(
                        "The source \"visits\" is not tracked: which of its records had the key and said nothing"
                                + " new is kept nowhere.");
        assertThat(customer.key()).extracting(Value::value).containsExactly("1");
    }

    @Test
    void whatIsSeenEarlierLaterAndWhatIsOnlyTracked() {
        Timeline customer = trace(TraceRequest.of("customer", "4"));

        assertThat(told(customer)).isEqualTo("""
                2024-01-04 first_seen_hub_customer first seen | run 4
                2024-01-04 sat_customer_details created: name null→Di, city null→Ulm | customers_20240104.csv:3 | run 4
                2024-01-05 hub_customer created: customer_id null→4 | customers_20240105.csv:3 | run 3
                2024-01-05 sat_customer_details repeated | customers_20240105.csv:3 | run 3""");
        assertThat(unchanged(customer)).isEqualTo("customers: 1 from 2024-01-20 to 2024-01-20");
        assertThat(told(trace(TraceRequest.of("customer", "4").withRepeats())))
                .endsWith("2024-01-20 tracking_customers delivered | customers_20240120.csv:2 | run 3");
    }

    @Test
    void rowsOfBlocksAndChangeRecordsAndRefusedRecords() {
        assertThat(told(trace(TraceRequest.of("product", "A")
                        .inTables(Set.of("sat_product_price", "sat_stock_effectivity", "sat_stock_status")))))
                .isEqualTo("""
                2024-01-01 sat_product_price created currency=EUR: price null→1.00 | prices_20240101.csv:2 | run 1
                2024-01-01 sat_product_price created currency=USD: price null→1.10 | prices_20240101.csv:3 | run 1
                2024-01-01 sat_stock_effectivity opened warehouse=W1 | stocks_20240101.csv:2 | run 1
                2024-01-01 sat_stock_status created warehouse=W1 | stocks_20240101.csv:2 | run 1
                2024-01-02 sat_product_price changed currency=USD: price 1.10→1.20 | prices_20240102.csv:3 | run 2
                2024-01-02 sat_stock_effectivity closed warehouse=W1 | stocks_20240102.csv:2 | run 2
                2024-01-02 sat_stock_effectivity opened warehouse=W2 | stocks_20240102.csv:2 | run 2
                2024-01-02 sat_stock_status created warehouse=W2 | stocks_20240102.csv:2 | run 2""");
        Timeline bow = trace(TraceRequest.of("product", "B")
                .within(Optional.of(LocalDateTime.parse("2024-01-02T00:00")), Optional.empty(), 9));
        assertThat(told(bow)).isEqualTo("""
                2024-01-02 seen_products refused | products_20240102.csv:3 | run 2
                2024-01-02 sat_stock_status deleted warehouse=W1 | stocks_20240102.csv:3 | run 2
                2024-01-02 presence_stock_effectivity deleted | stocks_20240102.csv:3 | run 2
                2024-01-03 sat_stock_details changed warehouse=W1: quantity 6→9 | stocks_20240103.csv:2 | run 4
                2024-01-03 sat_stock_status reappeared warehouse=W1 | stocks_20240103.csv:2 | run 4
                2024-01-03 presence_stock_effectivity reappeared | stocks_20240103.csv:2 | run 4""");
        assertThat(unchanged(bow)).isEqualTo("""
                products: 1 from 2024-01-03 to 2024-01-03
                prices: 1 from 2024-01-02 to 2024-01-02""");
    }

    @Test
    void whatIsGoneFromAFullDelivery() {
        assertThat(told(trace(TraceRequest.of("product", "C")))).isEqualTo("""
                2024-01-01 hub_product created: sku null→C | prices_20240101.csv:5 | run 1
                2024-01-01 sat_product_details created: title null→Cap, weight null→1 | products_20240101.csv:4 | run 1
                2024-01-01 sat_product_status created | products_20240101.csv:4 | run 1
                2024-01-01 sat_product_price created currency=EUR: price null→3.00 | prices_20240101.csv:5 | run 1
                2024-01-02 sat_product_status deleted | products_20240102.csv:0 | run 2
                2024-01-02 presence_product_price deleted | prices_20240102.csv:0 | run 2
                2024-01-03 sat_product_status reappeared | products_20240103.csv:4 | run 3""");
    }

    @Test
    void aLinkByTheKeysThatItConnectsAndByItsHash() {
        Timeline stock = trace(TraceRequest.of("stock", "A", "W1"));

        assertThat(told(stock)).isEqualTo("""
                2024-01-01 link_stock linked product=A warehouse=W1 | stocks_20240101.csv:2 | run 1
                2024-01-01 sat_stock_details created: quantity null→5 | stocks_20240101.csv:2 | run 1
                2024-01-01 sat_stock_effectivity opened | stocks_20240101.csv:2 | run 1
                2024-01-01 sat_stock_status created | stocks_20240101.csv:2 | run 1
                2024-01-02 sat_stock_effectivity closed | stocks_20240102.csv:2 | run 2""");
        assertThat(trace(TraceRequest.ofHash("stock", stock.hash()))).isEqualTo(stock);
        assertThat(stock.key()).extracting(Value::value).containsExactly("A", "W1");
    }

    @Test
    void whatHappenedOnceAndAReference() {
        assertThat(told(trace(TraceRequest.of("payment", "7", "P1")))).isEqualTo("""
                2024-01-01 link_payment happened order=7 payment_id=P1: amount null→10.00 | payments_20240101.csv:2 | run 1
                2024-01-01 sat_payment_account happened: iban null→DE1 | payments_20240101.csv:2 | run 1""");
        assertThat(told(trace(TraceRequest.of("country", "DE"))))
                .isEqualTo("2024-01-01 ref_country_from_countries created: country_code null→DE,"
                        + " country_name null→Germany | countries_20240101.csv:2 | run 1");
    }

    @Test
    void theLatestEventsAreTold() {
        Timeline latest = trace(TraceRequest.of("customer", "1").within(Optional.empty(), Optional.empty(), 2));

        assertThat(latest.isCut()).isTrue();
        assertThat(told(latest)).isEqualTo("""
                2024-01-05 sat_customer_details repeated | customers_20240105.csv:2 | run 3
                2024-01-10 sat_customer_details changed: city Bonn→Ulm | customers_20240110.csv:2 | run 3""");
    }

    @Test
    void whatCannotBeTraced() {
        assertThat(failure(TraceRequest.of("customer", "01")))
                .isEqualTo("key_not_found: Nothing is stored on customer \"01\". There is \"1\".");
        assertThat(failure(TraceRequest.of("customer", "nobody")))
                .isEqualTo("key_not_found: Nothing is stored on customer \"nobody\".");
        assertThat(failure(TraceRequest.of("order_line", "7", "one", "A")))
                .isEqualTo("key_unreadable: \"A\" is no integer, which \"line_number\" is.");
        assertThat(failure(TraceRequest.of("stock", "A")))
                .isEqualTo("key_unreadable: The key of \"stock\" has 2 parts, product, warehouse; 1 was given.");
        assertThat(failure(TraceRequest.ofHash("stock", "xyz"))).startsWith("key_unreadable: \"xyz\" is no hash key");
        assertThat(failure(TraceRequest.of("customer_details", "1")))
                .isEqualTo("unknown_subject: There is no hub, link or reference table \"customer_details\"."
                        + " It is a satellite: trace what it describes, \"customer\".");
        assertThat(failure(TraceRequest.of("customer", "1").inTables(Set.of("sat_product_price"))))
                .startsWith("unknown_table: No table \"sat_product_price\" has this key.");
    }

    @Test
    void rawRecordsFromTheArchive(@TempDir Path other) {
        String sources = """
                system: shop
                files: "{source}_{load_date:yyyyMMdd}.csv"
                sources:
                  customers:
                    keys: [customer]
                    one_row_per: customer
                    columns: { customer_id: varchar, city: varchar, email: varchar }
                    sensitive: [email]
                """;
        String model = """
                hubs: { customer: { key: { customer_id: { case: upper } } } }
                satellites: { customer_details: { of: customer, from: customers } }
                """;
        try (Project shop = Project.of(other, sources, model)) {
            shop.deliver("customers_20240101.csv", "customer_id,city,email", "x1,Ulm,a@b.org", "c1, \"Graz\",c@d.org");
            shop.run();
            shop.keepArchive();
            shop.deliver("customers_20240102.csv", "customer_id,city,email", "C1,Linz,e@f.org");
            shop.run();

            Timeline timeline = trace(shop, TraceRequest.of("customer", "c1").withRecords(shop.archive()));

            assertThat(timeline.events().stream()
                            .map(event ->
                                    event.what().text() + " " + event.record().orElse("-")))
                    .containsExactly("created -", "created -", "changed C1,Linz,e@f.org");
            assertThat(timeline.notes())
                    .containsExactly(
                            "Of \"customers_20240101.csv\" there is no copy in the archive: its records are in the file itself.");
            assertThat(timeline.events().get(2).changes())
                    .extracting(change -> change.column() + " " + change.isSensitive())
                    .containsExactly("city false", "email true");
        }
    }

    private static String failure(TraceRequest request) {
        LierneException failure = catchThrowableOfType(LierneException.class, () -> trace(request));
        return failure.code() + ": " + failure.getMessage()
                + failure.hint().map(hint -> " " + hint).orElse("");
    }

    private static Timeline trace(TraceRequest request) {
        return trace(project, request);
    }

    static Timeline trace(Project project, TraceRequest request) {
        return new Tracer(project.vault(), project.schema(), project.warehouse().connection()).trace(request);
    }

    static String told(Timeline timeline) {
        return timeline.events().stream().map(TraceTest::told).collect(Collectors.joining("\n"));
    }

    private static String told(TraceEvent event) {
        StringBuilder told = new StringBuilder(event.loadDate().toString().replace("T00:00", ""));
        told.append(' ').append(event.table()).append(' ').append(event.what().text());
        event.others().forEach(other -> told.append(' ').append(value(other)));
        event.subKey().forEach(part -> told.append(' ').append(value(part)));
        if (!event.changes().isEmpty()) {
            told.append(": ")
                    .append(event.changes().stream().map(TraceTest::told).collect(Collectors.joining(", ")));
        }
        event.origin()
                .ifPresent(origin -> told.append(" | ")
                        .append(origin.path().orElse("?"))
                        .append(origin.contentVersion() > 1 ? " (" + origin.contentVersion() + ")" : "")
                        .append(':')
                        .append(origin.record()));
        return told.append(" | run ").append(event.run()).toString();
    }

    private static String value(Value value) {
        return value.name() + "=" + value.value();
    }

    private static String told(Change change) {
        return change.column() + " " + change.before() + "→" + change.after();
    }

    static String unchanged(Timeline timeline) {
        return timeline.unchanged().stream()
                .map(each -> each.source() + ": " + each.records() + " from "
                        + each.first().toLocalDate() + " to " + each.last().toLocalDate())
                .collect(Collectors.joining("\n"));
    }
}
