package org.lierne.cli.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Settings;
import org.lierne.core.asof.AsOf;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Loss;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.ComputationProgress;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.customer.churn.ChurnPrediction;
import org.lierne.marts.statistics.Auc;
import org.lierne.marts.statistics.Calibration;

/** Predicted churn of the simulated shop, beside the best possible given its truth. */
@Tag("heavy")
class SimulatedChurnTest {

    private static final int WINDOW = 90;
    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);
    private static final int DAYS = 546;
    private static final LocalDateTime LATEST_MOMENT = LocalDateTime.of(2024, 4, 1, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void comesCloseToTheBestThatTheTruthAllows() throws SQLException {
        SimulationFolder simulated = new SimulationFolder(folder.resolve("simulated"));
        simulated.prepare(false);
        new Simulation(new Settings(3000, FIRST, DAYS, new Seed(5))).write(simulated, day -> {});
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            fill(connection, simulated.truth());
            Fit fit = predict(connection.unwrap(DuckDBConnection.class));
            String best = fit.method().contains("logistic") ? "logistic" : "boosted_trees";

            Truth truth = truth(connection);
            double byTruth = Auc.of(truth.knowing(), truth.lost()).orElseThrow().area();
            double byPurchases =
                    Auc.of(truth.fromPurchases(), truth.lost()).orElseThrow().area();
            double brier = Calibration.of(truth.fromPurchases(), truth.lost()).brier();
            System.getLogger("churn")
                    .log(
                            System.Logger.Level.INFO,
                            String.format(
                                    Locale.ROOT,
                                    "%d customers; %s AUC %.4f (recency %.4f, P(alive) %.4f, best from purchases %.4f, truth %.4f);"
                                            + " Brier %.4f (recency %.4f, best from purchases %.4f)",
                                    truth.lost().length,
                                    best,
                                    measure(fit, best + ".auc"),
                                    measure(fit, "recency_alone.auc"),
                                    measure(fit, "p_alive.auc"),
                                    byPurchases,
                                    byTruth,
                                    measure(fit, best + ".brier"),
                                    measure(fit, "recency_alone.brier"),
                                    brier));
            assertThat(measure(fit, "validation.customers")).isEqualTo(truth.lost().length);
            assertThat(measure(fit, best + ".auc")).isBetween(byPurchases - 0.03, byPurchases + 0.02);
            assertThat(byPurchases).isLessThan(byTruth);
            assertThat(measure(fit, best + ".brier")).isLessThan(brier + 0.01);
            double observed = measure(fit, "validation.lost") / truth.lost().length;
            assertThat(measure(fit, best + ".predicted_share")).isBetween(observed - 0.04, observed + 0.04);
        }
    }

    /** Orders of people by their accounts, cancelled ones aside, as the shop's mart has them. */
    private static void fill(Connection connection, Path truth) throws SQLException {
        execute(connection, "create schema mart");
        execute(connection, "create schema computed");
        execute(
                connection,
                "create table mart.purchases as select person_id::varchar as customer_hk, person_id::varchar as customer_id,"
                        + " order_id::varchar as order_hk, ordered_at::timestamp as occurred_at, 20.0::decimal(12,2) as amount"
                        + " from read_csv('" + truth.resolve("orders.csv") + "', all_varchar = true)"
                        + " where coalesce(customer_id, '') <> '' and coalesce(person_id, '') <> '' and status <> 'cancelled'");
        execute(
                connection,
                "create table people as select person_id, any_value(purchase_rate)::double as rate, "
                        + "any_value(gone_since)::date as gone_since from read_csv('" + truth.resolve("customers.csv")
                        + "', all_varchar = true) group by person_id");
    }

    private static Fit predict(DuckDBConnection connection) throws SQLException {
        ChurnPredictionMart mart = new ChurnPredictionMart(
                "risk",
                "",
                "purchases",
                new Loss.AfterDays(WINDOW),
                ChurnPredictionMart.KnownBy.LOAD_DATE,
                Optional.empty(),
                Optional.empty());
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required("customer_hk", ColumnType.of(DataType.VARCHAR)));
        mart.columns()
                .forEach(column -> columns.add(TableColumn.optional(column.name(), ColumnType.of(column.type()))));
        execute(
                connection,
                "create table computed.risk (customer_hk varchar, predicted_at timestamp, window_days bigint,"
                        + " churn_probability double, risk_tenth bigint, "
                        + ChurnPredictionMart.FEATURES.stream()
                                .map(feature -> ChurnPredictionMart.BECAUSE + feature + " double")
                                .collect(Collectors.joining(", "))
                        + ")");
        Transactions transactions = new Transactions(
                "purchases", List.of(new BusinessKeyColumn("customer_id", "customer_id")), false, false, false);
        return new ChurnPrediction(mart, columns, transactions)
                .compute(new ComputationInput(
                        connection,
                        connection.getCatalog(),
                        "risk",
                        "",
                        new NothingCameLate(connection),
                        ComputationProgress.SILENT));
    }

    /** The truth has no late files: the past is what had happened. */
    private record NothingCameLate(DuckDBConnection connection) implements PastMarts {
        @Override
        public OptionalLong runCommittedBy(LocalDateTime moment) {
            return OptionalLong.empty();
        }

        @Override
        public Past open(AsOf asOf, List<String> marts) throws SQLException {
            DuckDBConnection beside = connection.duplicate().unwrap(DuckDBConnection.class);
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
    }

    /**
     * What became of the customers who were active at the latest moment.
     *
     * @param knowing what is said by who knows whether a customer is gone, and the rate
     * @param fromPurchases the best that can be said from purchases and the parameters of the world (docs/shop.md): MBG/NBD
     */
    private record Truth(double[] knowing, double[] fromPurchases, boolean[] lost) {}

    private static Truth truth(Connection connection) throws SQLException {
        String moment = "timestamp '" + LATEST_MOMENT.toString().replace('T', ' ') + ":00'";
        String query = """
                with before as (
                    select customer_hk, count(*) - 1 as repeats,
                        epoch(max(occurred_at) - min(occurred_at)) / 86400 as recency,
                        epoch(%1$s - min(occurred_at)) / 86400 as age,
                        epoch(%1$s - max(occurred_at)) / 86400 as silence
                    from mart.purchases where occurred_at < %1$s group by customer_hk
                )
                select repeats, recency, age, rate, coalesce(gone_since < %1$s, false),
                    not exists (select 1 from mart.purchases as later where later.customer_hk = before.customer_hk
                        and later.occurred_at >= %1$s and later.occurred_at < %1$s + interval 90 days)
                from before join people on person_id = customer_hk
                where silence <= %2$d""".formatted(moment, WINDOW);
        List<double[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                double repeats = result.getDouble(1);
                double grown = (45 + result.getDouble(3)) / (45 + result.getDouble(2));
                double alive = 1 / (1 + 0.9 / (3.2 + repeats) * Math.pow(grown, 0.9 + repeats));
                double silent =
                        Math.pow((45 + result.getDouble(3)) / (45 + result.getDouble(3) + WINDOW), 0.9 + repeats);
                rows.add(new double[] {
                    result.getBoolean(5) ? 1 : Math.exp(-result.getDouble(4) * WINDOW),
                    1 - alive * (1 - silent),
                    result.getBoolean(6) ? 1 : 0
                });
            }
        }
        boolean[] lost = new boolean[rows.size()];
        for (int each = 0; each < lost.length; each++) {
            lost[each] = rows.get(each)[2] == 1;
        }
        return new Truth(
                rows.stream().mapToDouble(row -> row[0]).toArray(),
                rows.stream().mapToDouble(row -> row[1]).toArray(),
                lost);
    }

    private static double measure(Fit fit, String name) {
        return fit.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + fit.measures() + fit.notes()))
                .value()
                .orElseThrow();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
