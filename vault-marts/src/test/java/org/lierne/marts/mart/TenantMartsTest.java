package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;

/** Marts of a vault with tenants: the tenant is a part of each business key. */
class TenantMartsTest {

    private static final Map<String, String> FILES = Map.of(
            "vault.yml", "vault: test\ntenant: tenant\n",
            "sources/all.yml", """
                    source: orders
                    files: "{tenant}/orders_{load_date:yyyyMMdd}.csv"
                    keys: { order: order_id, customer: buyer, recipient: recipient }
                    one_row_per: order
                    columns:
                      tenant: varchar
                      order_id: varchar
                      buyer: varchar
                      recipient: varchar
                      ordered_at: timestamp
                      amount: decimal(12,2)
                    """,
            "model/all.yml", """
                    hubs:
                      order: order_id
                      customer: { key: customer_id, roles: [recipient] }
                    links:
                      order_customer: { connects: [order, customer, recipient], from: orders }
                    satellites:
                      order_details: { of: order, from: orders }
                    """,
            "marts/all.yml", """
                    marts:
                      dim_customer: { kind: dimension, of: customer }
                      dim_order: { kind: dimension, of: order, through: order_customer }
                      fact_order: { kind: fact, of: order_customer, columns: [amount] }
                      purchases:
                        kind: transactions
                        from: order_customer
                        customer: customer
                        order: order
                        date: order_details.ordered_at
                        amount: amount
                      customer_rfm: { kind: rfm, of: purchases }
                    """);

    @Test
    void theTenantStandsBesideEveryBusinessKey(@TempDir Path folder) throws IOException, SQLException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Vault vault = MetadataReader.read(folder).vault().orElseThrow();
        try (Connection connection = Shop.open(vault)) {
            Shop.build(connection, vault);

            assertThat(columns(connection, "dim_customer")).contains("tenant", "customer_id");
            assertThat(columns(connection, "dim_order"))
                    .contains("tenant", "order_id", "customer_tenant", "customer_id", "recipient_tenant");
            assertThat(columns(connection, "fact_order"))
                    .contains("order_tenant", "order_id", "customer_tenant", "recipient_tenant");
            assertThat(columns(connection, "customer_rfm")).contains("tenant", "customer_id");
        }
    }

    private static String columns(Connection connection, String mart) throws SQLException {
        return String.join(
                " ",
                Shop.rows(
                        connection,
                        "select column_name from information_schema.columns where table_name = '" + mart
                                + "' order by ordinal_position"));
    }
}
