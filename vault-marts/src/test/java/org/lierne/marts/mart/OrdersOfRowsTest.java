package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.asof.AsOf;
import org.lierne.core.asof.Narrowing;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Parent;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.asof.PastsOfToday;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.customer.RowsOfOrders;
import org.lierne.marts.project.VaultProject;

/** The transactions of some customers are the same if rows of others' orders are left out, now and at every moment of the past. */
class OrdersOfRowsTest {

    private static final int CUSTOMERS = 7;

    @TempDir
    private Path folder;

    private void write(String file, String... lines) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, String.join("\n", lines) + "\n");
    }

    /**
     * Orders have one customer each, which may change; lines come in full, and may be gone; prices are of products; a shipment is of one
     * order, which may change, too.
     */
    private void makeProject() throws IOException {
        write("vault.yml", "vault: shop");
        write("sources/orders.yml", """
                source: orders
                files: "{source}_{load_date:yyyy-MM-dd}*.csv"
                keys: [order, customer]
                one_row_per: order
                columns: { order_id: varchar, customer_id: varchar, day: date }""");
        write("sources/lines.yml", """
                source: lines
                files: "{source}_{load_date:yyyy-MM-dd}*.csv"
                keys: [order, product]
                one_row_per: [order, product]
                delivery: full
                columns: { order_id: varchar, product_id: varchar, quantity: integer }""");
        write("sources/products.yml", """
                source: products
                files: "{source}_{load_date:yyyy-MM-dd}*.csv"
                keys: product
                columns: { product_id: varchar, price: "decimal(12,2)" }""");
        write("sources/shipments.yml", """
                source: shipments
                files: "{source}_{load_date:yyyy-MM-dd}*.csv"
                keys: [shipment, order]
                one_row_per: shipment
                columns: { shipment_id: varchar, order_id: varchar }""");
        write("model/shop.yml", """
                hubs: { customer: customer_id, order: order_id, product: product_id, shipment: shipment_id }
                links:
                  order_customer: { connects: [order, customer], from: orders }
                  order_line: { connects: [order, product], from: lines }
                  shipment_order: { connects: [shipment, order], from: shipments }
                satellites:
                  order_details: { of: order, from: orders }
                  line_details: { of: order_line, from: lines }
                  prices: { of: product, from: products }""");
        write("marts/purchases.yml", """
                marts:
                  purchases:
                    kind: transactions
                    from: order_line
                    through: order_customer
                    customer: customer
                    order: order
                    product: product
                    date: order_details.day
                    amount: line_details.quantity * prices.price
                  lines: { kind: fact, of: order_line, through: order_customer, columns: { day: order_details.day, quantity: line_details.quantity } }
                  bought: { kind: transactions, from: lines, customer: customer, order: order, date: day, amount: quantity }
                  shipped: { kind: transactions, from: shipment_order, through: order_customer, customer: customer, order: order, date: order_details.day, amount: 1 }""");
    }

    /** Four runs: at each, other lines are there, every third order has gone to another customer, and prices have changed. */
    private void load(Warehouse warehouse) throws IOException {
        VaultProject project = VaultProject.read(folder);
        project.migrate(warehouse);
        for (int run = 1; run <= 4; run++) {
            String day = "2026-0" + run + "-01";
            List<String> orders = new ArrayList<>(List.of("order_id,customer_id,day"));
            List<String> lines = new ArrayList<>(List.of("order_id,product_id,quantity"));
            for (int order = 0; order < 12 * run; order++) {
                int moves = order % 3 == 0 ? run : 0;
                if (order % 5 < run) {
                    orders.add("O" + order + ",C" + (order + moves) % CUSTOMERS + ",2026-0" + (1 + order % 4) + "-0"
                            + (1 + run));
                }
                for (int product = 0; product < 3; product++) {
                    if ((order + product + run) % 4 > 0) {
                        lines.add("O" + order + ",P" + product + "," + (1 + (order * run + product) % 5));
                    }
                }
            }
            write("landing/orders_" + day + ".csv", orders.toArray(String[]::new));
            write("landing/lines_" + day + ".csv", lines.toArray(String[]::new));
            write("landing/products_" + day + ".csv", "product_id,price", "P0," + run, "P1,2", "P2," + 3 * run);
            List<String> shipments = new ArrayList<>(List.of("shipment_id,order_id"));
            for (int shipment = 0; shipment < 20; shipment++) {
                shipments.add("S" + shipment + ",O" + (shipment + run * (shipment % 4)) % (12 * run));
            }
            write("landing/shipments_" + day + ".csv", shipments.toArray(String[]::new));
            // The third is late: it says what was so before the second.
            if (run == 3) {
                write(
                        "landing/orders_2026-01-15.csv",
                        "order_id,customer_id,day",
                        "O1,C6,2026-01-09",
                        "O2,C0,2026-01-09");
            }
            project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
        }
    }

    private static RowsOfOrders rowsOf(VaultProject project, String mart) throws FieldProblem {
        Vault vault = project.vault();
        VaultSchema schema = project.schema();
        TransactionsMart purchases = (TransactionsMart) vault.marts().stream()
                .filter(each -> each.name().equals(mart))
                .findFirst()
                .orElseThrow();
        try (SqlParser parser = new SqlParser()) {
            TransactionLines lines = switch (mart) {
                case "purchases" -> lines(vault, schema, "order_line", parser);
                case "shipped" -> lines(vault, schema, "shipment_order", parser);
                default -> new LinesOfFact("lines", new FactQuery(vault, schema, fact(vault), parser), parser);
            };
            return new TransactionsQuery(vault, purchases, lines)
                    .transactions()
                    .rows()
                    .orElseThrow();
        }
    }

    private static TransactionLines lines(Vault vault, VaultSchema schema, String link, SqlParser parser)
            throws FieldProblem {
        return new LinesOfLink(
                link, Rows.of(vault, schema, new Parent.OfLink(link), List.of("order_customer")), parser);
    }

    private static FactMart fact(Vault vault) {
        for (Mart mart : vault.marts()) {
            if (mart instanceof FactMart fact) {
                return fact;
            }
        }
        throw new IllegalStateException("there is no fact");
    }

    @Test
    void leavesTheTransactionsOfTheOthersAsTheyAre() throws Exception {
        compare(List.of(AsOf.knownAt(3)), 1);
    }

    @Tag("thorough")
    @Test
    void leavesThemAsTheyAreAtEveryMomentAndUpToEachCustomer() throws Exception {
        compare(
                List.of(AsOf.knownAt(1), AsOf.knownAt(2), AsOf.NOW, AsOf.of(LocalDateTime.of(2026, 1, 20, 0, 0))),
                CUSTOMERS);
    }

    private void compare(List<AsOf> moments, int customers) throws Exception {
        makeProject();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            load(warehouse);
            VaultProject project = VaultProject.read(folder);
            PastsOfToday pasts = new PastsOfToday(host, project.vault(), project.schema());
            int compared = 0;
            for (String mart : List.of("purchases", "bought", "shipped")) {
                RowsOfOrders rows = rowsOf(project, mart);
                for (AsOf asOf : moments) {
                    compared += compare(host, pasts, asOf, mart, rows, customers);
                }
            }
            assertThat(compared).isGreaterThan(3 * moments.size() * customers);
        }
    }

    private static int compare(
            Connection host, PastMarts pasts, AsOf asOf, String mart, RowsOfOrders rows, int customers)
            throws SQLException {
        int compared = 0;
        for (String customer : Shop.rows(
                host,
                "select customer_hk from raw_vault.hub_customer where run_id > 0 order by abs(4 - row_number() over (order by customer_hk)) limit "
                        + customers)) {
            String theirs = " where customer_hk <= '" + customer + "' and customer_id is not null order by all";
            List<String> expected;
            try (PastMarts.Past past = pasts.open(asOf, List.of(mart))) {
                expected = Shop.rows(past.connection(), "from mart." + mart + theirs);
            }
            try (Statement statement = host.createStatement()) {
                statement.execute("create or replace table main.orders as "
                        + rows.ordersOf(host.getCatalog(), "<= '" + customer + "'"));
            }
            Narrowing narrowing = rows.narrowing(host.getCatalog(), host.getCatalog() + ".main.orders");
            try (PastMarts.Past past = pasts.open(asOf, List.of(mart), narrowing)) {
                assertThat(Shop.rows(past.connection(), "from mart." + mart + theirs))
                        .as("%s of customers up to %s as of %s", mart, customer, asOf)
                        .isEqualTo(expected);
            }
            compared += expected.size();
        }
        return compared;
    }

    @Test
    void tellsWhichRowsAreOfOneOrder() throws Exception {
        makeProject();
        RowsOfOrders rows = rowsOf(VaultProject.read(folder), "purchases");
        assertThat(rows)
                .isEqualTo(new RowsOfOrders(
                        "link_order_customer",
                        "customer_hk",
                        "order_hk",
                        Map.of(
                                "hub_order", "order_hk",
                                "sat_order_details", "order_hk",
                                "link_order_customer", "order_hk",
                                "link_order_line", "order_hk"),
                        List.of(new RowsOfOrders.OfLink("sat_line_details", "link_order_line", "order_line_hk"))));
    }
}
