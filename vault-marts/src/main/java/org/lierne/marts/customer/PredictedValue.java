package org.lierne.marts.customer;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.PredictedValueMart;
import org.lierne.core.schema.TableColumn;
import org.lierne.loader.warehouse.RowAppender;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.value.fit.ModelChoice;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendFit;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.customer.value.score.Horizon;
import org.lierne.marts.customer.value.score.Prediction;
import org.lierne.marts.customer.value.score.Scores;
import org.lierne.marts.customer.value.score.Scoring;

/**
 * What each customer is expected to buy and to be worth. The engine sums purchases up, models are fitted to counts of equal
 * sums, and customers are predicted block by block; nothing but a block of them is ever held in Java.
 */
public final class PredictedValue implements Computation {

    private static final String SCORES = "customer_scores";

    private final PredictedValueMart mart;
    private final List<TableColumn> columns;
    private final Transactions transactions;
    private final Optional<LocalDate> at;

    /** @param columns of the result: the customer's hash key, then the payload */
    public PredictedValue(
            PredictedValueMart mart, List<TableColumn> columns, Transactions transactions, Optional<LocalDate> at) {
        this.mart = mart;
        this.columns = List.copyOf(columns);
        this.transactions = transactions;
        this.at = at;
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public Fit compute(ComputationInput input) throws SQLException {
        String query = Template.fill(
                "customer_summaries.sql",
                Map.of(
                        "transactions", Template.mart(transactions.mart()),
                        "at", Template.at(transactions.mart(), at),
                        "key_present", Template.keyPresent(transactions.customerKey())));
        input.progress().at("summing purchases up", 0, 0);
        try (CustomerSummaries summaries = CustomerSummaries.of(input.connection(), query)) {
            PurchaseHistories histories = summaries.histories();
            List<LifetimeModelKind> kinds = mart.models().stream()
                    .map(model -> LifetimeModelKind.valueOf(model.name()))
                    .toList();
            ModelChoice choice = ModelChoice.of(
                    kinds,
                    histories,
                    summaries.holdOut(),
                    kind -> input.progress().at("fitting " + kind.code(), 0, 0));
            input.progress().at("fitting " + SpendFit.MODEL, 0, 0);
            SpendFit spend = SpendFit.of(summaries.spends());
            score(input, summaries, choice, spend);
            Optional<ForetoldPurchases> foretold = choice.former().isPresent()
                    ? ForetoldPurchases.of(
                            input.connection(),
                            summaries.table(),
                            choice.former().get())
                    : Optional.empty();
            return PredictedValueFit.of(histories, choice, spend, foretold);
        }
    }

    private void score(ComputationInput input, CustomerSummaries summaries, ModelChoice choice, SpendFit spend)
            throws SQLException {
        summaries.execute(
                "create or replace temporary table " + SCORES + " (place bigint, alive double, alive_low double,"
                        + " alive_high double, purchases double, purchases_low double, purchases_high double, fewest bigint,"
                        + " most bigint, each_value double, all_value double, value_low double, value_high double)");
        try {
            if (choice.chosen().isPresent()) {
                Horizon horizon = Horizon.ofDays(mart.horizonDays(), mart.discount());
                append(
                        input,
                        summaries,
                        new Scoring(choice.chosen().get(), spend.usable(), horizon),
                        tellsWhoLeft(choice));
            }
            summaries.execute(String.format(Locale.ROOT, """
                    insert into %s
                    select customer_hk, repeats, recency, age, mean_value, alive, alive_low, alive_high, purchases,
                        purchases_low, purchases_high, fewest, most, each_value, all_value, value_low, value_high
                    from %s as summaries
                    left join temp.main.%s as scores on scores.place = summaries.rowid""", input.result(), summaries.table(), SCORES));
        } finally {
            summaries.execute("drop table if exists temp.main." + SCORES);
        }
    }

    private static boolean tellsWhoLeft(ModelChoice choice) {
        return choice.chosen()
                .filter(fit -> !fit.model().equals(LifetimeModelKind.NBD.code()))
                .isPresent();
    }

    private static void append(
            ComputationInput input, CustomerSummaries summaries, Scoring scoring, boolean tellsWhoLeft)
            throws SQLException {
        int customers = summaries.customers();
        try (RowAppender appender = RowAppender.intoTemporary(input.connection(), SCORES)) {
            for (int first = 0; first < customers; first += CustomerSummaries.BLOCK) {
                input.progress().at("predicting", first, customers);
                CustomerSummaries.Block block = summaries.block(first, customers);
                Scores scores =
                        scoring.of(block.repeats(), block.recency(), block.age(), block.meanValue(), done -> {});
                for (int each = 0; each < block.repeats().length; each++) {
                    append(appender, (long) first + each, scores, each, tellsWhoLeft);
                }
            }
        }
        input.progress().at("predicting", customers, customers);
    }

    private static void append(RowAppender appender, long place, Scores scores, int each, boolean tellsWhoLeft)
            throws SQLException {
        Prediction alive = scores.alive();
        Prediction purchases = scores.purchases();
        Prediction value = scores.value();
        boolean hasValue = scores.hasValue();
        appender.row(
                place,
                figure(alive.value(), each, tellsWhoLeft),
                figure(alive.low(), each, tellsWhoLeft && alive.hasInterval()),
                figure(alive.high(), each, tellsWhoLeft && alive.hasInterval()),
                purchases.value()[each],
                figure(purchases.low(), each, purchases.hasInterval()),
                figure(purchases.high(), each, purchases.hasInterval()),
                (long) scores.fewest()[each],
                (long) scores.most()[each],
                figure(scores.spend(), each, hasValue),
                figure(value.value(), each, hasValue),
                figure(value.low(), each, hasValue && value.hasInterval()),
                figure(value.high(), each, hasValue && value.hasInterval()));
    }

    private static @Nullable Double figure(double[] figures, int at, boolean isKnown) {
        return isKnown ? figures[at] : null;
    }
}
