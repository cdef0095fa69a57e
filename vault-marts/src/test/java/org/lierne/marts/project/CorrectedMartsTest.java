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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;

/** Marts over what counter rows correct have a row per event, as it is said now. */
final class CorrectedMartsTest {

    @TempDir
    Path folder;

    @Test
    void aCorrectedPaymentIsOneRowOfAFactAndOfTransactions() throws IOException, SQLException {
        project();
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            VaultProject project = VaultProject.read(folder);
            project.migrate(warehouse);
            write(
                    "landing/payments_2026-03-01.csv",
                    "no,order_id,customer_id,amount,iban\n1,7,C1,10,DE1\n2,8,C1,5,DE2\n");
            load(project, warehouse);
            write("landing/payments_2026-03-02.csv", "no,order_id,customer_id,amount,iban\n1,7,C1,11,DE3\n");
            RunReport run = load(project, warehouse);
            Path marts = project.publish(warehouse, run.runId(), folder, RunListener.SILENT)
                    .file();

            try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + marts);
                    Statement statement = reader.createStatement()) {
                assertThat(text(statement, "select no || ' ' || amount || ' ' || iban from mart.fact_payment"))
                        .isEqualTo("1 11 DE3, 2 5 DE2");
                assertThat(text(statement, "select order_id || ' ' || amount from mart.purchases"))
                        .isEqualTo("7 11.00, 8 5.00");
            }
        }
    }

    private RunReport load(VaultProject project, Warehouse warehouse) {
        return project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
    }

    private static String text(Statement statement, String query) throws SQLException {
        String joined = "select string_agg(said, ', ' order by said) from (" + query + ") as rows(said)";
        try (ResultSet result = statement.executeQuery(joined)) {
            result.next();
            return result.getString(1);
        }
    }

    private void project() throws IOException {
        write("vault.yml", "vault: shop\n");
        write("sources/payments.yml", """
                source: payments
                files: "{source}_{load_date:yyyy-MM-dd}.csv"
                keys: [order, customer]
                one_row_per: no
                columns: { no: integer, order_id: varchar, customer_id: varchar, amount: integer, iban: varchar }
                """);
        write("model/payments.yml", """
                hubs: { customer: customer_id, order: order_id }
                links:
                  payment:
                    kind: non_historized
                    corrections: counter_row
                    connects: [order, customer]
                    dependent_child_key: no
                    from: payments
                    columns: amount
                satellites:
                  payment_account: { kind: non_historized, corrections: counter_row, of: payment, from: payments }
                """);
        write("marts/payments.yml", """
                marts:
                  fact_payment: { kind: fact, of: payment }
                  purchases:
                    kind: transactions
                    from: payment
                    customer: customer
                    order: order
                    date: "timestamp '2026-03-01 00:00:00'"
                    amount: "cast(amount as decimal(12,2))"
                """);
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
