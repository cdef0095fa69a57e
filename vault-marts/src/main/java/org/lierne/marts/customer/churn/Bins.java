package org.lierne.marts.customer.churn;

import java.util.Arrays;

/**
 * Features in a few steps each, for finding splits: a value belongs to the first step whose upper edge it does not exceed.
 *
 * @param edges by feature, ascending; a value may lie above the last
 * @param steps by feature and customer
 */
record Bins(double[][] edges, byte[][] steps) {

    /** How many steps a feature has at most. */
    static final int MOST = 64;

    static Bins of(double[][] features) {
        double[][] edges = new double[features.length][];
        byte[][] steps = new byte[features.length][];
        for (int feature = 0; feature < features.length; feature++) {
            edges[feature] = edges(features[feature]);
            steps[feature] = new byte[features[feature].length];
            for (int customer = 0; customer < steps[feature].length; customer++) {
                int found = Arrays.binarySearch(edges[feature], features[feature][customer]);
                steps[feature][customer] = (byte) (found >= 0 ? found : -found - 1);
            }
        }
        return new Bins(edges, steps);
    }

    /** Values at even ranks, without those that are the greatest of all. */
    private static double[] edges(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] edges = new double[MOST - 1];
        int count = 0;
        for (int step = 1; step < MOST; step++) {
            double edge = sorted[(int) ((long) (sorted.length - 1) * step / MOST)];
            if (edge < sorted[sorted.length - 1] && (count == 0 || edge > edges[count - 1])) {
                edges[count++] = edge;
            }
        }
        return Arrays.copyOf(edges, count);
    }
}
