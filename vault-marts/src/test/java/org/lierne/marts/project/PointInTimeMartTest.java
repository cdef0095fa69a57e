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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;

/** A mart in plain SQL that reads a point-in-time table, joined to its satellite by equality. */
final class PointInTimeMartTest {

    @Test
    void aMartReadsTheSatelliteAsItWasAtEachDate(@TempDir Path folder) throws IOException, SQLException {
        shop(folder);
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            VaultProject project = VaultProject.read(folder);
            project.migrate(warehouse);
            customers(folder, "01", "C1,Ulm");
            customers(folder, "03", "C1,Graz", "C2,Linz");
            assertThat(published(project, warehouse, folder))
                    .containsExactly(
                            "2026-03-01 C1 Ulm", "2026-03-02 C1 Ulm", "2026-03-03 C1 Graz", "2026-03-03 C2 Linz");

            customers(folder, "02", "C1,Bonn");
            assertThat(published(project, warehouse, folder))
                    .as("after a late file")
                    .containsExactly(
                            "2026-03-01 C1 Ulm", "2026-03-02 C1 Bonn", "2026-03-03 C1 Graz", "2026-03-03 C2 Linz");
        }
    }

    private static List<String> published(VaultProject project, Warehouse warehouse, Path folder) throws SQLException {
        RunReport run =
                project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
        Path marts = project.publish(warehouse, run.runId(), folder, RunListener.SILENT)
                .file();
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + marts);
                Statement statement = reader.createStatement();
                ResultSet result = statement.executeQuery(
                        "select as_of || ' ' || customer_id || ' ' || city from mart.cities order by as_of, customer_id")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private static void customers(Path folder, String day, String... rows) throws IOException {
        write(
                folder,
                "landing/customers_2026-03-" + day + ".csv",
                "customer_id,city\n" + String.join("\n", rows) + "\n");
    }

    private static void shop(Path folder) throws IOException {
        write(folder, "vault.yml", "vault: shop\n");
        write(folder, "sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyy-MM-dd}.csv"
                keys: [customer]
                columns: [customer_id, city]
                """);
        write(folder, "model/shop.yml", """
                hubs:
                  customer: customer_id
                satellites:
                  customer_details: { of: customer, from: customers }
                snapshots: { nightly: { keep: { daily: forever } } }
                point_in_time: [customer]
                """);
        write(folder, "marts/shop.yml", """
                marts:
                  cities:
                    kind: sql
                    query: |
                      select cast(pit.snapshot_date as date) as as_of, customer.customer_id, details.city
                      from business_vault.pit_customer as pit
                      join raw_vault.hub_customer as customer on customer.customer_hk = pit.customer_hk
                      join raw_vault.sat_customer_details as details
                        on details.customer_hk = pit.sat_customer_details_hk
                        and details.load_date = pit.sat_customer_details_load_date
                        and details.delivery_id = pit.sat_customer_details_delivery_id
                        and details.record_number = pit.sat_customer_details_record_number
                        and details.row_number = pit.sat_customer_details_row_number
                      where customer.customer_id is not null
                """);
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
