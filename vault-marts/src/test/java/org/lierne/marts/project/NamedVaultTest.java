package org.lierne.marts.project;

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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.publish.MartReport;

/** A project whose tables have other names: the same marts, and names that stay. */
final class NamedVaultTest {

    private static final String NAMES =
            "vault: shop\nnames: { hub: \"h_{name}\", hash_key: \"hk_{name}\", load_date: ldts, hashdiff: hash_diff }\n";

    @Tag("thorough")
    @Test
    void martsAreTheSameWhateverTheTablesAreCalled(@TempDir Path named, @TempDir Path plain)
            throws IOException, SQLException {
        List<String> expected = marts(plain, "vault: shop\n");

        assertThat(marts(named, NAMES)).isEqualTo(expected);
        assertThat(expected).hasSize(7);
    }

    @Test
    void namesOfTablesThatThereAreCannotChange(@TempDir Path project) throws IOException, SQLException {
        marts(project, NAMES);
        write(project, "vault.yml", NAMES.replace("ldts", "loaded_at"));

        CheckedProject checked = VaultProject.check(project);

        assertThat(checked.vault()).isEmpty();
        assertThat(checked.diagnostics().toString())
                .contains("names_changed")
                .contains("is recorded as \"data_vault.h_customer\" with ldts,"
                        + " and the metadata now says \"data_vault.h_customer\" with loaded_at.");
    }

    /** The rows of the marts after two loads, the later first. */
    private static List<String> marts(Path folder, String settings) throws IOException, SQLException {
        shop(folder, settings);
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            VaultProject project = VaultProject.read(folder);
            project.migrate(warehouse);
            for (String day : List.of("03", "02")) {
                write(folder, "landing/customers_2026-03-" + day + ".csv", "customer_id,city\nC1,Ulm " + day + "\n");
                write(
                        folder,
                        "landing/orders_2026-03-" + day + ".csv",
                        "order_id,customer_id,amount\n" + day + ",C1,5\n");
                load(project, warehouse, folder);
            }
            RunReport run = load(project, warehouse, folder);
            MartReport marts = project.publish(warehouse, run.runId(), folder, RunListener.SILENT);
            try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + marts.file());
                    Statement statement = reader.createStatement()) {
                List<String> rows = new ArrayList<>();
                for (String mart : List.of("dim_customer", "fact_order", "revenue")) {
                    rows.addAll(rows(statement, "select x::varchar from mart." + mart + " as x order by 1"));
                }
                return rows;
            }
        }
    }

    private static RunReport load(VaultProject project, Warehouse warehouse, Path folder) {
        return project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void shop(Path project, String settings) throws IOException {
        write(project, "vault.yml", settings);
        write(project, "sources/shop.yml", """
                files: "{source}_{load_date:yyyy-MM-dd}.csv"
                sources:
                  customers:
                    keys: customer
                    columns: [customer_id, city]
                  orders:
                    keys: [order, customer]
                    one_row_per: order
                    columns: { order_id: varchar, customer_id: varchar, amount: integer }
                """);
        write(project, "model/shop.yml", """
                hubs: { customer: customer_id, order: order_id }
                links:
                  order_customer: { connects: [order, customer], from: orders }
                satellites:
                  customer_details: { of: customer, from: customers }
                  order_details: { of: order, from: orders }
                """);
        write(project, "marts/shop.yml", """
                marts:
                  dim_customer: { kind: dimension, of: customer, history: type_2 }
                  fact_order: { kind: fact, of: order_customer, columns: { amount: order_details.amount } }
                  revenue:
                    kind: sql
                    query: select customer_id, sum(amount) as amount from raw_vault.link_order_customer
                      join raw_vault.hub_customer using (customer_hk)
                      join raw_vault.sat_order_details_current using (order_hk) group by all
                """);
    }

    private static void write(Path project, String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
