package org.lierne.marts.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether what was predicted with a probability happened as often.
 *
 * @param brier the mean square of the differences (Brier, Verification of forecasts expressed in terms of probability,
 *     Monthly Weather Review 78, 1950); 0 is best
 * @param brierOfTheShare what it would be, had the share with which it happened been predicted of everybody
 * @param tenths from those with the highest probability to those with the lowest; fewer, if there are fewer than ten cases
 */
public record Calibration(double brier, double brierOfTheShare, List<Tenth> tenths) {

    private static final int TENTHS = 10;

    public Calibration {
        tenths = List.copyOf(tenths);
    }

    /**
     * A tenth of the cases.
     *
     * @param predicted the mean probability
     * @param observed the share of cases in which it happened
     * @param lift {@code observed} by the share among all; 1 if it never happened at all
     * @param captured the share of all cases in which it happened that lie in this tenth or one before it; 1 if it never happened
     */
    public record Tenth(int cases, double predicted, double observed, double lift, double captured) {}

    /**
     * Compares.
     *
     * @param probabilities at least one, from 0 to 1; ties stay in their order
     * @param happened of the same length
     */
    public static Calibration of(double[] probabilities, boolean[] happened) {
        int cases = probabilities.length;
        double squares = 0;
        int count = 0;
        for (int each = 0; each < cases; each++) {
            double difference = probabilities[each] - (happened[each] ? 1 : 0);
            squares += difference * difference;
            count += happened[each] ? 1 : 0;
        }
        double share = (double) count / cases;
        int[] order = IntStream.range(0, cases)
                .boxed()
                .sorted(Comparator.comparingDouble(each -> -probabilities[each]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Tenth> tenths = new ArrayList<>();
        int captured = 0;
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            int from = (int) ((long) cases * tenth / TENTHS);
            int to = (int) ((long) cases * (tenth + 1) / TENTHS);
            if (from == to) {
                continue;
            }
            double predicted = 0;
            int observed = 0;
            for (int place = from; place < to; place++) {
                predicted += probabilities[order[place]];
                observed += happened[order[place]] ? 1 : 0;
            }
            captured += observed;
            double shareObserved = (double) observed / (to - from);
            tenths.add(new Tenth(
                    to - from,
                    predicted / (to - from),
                    shareObserved,
                    count == 0 ? 1 : shareObserved / share,
                    count == 0 ? 1 : (double) captured / count));
        }
        return new Calibration(squares / cases, share * (1 - share), tenths);
    }
}
