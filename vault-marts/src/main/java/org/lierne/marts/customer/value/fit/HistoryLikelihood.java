package org.lierne.marts.customer.value.fit;

import java.util.stream.IntStream;
import org.lierne.marts.customer.value.model.HistoryTerms;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.customer.value.model.RepeatTerms;
import org.lierne.marts.statistics.Objective;

/**
 * The log-likelihood of purchase histories by the logarithms of a model's parameters. Groups are summed in chunks of fixed
 * size, and the chunks in order, so that the sum is the same however many threads take part.
 */
final class HistoryLikelihood implements Objective {

    private static final int CHUNK = 2048;
    private static final double FURTHEST = 25;

    private final LifetimeModelKind kind;
    private final int parameters;
    private final PurchaseHistories histories;

    HistoryLikelihood(LifetimeModelKind kind, PurchaseHistories histories) {
        this.kind = kind;
        this.parameters = kind.parameters().size();
        this.histories = histories;
    }

    /** The log-likelihood by the model's own closed form. */
    static double of(LifetimeModel model, PurchaseHistories histories) {
        double[] sums = IntStream.range(0, chunks(histories))
                .parallel()
                .mapToDouble(chunk -> IntStream.range(chunk * CHUNK, end(chunk, histories))
                        .mapToDouble(group -> histories.weight(group)
                                * model.logLikelihood(
                                        histories.repeats(group), histories.recency(group), histories.age(group)))
                        .sum())
                .toArray();
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }

    @Override
    public double value(double[] logarithms, double[] gradient) {
        double[] values = new double[parameters];
        for (int i = 0; i < parameters; i++) {
            if (!(Math.abs(logarithms[i]) <= FURTHEST)) {
                return Double.NEGATIVE_INFINITY;
            }
            values[i] = Math.exp(logarithms[i]);
        }
        LifetimeModel model = kind.with(values);
        RepeatTerms repeatTerms = model.repeatTerms(histories.mostRepeats());
        double[][] sums = IntStream.range(0, chunks(histories))
                .parallel()
                .mapToObj(chunk -> chunk(chunk, model, repeatTerms))
                .toArray(double[][]::new);
        double[] total = new double[parameters + 1];
        for (double[] sum : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sum[i];
            }
        }
        for (int i = 0; i < parameters; i++) {
            gradient[i] = total[i + 1] * values[i];
        }
        return total[0];
    }

    private double[] chunk(int chunk, LifetimeModel model, RepeatTerms repeatTerms) {
        double[] sums = new double[parameters + 1];
        HistoryTerms terms = new HistoryTerms();
        for (int group = chunk * CHUNK; group < end(chunk, histories); group++) {
            int x = histories.repeats(group);
            double weight = histories.weight(group);
            model.fill(x, histories.recency(group), histories.age(group), terms);
            sums[0] += weight * (repeatTerms.value()[x] + terms.logLikelihood());
            for (int i = 0; i < parameters; i++) {
                sums[i + 1] += weight * (repeatTerms.gradient()[i][x] + terms.logLikelihoodBy(i));
            }
        }
        return sums;
    }

    private static int chunks(PurchaseHistories histories) {
        return (histories.groups() + CHUNK - 1) / CHUNK;
    }

    private static int end(int chunk, PurchaseHistories histories) {
        return Math.min(histories.groups(), (chunk + 1) * CHUNK);
    }
}
