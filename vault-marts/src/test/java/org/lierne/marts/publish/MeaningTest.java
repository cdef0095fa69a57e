package org.lierne.marts.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.ChurnWindowMart;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.CustomerGroup;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.LogRankMart;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Parent;
import org.lierne.core.model.PredictedValueMart;
import org.lierne.core.model.RetentionMart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SegmentMigrationMart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.SurvivalMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.ValueConcentrationMart;
import org.lierne.core.model.ValueGroupsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.mart.MartQueries;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.mart.Shop;
import org.lierne.marts.meaning.ColumnMeaning;
import org.lierne.marts.meaning.Picture;

/** What marts mean is said of every column of every analysis, and stands in the file that is published. */
class MeaningTest {

    private static final TransactionsMart SALES = new TransactionsMart(
            "sales",
            "",
            new TransactionsMart.Lines.OfLink("order_line", List.of("order_customer")),
            "customer",
            "order",
            Optional.of("product"),
            "ordered_at",
            "quantity * order_line_details.price",
            Optional.of("0"),
            Optional.of("order_line_details.price"),
            Optional.empty());

    /** One of each kind of analysis, made from transactions that have all that there may be. */
    private static final List<Mart> ANALYSES = List.of(
            SALES,
            new RfmMart("customer_rfm", "Who is who", "sales", RfmMart.Grid.TEN_SEGMENTS, 5, Optional.empty()),
            new HistoricValueMart("customer_value", "", "sales", Optional.empty()),
            new ChurnRateMart("churn_monthly", "", "sales", new Loss.AfterDays(90), List.of(), Optional.empty()),
            new ChurnWindowMart("churn_window", "", "sales", Optional.of(60), Optional.empty()),
            new SurvivalMart(
                    "customer_survival",
                    "",
                    "sales",
                    new Loss.AfterChosen("churn_window"),
                    List.of(new CustomerGroup.Cohort(), new CustomerGroup.OfMart("customer_rfm", "segment")),
                    Optional.empty()),
            new LogRankMart("survival_compared", "", "customer_survival"),
            new RetentionMart("customer_retention", "", "sales", Optional.empty()),
            new ChurnPredictionMart(
                    "churn_risk",
                    "",
                    "sales",
                    new Loss.AfterChosen("churn_window"),
                    ChurnPredictionMart.KnownBy.RUN,
                    Optional.empty(),
                    Optional.empty()),
            new SegmentMigrationMart("segment_moves", "", "customer_rfm", SegmentMigrationMart.Step.MONTH, ""),
            new ValueGroupsMart("customer_groups", "", "customer_value", "margin", ValueGroupsMart.DEFAULT),
            new ValueConcentrationMart("value_concentration", "", "customer_groups"),
            new ClustersMart(
                    "customer_clusters",
                    "",
                    "sales",
                    "customer_value",
                    List.of(new ClustersMart.Feature("orders", true), new ClustersMart.Feature("net_amount", false)),
                    ClustersMart.Scale.STANDARD,
                    2,
                    8,
                    1000,
                    1,
                    Optional.empty()),
            new PredictedValueMart(
                    "customer_future",
                    "",
                    "sales",
                    365,
                    0.1,
                    List.of(PredictedValueMart.BuyingModel.BG_NBD),
                    Optional.empty(),
                    Optional.empty()));

    /** Kinds whose columns the metadata name. */
    private static final Set<Class<?>> DESCRIBED_BY_METADATA =
            Set.of(DimensionMart.class, FactMart.class, SqlMart.class);

    @TempDir
    private Path folder;

