package org.lierne.marts.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The area under the curve of true against false alarms: how probable it is that of two cases, one in which what was predicted
 * happened and one in which it did not, the first has the higher score; half of it for a tie.
 *
 * @param area from 0 to 1; one half is chance
 * @param standardError by placements (DeLong, DeLong and Clarke-Pearson, Comparing the areas under two or more correlated
 *     receiver operating characteristic curves, Biometrics 44, 1988; computed as in Sun and Xu, IEEE Signal Processing
 *     Letters 21, 2014); empty if it happened, or did not, only once
 */
public record Auc(double area, Optional<Double> standardError) {

    /**
     * The area.
     *
     * @param scores finite, higher where it is more probable
     * @param happened of the same length
     * @return empty, if it happened always or never
     */
    public static Optional<Auc> of(double[] scores, boolean[] happened) {
        int count = 0;
        for (boolean each : happened) {
            count += each ? 1 : 0;
        }
        int other = happened.length - count;
        if (count == 0 || other == 0) {
            return Optional.empty();
        }
        double[] with = new double[count];
        double[] without = new double[other];
        int[] at = new int[2];
        for (int each = 0; each < scores.length; each++) {
            if (happened[each]) {
                with[at[0]++] = scores[each];
            } else {
                without[at[1]++] = scores[each];
            }
        }
        Arrays.sort(with);
        Arrays.sort(without);
        Placements ofThose = new Placements(with, without);
        Placements ofOthers = new Placements(without, with);
        double error = Math.sqrt(ofThose.variance() / count + ofOthers.variance() / other);
        return Optional.of(new Auc(ofThose.mean(), count > 1 && other > 1 ? Optional.of(error) : Optional.empty()));
    }

    /** Of each of some sorted values, the share of other sorted values that lie below it, ties by half. */
    private static final class Placements {

        private final double mean;
        private final double variance;

        Placements(double[] values, double[] others) {
            int below = 0;
            int upTo = 0;
            double sum = 0;
            double squares = 0;
            double[] placements = new double[values.length];
            for (int each = 0; each < values.length; each++) {
                while (below < others.length && others[below] < values[each]) {
                    below++;
                }
                while (upTo < others.length && others[upTo] <= values[each]) {
                    upTo++;
                }
                placements[each] = (below + upTo) / 2.0 / others.length;
                sum += placements[each];
            }
            mean = sum / values.length;
            for (double placement : placements) {
                squares += (placement - mean) * (placement - mean);
            }
            variance = values.length > 1 ? squares / (values.length - 1) : 0;
        }

        double mean() {
            return mean;
        }

        double variance() {
            return variance;
        }
    }
}
