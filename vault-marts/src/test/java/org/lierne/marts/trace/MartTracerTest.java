package org.lierne.marts.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.project.VaultProject;

/** What rows of marts of several kinds rest on. */
class MartTracerTest {

    @TempDir
    Path folder;

    @Test
    void rowsLeadToTheKeysThatTheyNameInTheTablesThatTheirMartReads() throws IOException, SQLException {
        project();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            VaultProject project = VaultProject.read(folder);
            project.migrate(warehouse);
            long run = project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT)
                    .runId();
            Path marts =
                    project.publish(warehouse, run, folder, RunListener.SILENT).file();

            MartTrace fact = project.trace(
                    warehouse, "fact_order", row(marts, "fact_order", "order_id = '7'"), TraceRequest.of(""));
            assertThat(told(fact))
                    .containsExactly(
                            "order 7: hub_order, link_order_customer, sat_order_details",
                            "customer C1: hub_customer, link_order_customer, sat_customer_details");
            assertThat(fact.notes()).isEmpty();

            MartTrace rfm =
                    project.trace(warehouse, "scores", row(marts, "scores", "customer_id = 'C1'"), TraceRequest.of(""));
            assertThat(rfm.reads()).contains("link_order_customer", "sat_order_details");
            assertThat(told(rfm)).containsExactly("customer C1: hub_customer, link_order_customer");
            assertThat(rfm.notes())
                    .singleElement()
                    .asString()
                    .startsWith("The mart also reads ")
                    .contains("sat_order_details");

            MartTrace total = project.trace(warehouse, "total", row(marts, "total", "amount > 0"), TraceRequest.of(""));
            assertThat(total.reads()).containsExactly("sat_order_details");
            assertThat(total.keys()).isEmpty();
            assertThat(total.notes().get(0)).startsWith("The rows name no key of a hub or link");
        }
    }

    private static List<String> told(MartTrace trace) {
        return trace.keys().stream()
                .map(key -> key.subject() + " " + key.key().get(0).value() + ": " + tables(key))
                .toList();
    }

    private static String tables(Timeline timeline) {
        return timeline.events().stream()
                .map(event -> event.table())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static List<Map<String, @Nullable Object>> row(Path marts, String mart, String where) throws SQLException {
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + marts);
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("select * from mart." + mart + " where " + where)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (row.next()) {
                Map<String, @Nullable Object> columns = new LinkedHashMap<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    columns.put(row.getMetaData().getColumnName(column), row.getObject(column));
                }
                rows.add(columns);
            }
            assertThat(rows).as("%s where %s", mart, where).hasSize(1);
            return rows;
        }
    }

    private void project() throws IOException {
        write("vault.yml", "vault: shop\n");
        write("sources/shop.yml", """
                system: shop
                files: "{source}_{load_date:yyyy-MM-dd}.csv"
                sources:
                  customers: { keys: [customer], one_row_per: customer, columns: [customer_id, city] }
                  orders:
                    keys: [order, customer]
                    one_row_per: order
                    columns: { order_id: varchar, customer_id: varchar, amount: integer, ordered: date }
                """);
        write("model/shop.yml", """
                hubs: { customer: customer_id, order: order_id }
                links: { order_customer: { connects: [order, customer], from: orders } }
                satellites:
                  customer_details: { of: customer, from: customers }
                  order_details: { of: order, from: orders }
                """);
        write("marts/shop.yml", """
                marts:
                  fact_order:
                    kind: fact
                    of: order
                    through: [order_customer]
                    columns: { amount: amount, city: customer_details.city }
                  purchases:
                    kind: transactions
                    from: order_customer
                    customer: customer
                    order: order
                    date: ordered
                    amount: amount
                  scores: { kind: rfm, of: purchases }
                  total: { kind: sql, query: "select sum(amount) as amount from raw_vault.sat_order_details_current" }
                """);
        write("landing/customers_2026-03-01.csv", "customer_id,city\nC1,Ulm\nC2,Graz\n");
        write(
                "landing/orders_2026-03-01.csv",
                "order_id,customer_id,amount,ordered\n7,C1,10,2026-02-28\n8,C2,5,2026-03-01\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
