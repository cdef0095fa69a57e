package org.lierne.marts.customer.value.score;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.model.GammaGamma;
import org.lierne.marts.customer.value.model.HistoryTerms;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.customer.value.model.PurchasesAhead;

/**
 * Predicts by fitted models, customer by customer. Intervals tell the uncertainty of the parameters, by the delta method on
 * scales that have no bounds: log-odds of being alive, logarithms of purchases and of value. The two fits count as independent
 * of each other. Immutable; safe for threads.
 */
public final class Scoring {

    private static final int CHUNK = 1024;
    private static final double NORMAL = 1.959963984540054;
    private static final double TAIL = 0.025;
    // So that an interval of nearly no information ends somewhere.
    private static final double WIDEST = 50;

    private final LifetimeModel model;
    private final Optional<double[][]> covariance;
    private final Optional<GammaGamma> spend;
    private final Optional<double[][]> spendCovariance;
    private final Horizon horizon;

    /**
     * Scores by these fits.
     *
     * @param purchases a usable fit of a model of purchases
     * @param spend a usable fit of the model of spend, or none
     */
    public Scoring(Fit purchases, Optional<Fit> spend, Horizon horizon) {
        if (!purchases.isUsable() || spend.filter(fit -> !fit.isUsable()).isPresent()) {
            throw new IllegalArgumentException("Nothing can be predicted by a fit that is not usable.");
        }
        this.model = kind(purchases).with(purchases.parameters());
        this.covariance = purchases.covarianceMatrix();
        this.spend = spend.map(fit -> new GammaGamma(fit.parameters()[0], fit.parameters()[1], fit.parameters()[2]));
        this.spendCovariance = spend.flatMap(Fit::covarianceMatrix);
        this.horizon = horizon;
    }

    private static LifetimeModelKind kind(Fit fit) {
        for (LifetimeModelKind kind : LifetimeModelKind.values()) {
            if (kind.code().equals(fit.model())) {
                return kind;
            }
        }
        throw new IllegalArgumentException("\"" + fit.model() + "\" is no model of purchases.");
    }

    /**
     * The scores of customers, given as arrays of the same length.
     *
     * @param repeats x of each
     * @param recency t_x of each
     * @param age T of each
     * @param meanSpend on a repeat purchase; whatever it is for those who have none
     * @param progress told now and then how many are done, from any thread
     */
    public Scores of(int[] repeats, double[] recency, double[] age, double[] meanSpend, LongConsumer progress) {
        int customers = repeats.length;
        boolean hasValue = spend.isPresent();
        Scores scores = new Scores(
                Prediction.of(customers, covariance.isPresent()),
                Prediction.of(customers, covariance.isPresent()),
                new int[customers],
                new int[customers],
                new double[hasValue ? customers : 0],
                Prediction.of(hasValue ? customers : 0, covariance.isPresent() && spendCovariance.isPresent()));
        AtomicLong done = new AtomicLong();
        IntStream.range(0, (customers + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            Customer customer = new Customer(scores);
            int end = Math.min(customers, (chunk + 1) * CHUNK);
            for (int each = chunk * CHUNK; each < end; each++) {
                customer.score(each, repeats[each], recency[each], age[each], hasValue ? meanSpend[each] : 0);
            }
            progress.accept(done.addAndGet(end - chunk * CHUNK));
        });
        return scores;
    }

    /** Scores one customer after the other, in one thread. */
    private final class Customer {

        private final Scores scores;
        private final HistoryTerms terms = new HistoryTerms();
        private final double[] parameters = model.parameters();
        private final double[] gradient = new double[parameters.length];
        private final double[] discountedGradient = new double[parameters.length];

        Customer(Scores scores) {
            this.scores = scores;
        }