    private Path publish(Vault vault) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("vault.duckdb"))) {
            Shop.create(connection, vault);
            createLedger(connection);
            return new Publisher(vault, VaultSchema.of(vault), new MartFolder(folder), any -> PastMarts.NONE)
                    .publish(connection, 1, RunListener.SILENT)
                    .file();
        }
    }

    /** What of the ledger is read and written when something is computed. */
    private static void createLedger(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                InputStream fits = Warehouse.class.getResourceAsStream("V0_6__fits.sql")) {
            statement.execute(new String(Objects.requireNonNull(fits).readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("insert into audit.run values (1, timestamp '2026-01-01')");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> read(Path file, String sql) throws SQLException {
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            return Shop.rows(reader, sql);
        }
    }

    @Test
    void thereIsOneOfEachKindHere() {
        assertThat(ANALYSES.stream().<Class<?>>map(Mart::getClass).collect(Collectors.toSet()))
                .containsAll(kinds(Mart.class)
                        .filter(kind -> !DESCRIBED_BY_METADATA.contains(kind))
                        .toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MeaningTest::kinds)
                : Stream.of(type);
    }

    @Test
    void everyColumnOfEveryAnalysisHasOne() throws SQLException {
        Vault vault = Shop.with(ANALYSES.toArray(Mart[]::new));
        Path file = publish(vault);

        assertThat(read(
                        file,
                        "select table_name || '.' || column_name from duckdb_columns() where schema_name = 'mart'"
                                + " and coalesce(comment, '') = ''"))
                .as("columns without a meaning")
                .isEmpty();
        for (MartQuery query : MartQueries.of(vault, VaultSchema.of(vault))) {
            List<String> columns =
                    read(file, "select column_name from duckdb_columns() where table_name = '" + query.name() + "'");
            assertThat(columns)
                    .as("columns of %s that are told of, and others", query.name())
                    .containsAll(query.meaning().columns().stream()
                            .map(ColumnMeaning::column)
                            .toList());
            assertThat(query.meaning().row()).as(query.name()).isNotEmpty();
            assertThat(query.meaning().pictures()).as(query.name()).isNotEmpty();
            for (Picture picture : query.meaning().pictures()) {
                assertThat(columns).as(picture.words()).containsAll(picture.shown());
            }
            assertThat(query.meaning().warnings())
                    .as("parts that nothing fills")
                    .doesNotContain("{");
        }
    }

    @Test
    void standsInThePublishedFileForAnyTool() throws SQLException {
        Path file = publish(Shop.with(ANALYSES.toArray(Mart[]::new)));

        assertThat(read(file, "select comment from duckdb_tables() where table_name = 'customer_rfm'"))
                .containsExactly("Who is who One row per customer with a business key who has a transaction before the"
                        + " moment of measuring. Source: A. M. Hughes, \"Strategic Database Marketing\", 1994 (recency,"
                        + " frequency, monetary value by quintiles).");
        assertThat(read(
                        file,
                        "select comment from duckdb_columns() where table_name = 'customer_rfm'"
                                + " and column_name in ('customer_no', 'r_score')"))
                .containsExactly(
                        "The customer, as the source systems call them. [business key]",
                        "Recency by group, 5 for the fewest days. [1 to 5]");
        assertThat(read(file, "select unit, meaning from main.lierne_column where column_name = 'recency_days'"))
                .containsExactly("days|Whole days from the customer's latest transaction to the moment of measuring.");
        assertThat(read(file, "select picture from main.lierne_picture where mart = 'churn_monthly'"))
                .containsExactly("bars of churn_rate by month", "bars of active_end by month");
        assertThat(read(
                        file,
                        "select mart, warning from main.lierne_warning where mart not in ('customer_future', 'segment_moves',"
                                + " 'customer_groups', 'value_concentration', 'customer_clusters')"))
                .as("of marts without a row")
                .containsExactly(
                        "customer_rfm|No customer has a transaction before the moment of measuring, so there is nobody"
                                + " to score.",
                        "customer_value|No customer has bought or returned anything before the moment of measuring.",
                        "churn_monthly|No customer with a business key has bought anything, so there is no month to"
                                + " count.",
                        "churn_window|No window is chosen: there are no purchases.",
                        "customer_survival|No customer with a business key has bought anything, or churn_window has chosen no"
                                + " window, so there is no curve.",
                        "survival_compared|The groups of \"customer_survival\" cannot be compared: there are no two of them"
                                + " in which losses were to be expected and could differ.",
                        "customer_retention|No customer with a business key has bought anything, so there is no cohort.",
                        "churn_risk|No window of silence is chosen, so nothing is predicted; \"churn_window\" says why.");
    }

    @Test
    void isWhatTheMetadataSayWhereTheyDo() throws SQLException {
        FactMart fact = new FactMart(
                "fact_order_line",
                "",
                new Parent.OfLink("order_line"),
                List.of(),
                Optional.empty(),
                List.of(new FactMart.Column("sold", "quantity", Optional.empty(), "Pieces that were sold")),
                Optional.empty());
        Path file = publish(Shop.with(
                fact,
                new DimensionMart("dim_product", "", "product", List.of(), DimensionMart.History.TYPE_2),
                new SqlMart(
                        "total",
                        "",
                        "select count(*) as products, 1 as other from mart.dim_product",
                        "marts/total.sql",
                        Map.of("products", "How many there are"))));

        assertThat(read(
                        file,
                        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'mart'"
                                + " and comment is not null and column_name in ('sold', 'is_current', 'product_hk',"
                                + " 'products', 'other') order by all"))
                .containsExactly(
                        "dim_product|is_current|Whether this is the latest version.",
                        "dim_product|product_hk|The hash key of the product.",
                        "fact_order_line|product_hk|The hash key of the product.",
                        "fact_order_line|sold|Pieces that were sold",
                        "total|products|How many there are");
    }
}
