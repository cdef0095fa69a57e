package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.verify.VerifyReport;

/**
 * What a vault promises holds whatever its metadata were before: one vault is described otherwise again and again, and
 * loaded, and neither verifying nor rebuilding finds anything.
 */
class EvolvedVaultTest {

    private static final String SETTINGS = """
            vault: test
            tenant: shop
            ghost_records: lierne
            """;
    private static final String SOURCES = """
            system: erp
            sources:
              customers:
                files: "{shop}/{source}_{load_date:yyyyMMdd}*.csv"
                keys: { customer: customer_id, referrer: referrer_id }
                one_row_per: customer
                columns: { shop: varchar, customer_id: varchar, referrer_id: varchar, city: varchar, points: integer }
              orders:
                files: "{shop}/{source}_{load_date:yyyyMMdd}*.csv"
                keys: { order: order_id, customer: customer_id, recipient: recipient_id }
                one_row_per: order
                columns: { shop: varchar, order_id: varchar, customer_id: varchar, recipient_id: varchar, amount: "decimal(8,2)" }
              stocks:
                files: "{shop}/{source}_{load_date:yyyyMMdd}*.csv"
                delivery: { kind: full, within: shop }
                keys: product
                one_row_per: product
                columns: { shop: varchar, sku: varchar, quantity: integer }
              payments:
                files: "{shop}/{source}_{load_date:yyyyMMdd}*.csv"
                keys: order
                one_row_per: payment_id
                columns: { shop: varchar, payment_id: varchar, order_id: varchar, paid: "decimal(8,2)" }
              visits:
                files: "{shop}/{source}_{load_date:yyyyMMdd}*.csv"
                keys: customer
                columns: { shop: varchar, customer_id: varchar, page: varchar }
              countries:
                files: "{shop}/{source}_{load_date:yyyyMMdd}*.csv"
                record_source: iso
                columns: { shop: varchar, code: varchar, country: varchar }
                ignore: shop
            """;
    private static final String TICKETS = """
              tickets:
                table: staging.tickets
                load_date: noted
                record_source: { column: origin }
                keys: customer
                one_row_per: ticket
                columns: { shop: varchar, ticket: varchar, customer_id: varchar, text: varchar, noted: timestamp, origin: varchar, kind: varchar }
                ignore: kind
            """;
    private static final String MODEL = """
            hubs:
              customer: { key: customer_id, roles: [referrer, recipient] }
              order: order_id
              product: sku
            links:
              order_customer: { connects: [order, customer, recipient], from: orders }
              payment:
                kind: non_historized
                corrections: counter_row
                connects: order
                dependent_child_key: payment_id
                from: payments
                columns: paid
            satellites:
              customer_details: { of: customer, from: customers, columns: city }
              customer_loyalty: { of: customer, from: customers, columns: points }
              order_details: { of: order, from: orders, columns: amount }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
              product_stock: { of: product, from: stocks }
              customer_pages: { of: customer, from: visits }
            references:
              country: { key: code, from: countries, history: true }
            """;

    @TempDir
    static Path folder;

    private final SoftAssertions softly = new SoftAssertions();

    private String settings = SETTINGS;
    private String sources = SOURCES;
    private String model = MODEL;

