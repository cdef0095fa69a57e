package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;

/** The generated SQL as a person reads it. The texts stand in the folder {@code golden}. */
class GoldenSqlTest {

    private static final Vault VAULT = Shop.with(
            new DimensionMart("dim_product", "", "product", List.of(), DimensionMart.History.TYPE_1),
            new DimensionMart("dim_customer", "", "customer", List.of("customer_nation"), DimensionMart.History.TYPE_2),
            new TransactionsMart(
                    "purchases",
                    "",
                    "order_line",
                    List.of("order_customer"),
                    "recipient",
                    "order",
                    Optional.empty(),
                    "ordered_at",
                    "quantity * order_line_details.price",
                    Optional.empty(),
                    Optional.of("recipient.name <> 'Test'")),
            new RfmMart("customer_rfm", "", "purchases", RfmMart.Grid.TEN_SEGMENTS, 5, Optional.empty()));

    @ParameterizedTest
    @ValueSource(strings = {"dim_product", "dim_customer", "purchases", "customer_rfm"})
    void isWrittenForReading(String mart) throws IOException {
        String sql = MartQueries.of(VAULT, VaultSchema.of(VAULT)).stream()
                .filter(query -> query.name().equals(mart))
                .findFirst()
                .orElseThrow()
                .sql();

        try (InputStream golden = getClass().getResourceAsStream("/golden/duckdb/" + mart + ".sql")) {
            String expected = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(sql + "\n").isEqualTo(expected);
        }
    }
}
