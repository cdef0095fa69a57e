package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;

/** Where the groups of a histogram begin: round numbers, even, or growing where a few values are far above the rest. */
final class Edges {

    private static final int FEWEST = 8;
    private static final int MOST = 14;
    private static final double SKEWED = 8;
    private static final double[] STEPS = {1, 2, 5};

    private Edges() {}

    /**
     * The inner edges, increasing; empty if there is nothing to part.
     *
     * @param least the least value
     * @param middle the median
     * @param high what few values exceed
     * @param most the greatest value
     * @param whole whether all values are whole numbers
     */
    static List<Double> of(double least, double middle, double high, double most, boolean whole) {
        if (!(most > least)) {
            return List.of();
        }
        if (least >= 0 && high > SKEWED * Math.max(middle, whole ? 1 : 1e-9)) {
            return growing(Math.max(whole ? 1 : 0, middle / SKEWED), high);
        }
        double top = high > least ? high : most;
        double step = nice((top - least) / FEWEST);
        if (whole) {
            step = Math.max(1, step);
        }
        List<Double> edges = new ArrayList<>();
        double first = (Math.floor(least / step) + 1) * step;
        for (int each = 0; first + each * step <= top && edges.size() < MOST; each++) {
            edges.add(first + each * step);
        }
        return edges.isEmpty() ? List.of(most) : edges;
    }

    /** 1, 2, 5, 10, 20 … between two values. */
    private static List<Double> growing(double from, double to) {
        List<Double> edges = new ArrayList<>();
        int power = from > 0 ? (int) Math.floor(Math.log10(from)) : (int) Math.floor(Math.log10(to)) - 3;
        for (; Math.pow(10, power) <= to; power++) {
            for (double step : STEPS) {
                double edge = step * Math.pow(10, power);
                if (edge >= from && edge <= to && edges.size() < MOST) {
                    edges.add(edge);
                }
            }
        }
        return edges;
    }

    /** The next of 1, 2 or 5 times a power of ten. */
    static double nice(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double each : STEPS) {
            if (each * power >= step * 0.999) {
                return each * power;
            }
        }
        return 10 * power;
    }
}
