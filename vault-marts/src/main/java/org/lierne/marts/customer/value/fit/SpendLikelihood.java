package org.lierne.marts.customer.value.fit;

import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;
import org.lierne.marts.statistics.Objective;

/** The log-likelihood of mean spends by the logarithms of p, q and v, summed as {@link HistoryLikelihood} is. */
final class SpendLikelihood implements Objective {

    private static final int CHUNK = 4096;
    private static final double FURTHEST = 20;

    private final SpendHistories histories;
    private final double logMean;

    SpendLikelihood(SpendHistories histories) {
        this.histories = histories;
        this.logMean = Math.log(histories.overallMean());
    }

    @Override
    public double value(double[] logarithms, double[] gradient) {
        double[] parameters = new double[3];
        for (int i = 0; i < parameters.length; i++) {
            // v has the unit of the spend.
            if (!(Math.abs(logarithms[i] - (i == 2 ? logMean : 0)) <= FURTHEST)) {
                return Double.NEGATIVE_INFINITY;
            }
            parameters[i] = Math.exp(logarithms[i]);
        }
        int chunks = (histories.groups() + CHUNK - 1) / CHUNK;
        double[][] sums = IntStream.range(0, chunks)
                .parallel()
                .mapToObj(chunk -> chunk(chunk, parameters[0], parameters[1], parameters[2]))
                .toArray(double[][]::new);
        double[] total = new double[4];
        for (double[] sum : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sum[i];
            }
        }
        for (int i = 0; i < parameters.length; i++) {
            gradient[i] = total[i + 1] * parameters[i];
        }
        return total[0];
    }

    private double[] chunk(int chunk, double p, double q, double v) {
        double[] sums = new double[4];
        double logV = Math.log(v);
        double fixed = q * logV - Gamma.logGamma(q);
        double digammaQ = Gamma.digamma(q);
        int x = 0;
        double shape = 0;
        double ofX = 0;
        double both = 0;
        double first = 0;
        for (int group = chunk * CHUNK; group < Math.min(histories.groups(), (chunk + 1) * CHUNK); group++) {
            // Groups are in order of x, so what depends on it alone is computed seldom.
            if (histories.repeats(group) != x) {
                x = histories.repeats(group);
                shape = p * x;
                ofX = Gamma.logGamma(shape + q) - Gamma.logGamma(shape) + shape * Math.log(x);
                both = Gamma.digamma(shape + q);
                first = both - Gamma.digamma(shape) + Math.log(x);
            }
            double weight = histories.weight(group);
            double logMean = Math.log(histories.mean(group));
            double scale = v + x * histories.mean(group);
            double logScale = Math.log(scale);
            sums[0] += weight * (fixed + ofX + (shape - 1) * logMean - (shape + q) * logScale);
            sums[1] += weight * x * (first + logMean - logScale);
            sums[2] += weight * (both - digammaQ + logV - logScale);
            sums[3] += weight * (q / v - (shape + q) / scale);
        }
        return sums;
    }
}