    @Tag("thorough")
    @Test
    void nothingIsFoundWhateverTheMetadataWereBefore() {
        try (Project project = Project.of(folder, settings, sources, model)) {
            project.keepArchive();
            deliver(project, "customers", "02", "customer_id,referrer_id,city,points", "1,2,Ulm,10", "3,,Linz,5");
            deliver(project, "orders", "02", "order_id,customer_id,recipient_id,amount", "7,1,9,10.00", "8,3,,20.00");
            deliver(project, "stocks", "02", "sku,quantity", "A,1", "B,2");
            deliver(project, "payments", "02", "payment_id,order_id,paid", "P1,7,10.00", "P2,8,20.00");
            deliver(project, "visits", "02", "customer_id,page", "1,home");
            deliver(project, "countries", "02", "code,country", "DE,Germany", "AT,Austria");
            project.run();

            sources = replaced(sources, "keys: { customer: customer_id, referrer: referrer_id }", "keys: customer");
            sources = replaced(sources, ", referrer_id: varchar, city", ", city");
            deliver(project, "customers", "03", "customer_id,city,points", "1,Ulm,10", "4,Graz,1");
            holds(project, "a role is dropped by its only source");

            sources = replaced(sources, "city: varchar", "town: { was: city }");
            model = replaced(model, "columns: city", "columns: town");
            deliver(project, "customers", "04", "customer_id,town,points", "1,Bonn,10", "4,Graz,2");
            deliver(project, "customers", "01", "customer_id,city,points", "1,Bonn,9", "4,Graz,1");
            holds(project, "a column has another name");

            model = replaced(model, "columns: points }", "columns: points, retired: true }");
            sources = replaced(sources, ", points: integer", "");
            deliver(project, "customers", "05", "customer_id,town", "1,Kiel", "5,Graz");

            sources = replaced(
                    sources,
                    "recipient_id: varchar, amount: \"decimal(8,2)\"",
                    "recipient_id: varchar, amount: \"decimal(10,2)\", note: { optional: true }");
            model = replaced(model, "columns: amount }", "columns: [amount, note] }");
            deliver(
                    project,
                    "orders",
                    "03",
                    "order_id,customer_id,recipient_id,amount,note",
                    "7,3,9,10.00,",
                    "9,5,6,1.00,now");
            deliver(project, "orders", "01", "order_id,customer_id,recipient_id,amount", "7,3,9,10.00", "8,3,,20.00");
            holds(project, "a satellite is retired; a column is added, and one is wider");

            model = replaced(model, "order_details:", "order_details_of_shop:");
            model = replaced(model, "columns: [amount, note] }", "columns: [amount, note], was: order_details }");
            sources = replaced(sources, "  visits:\n", "  views:\n    was: visits\n");
            model = replaced(model, "from: visits", "from: views");
            deliver(project, "views", "03", "customer_id,page", "1,cart", "8,home");
            deliver(project, "orders", "04", "order_id,customer_id,recipient_id,amount,note", "7,1,9,10.00,late");
            holds(project, "a satellite and a source have other names");

            sources = replaced(sources, "    was: visits\n", "    track: false\n");
            deliver(project, "views", "05", "customer_id,page", "1,home", "9,home", "10,home");
            deliver(project, "stocks", "03", "sku,quantity", "A,1");
            holds(project, "a source is not tracked any more");

            sources = replaced(sources, "    track: false\n", "");
            deliver(project, "views", "06", "customer_id,page", "1,home", "8,cart", "11,home");
            deliver(project, "views", "07", "customer_id,page", "1,cart", "8,cart", "9,home");
            holds(project, "it is tracked again");
            deliver(project, "views", "04", "customer_id,page", "8,late", "12,home");
            holds(project, "it is tracked again, and a late file comes");

            sources = replaced(sources, "record_source: iso", "record_source: iso.org");
            sources = replaced(sources, "system: erp", "system: new_erp");
            deliver(project, "countries", "03", "code,country", "DE,Germany", "AT,Republic of Austria", "IT,Italy");
            deliver(project, "customers", "06", "customer_id,town", "1,Rom", "13,Rom");
            deliver(project, "payments", "03", "payment_id,order_id,paid", "P1,7,11.00", "P3,9,1.00");

            project.execute("create schema staging; create table staging.tickets (shop varchar, ticket varchar,"
                    + " customer_id varchar, text varchar, noted timestamp, origin varchar, kind varchar)");
            sources += TICKETS;
            model = replaced(
                    model,
                    "  product_stock:",
                    "  ticket_text: { of: customer, from: tickets, columns: [ticket, text] }\n  product_stock:");
            project.execute("insert into staging.tickets values ('a', 'T1', '1', 'Help', '2024-01-02', 'mail', 'b'),"
                    + " ('a', 'T2', '20', 'Help', '2024-01-02', 'phone', 'a')");
            holds(project, "record sources are others; a table is a source");

            sources = replaced(
                    sources, "record_source: { column: origin }", "record_source: help_desk\n    ignore: origin");
            sources = replaced(sources, "    ignore: kind\n", "");
            model = replaced(
                    model,
                    "  product_stock:",
                    "  ticket_kind: { of: customer, from: tickets, columns: kind }\n  product_stock:");
            project.execute("insert into staging.tickets values ('a', 'T3', '21', 'Help', '2024-01-03', 'mail', 'a')");
            holds(project, "record sources come of a column no more");

            sources = replaced(
                    sources, "record_source: help_desk\n    ignore: origin", "record_source: { column: origin }");
            project.execute("insert into staging.tickets values ('a', 'T4', '22', 'Help', '2024-01-04', 'mail', 'a')");

            model = replaced(
                    model, "  product_stock:", """
                      product_status: { kind: status_tracking, of: product, from: stocks }
                      order_customer_amount: { of: order_customer, from: orders, columns: amount }
                      product_stock:""".indent(0).stripTrailing().replaceAll("(?m)^ *", "  "));
            deliver(project, "stocks", "04", "sku,quantity", "A,1", "B,3");
            deliver(project, "orders", "05", "order_id,customer_id,recipient_id,amount,note", "7,2,2,12.00,");
            holds(project, "record sources come of a column again; satellites are described later");

            model = replaced(model, "points, retired: true }", "points }");
            sources = replaced(
                    sources, "town: { was: city }", "town: { was: city }, points: { type: integer, optional: true }");
            deliver(project, "customers", "07", "customer_id,town,points", "1,Rom,10", "4,Graz,7");

            sources = replaced(
                    sources,
                    "keys: { order: order_id, customer: customer_id, recipient: recipient_id }",
                    "keys: { order: order_id, customer: customer_id, recipient: recipient_id }\n    sequence: _line");
            deliver(
                    project,
                    "orders",
                    "06",
                    "order_id,customer_id,recipient_id,amount,note",
                    "7,1,2,12.00,",
                    "7,3,2,12.00,");
            holds(project, "what was retired is loaded again; the order in the file counts");

            settings += "null_keys: skip\n";
            deliver(project, "orders", "07", "order_id,customer_id,recipient_id,amount,note", "8,1,,12.00,");

            model = replaced(model, "  customer_pages: { of: customer, from: views }\n", "");
            sources = sources.replaceAll("  views:\n(    .*\n)*", "");
            deliver(project, "customers", "08", "customer_id,town,points", "1,Rom,11", "30,Graz,7");
            holds(project, "rows without a key say nothing of links; a source is described no more");

            model = replaced(model, "  product: sku", "  article: { key: sku, was: product }");
            model = model.replace("of: product,", "of: article,");
            sources = sources.replace("keys: product\n", "keys: article\n").replace("per: product\n", "per: article\n");
            deliver(project, "stocks", "05", "sku,quantity", "A,1", "C,3");
            model += """
                    snapshots: { nightly: { at: "12:00", keep: { daily: 30 days } } }
                    point_in_time: [customer, order]
                    """;
            deliver(project, "customers", "09", "customer_id,town,points", "1,Rom,12");
            holds(project, "a hub has another name; point-in-time tables are described");
            assertThat(Rebuilding.inPlace(project)).doesNotContain("\"origin\" is ignored");
        } finally {
            softly.assertAll();
        }
    }

    private static void deliver(Project project, String source, String day, String... lines) {
        project.deliver("a/" + source + "_202401" + day + ".csv", lines);
    }

    private static String replaced(String text, String part, String by) {
        if (!text.contains(part)) {
            throw new AssertionError("There is no \"" + part + "\" in\n" + text);
        }
        return text.replace(part, by);
    }

    /** Migrates, loads what has come, verifies and rebuilds. */
    private void holds(Project project, String step) {
        project.change(settings, sources, model);
        RunReport report = project.run();
        List<String> found = new ArrayList<>();
        report.failures().forEach(failure -> found.add(failure.toString()));
        VerifyReport verified = project.verify();
        verified.findings().forEach(finding -> found.add(finding.toString()));
        verified.undone().forEach(check -> found.add("not done: " + check));
        Rebuilding.inPlace(project)
                .lines()
                .filter(line -> line.contains(": stored "))
                .forEach(found::add);
        softly.assertThat(found).as(step).isEmpty();
    }
}
