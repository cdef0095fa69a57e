package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Parent;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.ScoreBounds;
import org.lierne.core.model.SegmentMigrationMart;
import org.lierne.core.model.SegmentRule;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.ValueConcentrationMart;
import org.lierne.core.model.ValueGroupsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;

/**
 * The generated SQL as a person reads it. The texts stand in the folder {@code golden}; run with {@code
 * -Dlierne.golden.write=true} to write down what is generated now.
 */
class GoldenSqlTest {

    private static final Vault VAULT = Shop.with(
            new DimensionMart("dim_product", "", "product", List.of(), DimensionMart.History.TYPE_1),
            new DimensionMart("dim_customer", "", "customer", List.of("customer_nation"), DimensionMart.History.TYPE_2),
            new TransactionsMart(
                    "purchases",
                    "",
                    new TransactionsMart.Lines.OfLink("order_line", List.of("order_customer")),
                    "recipient",
                    "order",
                    Optional.empty(),
                    "ordered_at",
                    "quantity * order_line_details.price",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("recipient.name <> 'Test'")),
            new FactMart(
                    "fact_order_line",
                    "",
                    new Parent.OfLink("order_line"),
                    List.of("order_customer", "customer_nation"),
                    Optional.of("order_details.ordered_at"),
                    List.of(
                            new FactMart.Column("ordered_at", "order_details.ordered_at", Optional.empty()),
                            new FactMart.Column("quantity", "quantity", Optional.empty()),
                            new FactMart.Column(
                                    "amount", "quantity * order_line_details.price", DataType.parse("decimal(14,2)")),
                            new FactMart.Column(
                                    "margin",
                                    "amount - quantity * product_prices.price",
                                    DataType.parse("decimal(14,2)"))),
                    Optional.of("nation_name <> 'Nowhere'")),
            new TransactionsMart(
                    "sales",
                    "",
                    new TransactionsMart.Lines.OfFact("fact_order_line"),
                    "customer",
                    "order",
                    Optional.of("product"),
                    "ordered_at",
                    "amount",
                    Optional.of("greatest(-amount, 0)"),
                    Optional.of("margin"),
                    Optional.empty()),
            new HistoricValueMart("customer_value", "", "sales", Optional.empty()),
            new ChurnRateMart("churn_monthly", "", "sales", new Loss.AfterDays(90), List.of(), Optional.empty()),
            new RfmMart("customer_rfm", "", "purchases", RfmMart.Grid.TEN_SEGMENTS, 5, Optional.empty()),
            new RfmMart(
                    "customer_kinds",
                    "",
                    "purchases",
                    RfmMart.Grid.OWN,
                    3,
                    new ScoreBounds(
                            List.of(new BigDecimal("30"), new BigDecimal("120")),
                            List.of(new BigDecimal("1"), new BigDecimal("3")),
                            List.of()),
                    List.of(
                            new SegmentRule(
                                    "best",
                                    List.of(
                                            new SegmentRule.Scores(2, 3, 3, 3, 1, 3),
                                            new SegmentRule.Scores(3, 3, 1, 2, 3, 3))),
                            new SegmentRule("others", List.of())),
                    Optional.empty()),
            new SegmentMigrationMart("segment_moves", "", "customer_rfm", SegmentMigrationMart.Step.MONTH, ""),
            new ValueGroupsMart("customer_groups", "", "customer_value", "net_amount", ValueGroupsMart.DEFAULT),
            new ValueConcentrationMart("value_concentration", "", "customer_groups"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dim_product",
                "dim_customer",
                "fact_order_line",
                "purchases",
                "sales",
                "customer_rfm",
                "customer_kinds",
                "segment_moves",
                "customer_groups",
                "value_concentration",
                "customer_value",
                "churn_monthly"
            })
    void isWrittenForReading(String mart) throws IOException {
        String sql = MartQueries.of(VAULT, VaultSchema.of(VAULT)).stream()
                .filter(query -> query.name().equals(mart))
                .findFirst()
                .orElseThrow()
                .sql();

        if (Boolean.getBoolean("lierne.golden.write")) {
            Files.writeString(Path.of("src/test/resources/golden/duckdb/" + mart + ".sql"), sql + "\n");
            return;
        }
        try (InputStream golden = getClass().getResourceAsStream("/golden/duckdb/" + mart + ".sql")) {
            String expected = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(sql + "\n").isEqualTo(expected);
        }
    }
}
