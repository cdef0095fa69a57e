package org.lierne.marts.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hipparchus.special.Gamma;

/**
 * Whether groups are lost at the same pace: the log-rank test (Mantel, Evaluation of survival data and two new rank order
 * statistics arising in its consideration, Cancer Chemotherapy Reports 50, 1966; for more than two groups Peto and Peto,
 * Asymptotically efficient rank invariant test procedures, JRSS A 135, 1972), without weights.
 *
 * @param chiSquare of the differences between observed and expected; zero or more
 * @param degreesOfFreedom the groups in which any loss was to be expected, less one; at least one
 * @param pValue how probable so large a difference is, if the groups do not differ
 * @param groups in the order in which they were given
 */
public record LogRank(double chiSquare, int degreesOfFreedom, double pValue, List<Compared> groups) {

    public LogRank {
        groups = List.copyOf(groups);
    }

    /**
     * A day of a group on which anything happened.
     *
     * @param atRisk who was there before it
     * @param lost on it
     */
    public record Step(long day, long atRisk, long lost) {}

    /**
     * A group.
     *
     * @param observed losses
     * @param expected losses, if it were lost at the pace of all
     */
    public record Compared(long observed, double expected) {}

    /**
     * The test.
     *
     * @param groups their days, ascending; on a day that a group does not have, as many are at risk as on its next
     * @return empty, if there are no two groups in which a loss was to be expected, or their losses cannot differ
     */
    public static Optional<LogRank> of(List<List<Step>> groups) {
        Sums sums = new Sums(groups);
        List<Integer> compared = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            if (sums.expected[group] > 0) {
                compared.add(group);
            }
        }
        if (compared.size() < 2) {
            return Optional.empty();
        }
        int degrees = compared.size() - 1;
        double[][] variance = new double[degrees][degrees];
        double[] difference = new double[degrees];
        for (int row = 0; row < degrees; row++) {
            int group = compared.get(row);
            difference[row] = sums.observed[group] - sums.expected[group];
            for (int column = 0; column < degrees; column++) {
                variance[row][column] = sums.variance[group][compared.get(column)];
            }
        }
        Optional<double[]> solved = Symmetric.solve(variance, difference);
        if (solved.isEmpty()) {
            return Optional.empty();
        }
        double chiSquare = 0;
        for (int row = 0; row < degrees; row++) {
            chiSquare += difference[row] * solved.get()[row];
        }
        List<Compared> told = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            told.add(new Compared(sums.observed[group], sums.expected[group]));
        }
        double atLeastZero = Math.max(0, chiSquare);
        double pValue = Gamma.regularizedGammaQ(degrees / 2.0, atLeastZero / 2);
        return Optional.of(new LogRank(atLeastZero, degrees, pValue, told));
    }

    /** Observed and expected losses, and the covariances of their differences. */
    private static final class Sums {

        final long[] observed;
        final double[] expected;
        final double[][] variance;

        Sums(List<List<Step>> groups) {
            observed = new long[groups.size()];
            expected = new double[groups.size()];
            variance = new double[groups.size()][groups.size()];
            List<TreeMap<Long, Step>> byDay = new ArrayList<>();
            TreeMap<Long, Boolean> days = new TreeMap<>();
            for (List<Step> steps : groups) {
                TreeMap<Long, Step> ofGroup = new TreeMap<>();
                for (Step step : steps) {
                    ofGroup.put(step.day(), step);
                    if (step.lost() > 0) {
                        days.put(step.day(), true);
                    }
                }
                byDay.add(ofGroup);
            }
            days.keySet().forEach(day -> add(day, byDay));
        }

        private void add(long day, List<TreeMap<Long, Step>> byDay) {
            double[] atRisk = new double[byDay.size()];
            double all = 0;
            double lost = 0;
            for (int group = 0; group < byDay.size(); group++) {
                Step on = byDay.get(group).get(day);
                var next = byDay.get(group).ceilingEntry(day);
                atRisk[group] = next == null ? 0 : next.getValue().atRisk();
                all += atRisk[group];
                if (on != null) {
                    observed[group] += on.lost();
                    lost += on.lost();
                }
            }
            double spread = all > 1 ? lost * (all - lost) / (all - 1) : 0;
            for (int group = 0; group < atRisk.length; group++) {
                double share = atRisk[group] / all;
                expected[group] += lost * share;
                for (int other = 0; other < atRisk.length; other++) {
                    variance[group][other] += spread * share * ((group == other ? 1 : 0) - atRisk[other] / all);
                }
            }
        }
    }
}
