package org.lierne.marts.asof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.project.VaultProject;

/** Where tracking has ended since, what it told of a past fails with a reason, rather than lacking rows. */
final class EndedTrackingTest {

    private static final String IN_FORCE = "select count(*) from raw_vault.link_order_customer_in_force";
    private static final String HISTORY = "select count(*) from raw_vault.sat_order_details_history";

    @TempDir
    Path folder;

    @Tag("thorough")
    @Test
    void whatTrackingToldFailsAndHistoriesStay() throws IOException, SQLException {
        write("vault.yml", "vault: shop\n");
        write("sources/orders.yml", """
                source: orders
                files: "orders_{load_date:yyyy-MM-dd}.csv"
                track: { keep: 10 days }
                keys: [order, customer]
                one_row_per: order
                columns: [order_id, customer_id, status]
                """);
        write("model/shop.yml", """
                hubs: { order: order_id, customer: customer_id }
                links:
                  order_customer: { connects: [order, customer], from: orders }
                satellites:
                  order_details: { of: order, from: orders }
                """);
        WarehouseSettings settings =
                WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);
        try (Warehouse warehouse = Warehouse.open(folder.resolve("shop.duckdb"), settings)) {
            VaultProject project = VaultProject.read(folder);
            project.migrate(warehouse);
            load(project, warehouse, "01", "1,C1,new");
            load(project, warehouse, "02", "1,C2,paid");
            load(project, warehouse, "03", "1,C1,paid");
            load(project, warehouse, "28", "2,C1,new");

            assertThatThrownBy(() -> count(warehouse, AsOf.knownAt(1), IN_FORCE))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Tracking of what was loaded then has ended");
            assertThatThrownBy(() -> count(warehouse, at(10), IN_FORCE))
                    .hasMessageContaining("Tracking of what was loaded then has ended");
            assertThat(count(warehouse, AsOf.knownAt(1), HISTORY)).isEqualTo(1);
            assertThat(count(warehouse, AsOf.knownAt(4), IN_FORCE)).isEqualTo(2);
            assertThat(count(warehouse, at(20), IN_FORCE)).isEqualTo(1);
        }
    }

    private static AsOf at(int day) {
        return AsOf.of(AsOf.endOf(LocalDate.of(2026, 3, day)));
    }

    private static long count(Warehouse warehouse, AsOf asOf, String query) throws SQLException {
        try (PastVault past = VaultProject.past(warehouse, asOf, RunListener.SILENT);
                Statement statement = past.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void load(VaultProject project, Warehouse warehouse, String day, String row) throws IOException {
        write("landing/orders_2026-03-" + day + ".csv", "order_id,customer_id,status\n" + row + "\n");
        project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