        void score(int at, int x, double recency, double age, double meanSpend) {
            model.fill(x, recency, age, terms);
            double alive = terms.probabilityAlive();
            scores.alive().value()[at] = alive;
            double expected = 0;
            double discounted = 0;
            Arrays.fill(discountedGradient, 0);
            // Value needs each month; without a discount, or without value, the last is enough.
            int first = spend.isPresent() && horizon.monthlyDiscount() > 0 ? 1 : horizon.months();
            for (int month = first; month <= horizon.months(); month++) {
                expected = model.expectedWhileAlive(x, age, month * horizon.month(), gradient);
                double weight = horizon.weight(month) - horizon.weight(month + 1);
                discounted += weight * expected;
                for (int i = 0; i < parameters.length; i++) {
                    discountedGradient[i] += weight * gradient[i];
                }
            }
            scores.purchases().value()[at] = alive * expected;
            covariance.ifPresent(matrix -> aliveInterval(at, matrix));
            if (covariance.isPresent()) {
                double deviation = deviation(covariance.get(), relative(gradient, expected, alive));
                interval(scores.purchases(), at, deviation);
            }
            counts(at, alive, model.ahead(x, age, horizon.length()));
            if (spend.isPresent()) {
                value(at, x, meanSpend, alive, discounted);
            }
        }

        private void aliveInterval(int at, double[][] matrix) {
            double[] slope = new double[parameters.length];
            for (int i = 0; i < parameters.length; i++) {
                slope[i] = terms.logOddsBy(i) * parameters[i];
            }
            double width = NORMAL * Math.sqrt(variance(matrix, slope));
            scores.alive().low()[at] = 1 / (1 + Math.exp(terms.logOdds() + width));
            scores.alive().high()[at] = 1 / (1 + Math.exp(terms.logOdds() - width));
        }

        /** The derivatives of log(alive * expected) by the logarithms of the parameters. */
        private double[] relative(double[] byParameter, double expected, double alive) {
            double[] slope = new double[parameters.length];
            for (int i = 0; i < parameters.length; i++) {
                slope[i] = parameters[i]
                        * (byParameter[i] / Math.max(expected, Double.MIN_NORMAL) - (1 - alive) * terms.logOddsBy(i));
            }
            return slope;
        }

        private void value(int at, int x, double meanSpend, double alive, double discounted) {
            GammaGamma ofSpend = spend.orElseThrow();
            double each = ofSpend.expectedSpend(x, meanSpend);
            scores.spend()[at] = each;
            scores.value().value()[at] = each * alive * discounted;
            if (!scores.value().hasInterval()) {
                return;
            }
            double shape = ofSpend.p() * x + ofSpend.q() - 1;
            double[] slope = {
                1 - ofSpend.p() * x / shape,
                -ofSpend.q() / shape,
                ofSpend.v() / (ofSpend.v() + x * Math.max(0, meanSpend))
            };
            double ofPurchases = variance(covariance.orElseThrow(), relative(discountedGradient, discounted, alive));
            double both = ofPurchases + variance(spendCovariance.orElseThrow(), slope);
            interval(scores.value(), at, Math.sqrt(both));
        }

        private void counts(int at, double alive, PurchasesAhead ahead) {
            int fewest = 0;
            while (alive * ahead.atLeast(fewest + 1) > 1 - TAIL) {
                fewest++;
            }
            int most = fewest;
            while (alive * ahead.atLeast(most + 1) > TAIL) {
                most++;
            }
            scores.fewest()[at] = fewest;
            scores.most()[at] = most;
        }
    }

    private static void interval(Prediction prediction, int at, double deviation) {
        double factor = Math.exp(Math.min(WIDEST, NORMAL * deviation));
        prediction.low()[at] = prediction.value()[at] / factor;
        prediction.high()[at] = prediction.value()[at] * factor;
    }

    private static double deviation(double[][] matrix, double[] slope) {
        return Math.sqrt(variance(matrix, slope));
    }

    private static double variance(double[][] matrix, double[] slope) {
        double sum = 0;
        for (int i = 0; i < slope.length; i++) {
            for (int j = 0; j < slope.length; j++) {
                sum += slope[i] * matrix[i][j] * slope[j];
            }
        }
        return Math.max(0, sum);
    }
}
