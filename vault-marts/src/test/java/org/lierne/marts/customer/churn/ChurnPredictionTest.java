package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.core.asof.AsOf;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.ComputedColumn;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Loss;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.ComputationProgress;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.customer.Purchases;
import org.lierne.marts.mart.Shop;
import org.lierne.marts.statistics.Auc;
import org.lierne.marts.statistics.Calibration;

/** The computation over a mart of purchases to which nothing came late. */
class ChurnPredictionTest {

    private static final LocalDateTime START = LocalDateTime.of(2025, 1, 1, 0, 0);
    private static final int WINDOW = 90;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Purchases.open();
        Purchases.execute(connection, "create schema computed");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Fit predict(Optional<ChurnPredictionMart.Model> model) throws SQLException {
        return predict(new Loss.AfterDays(WINDOW), model);
    }

    private Fit predict(Loss loss, Optional<ChurnPredictionMart.Model> model) throws SQLException {
        ChurnPredictionMart mart = new ChurnPredictionMart(
                "risk", "", "purchases", loss, ChurnPredictionMart.KnownBy.LOAD_DATE, model, Optional.empty());
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required("customer_hk", ColumnType.of(DataType.VARCHAR)));
        for (ComputedColumn column : mart.columns()) {
            columns.add(TableColumn.optional(column.name(), ColumnType.of(column.type())));
        }
        Purchases.execute(
                connection,
                "create or replace table computed.risk (customer_hk varchar, predicted_at timestamp, window_days bigint,"
                        + " churn_probability double, risk_tenth bigint, "
                        + ChurnPredictionMart.FEATURES.stream()
                                .map(feature -> ChurnPredictionMart.BECAUSE + feature + " double")
                                .collect(Collectors.joining(", "))
                        + ")");
        DuckDBConnection here = connection.unwrap(DuckDBConnection.class);
        PastMarts nothingCameLate = new PastMarts() {
            @Override
            public OptionalLong runCommittedBy(LocalDateTime moment) {
                return OptionalLong.empty();
            }

            @Override
            public Past open(AsOf asOf, List<String> marts) throws SQLException {
                DuckDBConnection beside = here.duplicate().unwrap(DuckDBConnection.class);
                return new Past() {
                    @Override
                    public DuckDBConnection connection() {
                        return beside;
                    }

                    @Override
                    public void close() throws SQLException {
                        beside.close();
                    }
                };
            }
        };
        return new ChurnPrediction(mart, columns, Purchases.PLAIN)
                .compute(new ComputationInput(
                        here, connection.getCatalog(), "risk", "", nothingCameLate, ComputationProgress.SILENT));
    }

    private static double measure(Fit fit, String name) {
        return fit.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + fit.measures()))
                .value()
                .orElseThrow();
    }

    /** 4,000 customers of the simulated world, 18 months: what is predicted, beside the best that anybody could. */
    @Test
    void comesCloseToTheBestThatTheTruthAllows() throws SQLException {
        int days = 546;
        Buyers buyers = Buyers.of(4000, days, 1);
        buyers.buy(connection, START);

        Fit fit = predict(Optional.empty());

        LocalDateTime validation = LocalDateTime.of(2026, 4, 1, 0, 0);
        double day = ChronoUnit.DAYS.between(START, validation);
        List<Buyers.Buyer> active = buyers.each().stream()
                .filter(buyer -> buyer.isActive(day, WINDOW))
                .toList();
        assertThat(measure(fit, "validation.customers")).isEqualTo(active.size());
        assertThat(measure(fit, "validation.lost"))
                .isEqualTo(active.stream()
                        .filter(buyer -> buyer.isLost(day, WINDOW))
                        .count());
        double byPurchases = area(active, day, buyer -> buyer.lostByPurchases(day, WINDOW));
        double byTruth = area(active, day, buyer -> buyer.lostByTruth(day, WINDOW));
        double brierByPurchases = brier(active, day, buyer -> buyer.lostByPurchases(day, WINDOW));
        String best = fit.method().contains("logistic") ? "logistic" : "boosted_trees";
        System.getLogger("churn")
                .log(
                        System.Logger.Level.INFO,
                        String.format(
                                Locale.ROOT,
                                "%s AUC %.4f, recency alone %.4f, P(alive) %.4f, best from purchases %.4f, truth %.4f; Brier %.4f, %.4f, %.4f",
                                best,
                                measure(fit, best + ".auc"),
                                measure(fit, "recency_alone.auc"),
                                measure(fit, "p_alive.auc"),
                                byPurchases,
                                byTruth,
                                measure(fit, best + ".brier"),
                                measure(fit, "recency_alone.brier"),
                                brierByPurchases));
        assertThat(measure(fit, best + ".auc"))
                .as("the best that can be said from purchases has %.4f, the truth %.4f", byPurchases, byTruth)
                .isBetween(byPurchases - 0.015, byPurchases + 0.01);
        assertThat(byPurchases).isLessThan(byTruth);
        assertThat(measure(fit, "p_alive.auc"))
                .as("who has left, which is not yet who will buy")
                .isBetween(0.55, byPurchases + 0.01);
        assertThat(measure(fit, best + ".brier")).isLessThan(brierByPurchases + 0.004);
        assertThat(measure(fit, best + ".brier"))
                .isLessThan(measure(fit, "recency_alone.brier"))
                .isLessThan(measure(fit, "share_alone.brier"));

        assertThat(
                        rows(
                                "select count(*), count(distinct customer_hk), min(risk_tenth), max(risk_tenth),"
                                        + " min(predicted_at), count(*) filter (churn_probability between 0 and 1) = count(*) from computed.risk"))
                .containsExactly(buyers.each().stream()
                                .filter(buyer -> buyer.isActive(days, WINDOW))
                                .count()
                        + "|"
                        + buyers.each().stream()
                                .filter(buyer -> buyer.isActive(days, WINDOW))
                                .count()
                        + "|1|10|2026-07-01 00:00:00|true");
        double base = measure(fit, best + ".base_logit");
        assertThat(rows("select max(abs(ln(churn_probability / (1 - churn_probability)) - " + base + " - ("
                        + ChurnPredictionMart.FEATURES.stream()
                                .map(feature -> ChurnPredictionMart.BECAUSE + feature)
                                .collect(Collectors.joining(" + "))
                        + "))) < 1e-6 from computed.risk"))
                .as("contributions add up")
                .containsExactly("true");
        assertThat(fit.method()).endsWith("1, known by load date");
        assertThat(fit.notes()).extracting(Fit.Note::code).contains("known_by_load_date");
        assertThat(rows("select count(*) from information_schema.tables where table_schema = 'computed'"))
                .as("nothing is left behind")
                .containsExactly("1");
    }

    private static double area(List<Buyers.Buyer> buyers, double day, ToDoubleFunction<Buyers.Buyer> says) {
        return Auc.of(buyers.stream().mapToDouble(says).toArray(), lost(buyers, day))
                .orElseThrow()
                .area();
    }

    private static double brier(List<Buyers.Buyer> buyers, double day, ToDoubleFunction<Buyers.Buyer> says) {
        return Calibration.of(buyers.stream().mapToDouble(says).toArray(), lost(buyers, day))
                .brier();
    }

    private static boolean[] lost(List<Buyers.Buyer> buyers, double day) {
        boolean[] lost = new boolean[buyers.size()];
        for (int each = 0; each < lost.length; each++) {
            lost[each] = buyers.get(each).isLost(day, WINDOW);
        }
        return lost;
    }

    private List<String> rows(String query) throws SQLException {
        return Shop.rows(connection, query);
    }

    /** By hand: customer 1 ordered 100 days before for 10 and 5, of which 3 came back, and 20 days before for 30. */
    @Test
    void knowsOfACustomerWhatStandsInTheFile() throws SQLException {
        Purchases.line(connection, "1, a, p, 2025-12-22 00:00:00, 10, 0, 0");
        Purchases.line(connection, "1, a, q, 2025-12-22 01:00:00, 5, 0, 0");
        Purchases.line(connection, "1, r, q, 2026-01-05 00:00:00, -3, 0, 0");
        Purchases.line(connection, "1, b, p, 2026-03-12 00:00:00, 30, 0, 0");
        Purchases.line(connection, "1, c, p, 2026-04-01 00:00:00, 99, 0, 0");
        Purchases.line(connection, "2, d, p, 2025-12-31 23:59:59, 8, 0, 0");
        Purchases.line(connection, "3, e, p, 2026-03-31 00:00:00, 0, 0, 0");
        DuckDBConnection here = connection.unwrap(DuckDBConnection.class);
        ComputationInput input = new ComputationInput(
                here, connection.getCatalog(), "risk", "", PastMarts.NONE, ComputationProgress.SILENT);
        try (ExampleTable table = new ExampleTable(input, Purchases.PLAIN, WINDOW)) {
            List<String> features =
                    rows("select * replace (round(order_value, 9) as order_value, round(recent_spend, 9) as"
                            + " recent_spend, round(returned, 9) as returned, round(overdue, 9) as overdue) from ("
                            + table.features(LocalDateTime.of(2026, 4, 1, 0, 0), OptionalLong.empty()) + ")");
            assertThat(features)
                    .as("customer 2 is not active any more")
                    .containsExactly(
                            "1|20.0|100.0|" + Math.log(2) + "|0.25|" + Math.log(2) + "|" + Math.log(2) + "|"
                                    + round(Math.log(23.5)) + "|" + round(Math.log(31)) + "|" + Math.log(1.5) + "|"
                                    + round(3 / 45.0),
                            "3|1.0|1.0|0.0|0.0|" + Math.log(2) + "|0.0|0.0|0.0|0.0|0.0");
        }
    }

    private static double round(double value) {
        return Math.round(value * 1e9) / 1e9;
    }

    @Test
    void learnsOnlyWhatWasOverBeforeItMeasures() {
        List<LocalDateTime> moments =
                Snapshots.candidates(LocalDateTime.of(2025, 1, 15, 0, 0), LocalDateTime.of(2026, 1, 1, 0, 0), 90);
        assertThat(moments.get(0)).isEqualTo(LocalDateTime.of(2025, 5, 1, 0, 0));
        assertThat(moments.get(moments.size() - 1)).isEqualTo(LocalDateTime.of(2025, 10, 1, 0, 0));

        Snapshots snapshots = Snapshots.of(moments, 90);
        assertThat(snapshots.validation()).isEqualTo(LocalDateTime.of(2025, 10, 1, 0, 0));
        assertThat(snapshots.training())
                .containsExactly(
                        LocalDateTime.of(2025, 5, 1, 0, 0),
                        LocalDateTime.of(2025, 6, 1, 0, 0),
                        LocalDateTime.of(2025, 7, 1, 0, 0));
    }

    private String said(Fit fit) throws SQLException {
        assertThat(rows("select count(*) from computed.risk")).containsExactly("0");
        assertThat(fit.measures()).isEmpty();
        return fit.notes().stream().map(Fit.Note::sentence).collect(Collectors.joining(" "));
    }

    @Test
    void saysInASentenceWhyNothingIsPredicted() throws SQLException {
        assertThat(said(predict(Optional.empty()))).isEqualTo("There are no purchases, so nothing is predicted.");

        Purchases.line(connection, "9, r, p, 2025-01-05 00:00:00, -5, 0, 0");
        assertThat(said(predict(Optional.empty())))
                .as("negative values alone")
                .isEqualTo("There are no purchases, so nothing is predicted.");

        Purchases.purchase(connection, 1, "2025-01-01 10:00:00");
        assertThat(said(predict(Optional.empty())))
                .as("one customer, one moment")
                .isEqualTo(
                        "The data span 5 days. A window of 90 days is needed before an earlier moment, between it and a"
                                + " later one, and after that, each the first of a month: 270 days, and as a rule a month more."
                                + " Nothing is predicted.");

        Purchases.purchase(connection, 1, "2026-03-01 10:00:00");
        assertThat(said(predict(Optional.empty())))
                .isEqualTo(
                        "Of the 1 customers who were active at the earlier moments, all were lost; at least 20 who were"
                                + " and 20 who were not are needed, so nothing is predicted.");

        Purchases.execute(
                connection, "create table mart.windows as select null::integer as window_days, false as is_chosen");
        assertThat(said(predict(new Loss.AfterChosen("windows"), Optional.empty())))
                .isEqualTo("No window of silence is chosen, so nothing is predicted; \"windows\" says why.");
    }

    @Test
    void saysThatEverybodyIsLostOrNobody() throws SQLException {
        buy("range(300)", "range(0, 400, 3)", "customer = day // 3");
        assertThat(said(predict(Optional.empty())))
                .as("no repeat buyers: whoever is active buys nothing more")
                .matches("Of the \\d+ customers who were active at the earlier moments, all were lost; .*");

        Purchases.execute(connection, "delete from mart.purchases");
        buy("range(30)", "range(0, 400, 20)", "true");
        assertThat(said(predict(Optional.empty())))
                .as("all stay")
                .matches("Of the \\d+ customers who were active at the earlier moments, none were lost; .*");
    }

    private void buy(String customers, String days, String condition) throws SQLException {
        Purchases.execute(
                connection,
                "insert into mart.purchases select 'c' || customer, customer || '/' || day, 'p', customer, timestamp"
                        + " '2025-01-01 12:00:00' + to_days(day::integer), 10, 0, 0 from " + customers
                        + " c(customer), "
                        + days + " d(day) where " + condition);
    }

    /** All buy on the same two days a window apart, so nothing tells apart who comes back. */
    @Test
    void saysWhereCustomersAreAlike() throws SQLException {
        buy("range(200)", "range(0, 500, 100)", "(customer + day // 100) % 2 = 0");
        buy("range(1000, 1001)", "range(0, 450, 30)", "true");
        Fit fit = predict(Optional.empty());

        assertThat(rows("select count(*) filter (not isfinite(churn_probability)) from computed.risk"))
                .containsExactly("0");
        fit.measures()
                .forEach(measure ->
                        assertThat(measure.value().orElse(0)).as(measure.name()).isFinite());
    }

    @Test
    void predictsByTheModelThatIsAskedFor() throws SQLException {
        Buyers.of(600, 420, 2).buy(connection, START);
        Map<ChurnPredictionMart.Model, String> names = Map.of(
                ChurnPredictionMart.Model.LOGISTIC, "churn logistic 1, known by load date",
                ChurnPredictionMart.Model.BOOSTED_TREES, "churn boosted_trees 1, known by load date");
        for (Map.Entry<ChurnPredictionMart.Model, String> each : names.entrySet()) {
            Fit fit = predict(Optional.of(each.getKey()));
            List<String> first = rows("from computed.risk order by customer_hk");
            assertThat(fit.method()).isEqualTo(each.getValue());
            assertThat(first).isNotEmpty();
            assertThat(predict(Optional.of(each.getKey())).measures()).isEqualTo(fit.measures());
            assertThat(rows("from computed.risk order by customer_hk"))
                    .as("again")
                    .isEqualTo(first);
        }
    }

    /** UCI Online Retail, as its worked example has purchases; all that is claimed is that the model tells more than recency. */
    @Test
    void tellsMoreThanRecencyOfARealShop() throws SQLException {
        Path files = Path.of("../../shared/data/online_retail");
        assumeTrue(Files.isDirectory(files), "Online Retail is not in ../shared/data");
        Purchases.execute(
                connection,
                "insert into mart.purchases select md5(CustomerID), InvoiceNo, StockCode, CustomerID::double::integer,"
                        + " InvoiceDate::timestamp, Quantity::integer * UnitPrice::decimal(12,3), 0, 0 from read_csv('"
                        + files.resolve("*.csv.gz") + "', all_varchar = true) where CustomerID is not null"
                        + " and Quantity::integer > 0 and UnitPrice::double > 0");

        Fit fit = predict(Optional.empty());

        String best = fit.method().contains("logistic") ? "logistic" : "boosted_trees";
        assertThat(measure(fit, "training.moments")).isEqualTo(4);
        assertThat(measure(fit, best + ".auc")).isGreaterThan(measure(fit, "recency_alone.auc") + 0.05);
        assertThat(measure(fit, best + ".brier")).isLessThan(measure(fit, "share_alone.brier"));
    }
}
