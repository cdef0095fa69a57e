package org.lierne.marts.asof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.load.ReplayRequest;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.project.VaultProject;

/** A record that was refused, and taken by a later run, is a reject as known at the earlier one. */
final class ReplayedPastTest {

    private static final String COUNTS = "select delivery.records || ' ' || accepted || ' ' || rejected || ' '"
            + " || (select count(*) from raw_vault.sat_order_details) from audit.delivery as delivery";

    @TempDir
    Path folder;

    @Test
    void whatWasTakenLaterWasRefusedThen() throws IOException, SQLException {
        write("vault.yml", "vault: shop\nrejects: 100%\nghost_records: none\n");
        write("model/shop.yml", """
                hubs: { order: order_id }
                satellites: { order_details: { of: order, from: orders } }
                """);
        write("landing/orders_2026-03-01.csv", "order_id,amount\n1,10.00\n2,n/a\n");
        orders("");
        WarehouseSettings settings =
                WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);
        try (Warehouse warehouse = Warehouse.open(folder.resolve("shop.duckdb"), settings)) {
            VaultProject project = VaultProject.read(folder);
            project.migrate(warehouse);
            project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
            orders(", null_values: n/a");

            VaultProject mended = VaultProject.read(folder);
            mended.migrate(warehouse);
            mended.replay(warehouse, everything(), RunListener.SILENT);

            assertThat(counts(warehouse, AsOf.NOW)).isEqualTo("2 2 0 2");
            assertThat(counts(warehouse, AsOf.knownAt(1))).isEqualTo("2 1 1 1");
        }
    }

    private ReplayRequest everything() {
        return new ReplayRequest(
                folder.resolve("landing"),
                Optional.of(folder.resolve("archive")),
                OptionalLong.empty(),
                Set.of(),
                Set.of(),
                false,
                OptionalLong.empty());
    }

    private static String counts(Warehouse warehouse, AsOf asOf) throws SQLException {
        try (PastVault past = VaultProject.past(warehouse, asOf, RunListener.SILENT);
                Statement statement = past.connection().createStatement();
                ResultSet row = statement.executeQuery(COUNTS)) {
            row.next();
            return row.getString(1);
        }
    }

    private void orders(String reading) throws IOException {
        write("sources/orders.yml", """
                source: orders
                files: "orders_{load_date:yyyy-MM-dd}.csv"
                keys: [order]
                one_row_per: order
                columns: { order_id: varchar, amount: { type: "decimal(9,2)"%s } }
                """.formatted(reading));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
