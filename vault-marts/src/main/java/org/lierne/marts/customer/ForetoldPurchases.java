package org.lierne.marts.customer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.value.model.LifetimeModel;

/**
 * How near a model, fitted to the first two thirds of the time, came to what customers bought in the last.
 *
 * @param customers of whom it was foretold
 * @param predicted the mean number of purchases that it expected of each
 * @param purchases the mean number that each made
 * @param meanSquareError of the two
 * @param meanAlone what it would be, had {@code purchases} been said of everybody: the variance
 */
record ForetoldPurchases(long customers, double predicted, double purchases, double meanSquareError, double meanAlone) {

    /** More customers would tell the same. */
    private static final int MOST = 100_000;

    /**
     * Compares.
     *
     * @param table as {@link CustomerSummaries} has it
     * @param former the model as fitted to the first part
     * @return empty if the last third has not a day
     */
    static Optional<ForetoldPurchases> of(Connection connection, String table, LifetimeModel former)
            throws SQLException {
        String query = """
                select
                    former_repeats, former_recency, former_age, age - former_age as days,
                    count(*), sum(repeats - former_repeats), sum((repeats - former_repeats) ** 2)
                from %1$s
                where former_repeats is not null
                    and rowid %% (select 1 + count(*) // %2$d from %1$s) = 0
                group by all
                order by all""".formatted(table, MOST);
        double customers = 0;
        double expected = 0;
        double bought = 0;
        double squares = 0;
        double errors = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                double days = rows.getDouble(4);
                if (days <= 0) {
                    return Optional.empty();
                }
                double count = rows.getDouble(5);
                double sum = rows.getDouble(6);
                double square = rows.getDouble(7);
                double each = former.expectedPurchases(rows.getInt(1), rows.getDouble(2), rows.getDouble(3), days);
                customers += count;
                expected += count * each;
                bought += sum;
                squares += square;
                errors += square - 2 * each * sum + count * each * each;
            }
        }
        if (customers == 0 || !Double.isFinite(errors)) {
            return Optional.empty();
        }
        double mean = bought / customers;
        return Optional.of(new ForetoldPurchases(
                (long) customers, expected / customers, mean, errors / customers, squares / customers - mean * mean));
    }

    List<Fit.Measure> measures() {
        return List.of(
                Fit.Measure.of("hold_out.customers", customers),
                Fit.Measure.of("hold_out.predicted", predicted),
                Fit.Measure.of("hold_out.purchases", purchases),
                Fit.Measure.of("hold_out.mean_square_error", meanSquareError),
                Fit.Measure.of("hold_out.mean_alone", meanAlone));
    }

    /** What is to be known, if it is no better than what anybody could say. */
    Optional<Fit.Note> note() {
        if (meanSquareError < meanAlone) {
            return Optional.empty();
        }
        return Optional.of(new Fit.Note(
                "no_better_than_mean",
                String.format(
                        Locale.ROOT,
                        "Told from the first two thirds of the time, the purchases of the last are no nearer than if their mean were"
                                + " said of everybody (mean square error %.3f against %.3f): who will buy more often is not"
                                + " told by expected_purchases.",
                        meanSquareError,
                        meanAlone)));
    }
}
