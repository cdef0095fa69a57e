package org.lierne.marts.customer.churn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tree of depth {@value #DEPTH}, whole: node {@code n} has the children {@code 2n + 1} (its test holds) and {@code 2n + 2}. Where no split
 * gains anything, both sides have the same value, and everybody takes the first.
 *
 * <p>Contributions are Shapley's values of the game in which the features that are known decide their tests, and of the others both
 * sides count, by how many customers went there: what TreeSHAP computes (Lundberg et al., From local explanations to global
 * understanding with explainable AI for trees, Nature Machine Intelligence 2, 2020, path-dependent). They depend on the outcomes of the
 * tests alone, of which a small tree has few, so each is computed once.
 */
final class BoostedTree {

    static final int DEPTH = 3;
    private static final int TESTS = (1 << DEPTH) - 1;
    private static final int LEAVES = 1 << DEPTH;

    /** What holds a leaf's value back, as in Chen and Guestrin's equation 5. */
    private static final double PENALTY = 1;

    private static final int FEWEST = 20;

    private final int[] features = new int[TESTS];
    private final double[] edges = new double[TESTS];
    private final double[] values = new double[LEAVES];
    private final long[] covers = new long[TESTS + LEAVES];
    private final double @Nullable [][] explained = new double[1 << TESTS][];
    private int[] used = new int[0];

    private BoostedTree() {
        Arrays.fill(features, -1);
    }

    /**
     * Grows a tree, and adds its values to the logits of those it was grown from.
     *
     * @param gradients how much higher each logit should be, with its weight in {@code hessians}
     * @param rate how much of it a tree takes
     */
    static BoostedTree grow(Bins bins, double[] gradients, double[] hessians, double rate, double[] logits) {
        BoostedTree tree = new BoostedTree();
        byte[] nodes = new byte[logits.length];
        for (int depth = 0; depth < DEPTH; depth++) {
            tree.splitAll((1 << depth) - 1, bins, nodes, gradients, hessians);
        }
        double[] gradient = new double[LEAVES];
        double[] hessian = new double[LEAVES];
        for (int customer = 0; customer < nodes.length; customer++) {
            int leaf = nodes[customer] - TESTS;
            gradient[leaf] += gradients[customer];
            hessian[leaf] += hessians[customer];
            tree.covers[nodes[customer]]++;
        }
        for (int node = TESTS - 1; node >= 0; node--) {
            tree.covers[node] = tree.covers[2 * node + 1] + tree.covers[2 * node + 2];
        }
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            tree.values[leaf] = rate * gradient[leaf] / (hessian[leaf] + PENALTY);
        }
        for (int customer = 0; customer < nodes.length; customer++) {
            logits[customer] += tree.values[nodes[customer] - TESTS];
        }
        tree.used = Arrays.stream(tree.features)
                .filter(feature -> feature >= 0)
                .distinct()
                .sorted()
                .toArray();
        return tree;
    }

    /** Splits the nodes of one depth, and takes each customer to the next. */
    private void splitAll(int first, Bins bins, byte[] nodes, double[] gradients, double[] hessians) {
        int width = first + 1;
        int features = bins.steps().length;
        double[][][] sums = new double[width][features][3 * Bins.MOST];
        for (int feature = 0; feature < features; feature++) {
            byte[] steps = bins.steps()[feature];
            double[] ofAll = new double[width * 3 * Bins.MOST];
            for (int customer = 0; customer < nodes.length; customer++) {
                int at = 3 * ((nodes[customer] - first) * Bins.MOST + steps[customer]);
                ofAll[at] += gradients[customer];
                ofAll[at + 1] += hessians[customer];
                ofAll[at + 2]++;
            }
            for (int node = 0; node < width; node++) {
                System.arraycopy(ofAll, node * 3 * Bins.MOST, sums[node][feature], 0, 3 * Bins.MOST);
            }
        }
        for (int node = 0; node < width; node++) {
            split(first + node, bins, sums[node]);
        }
        int[] lastOnTheLeft = new int[width];
        for (int node = 0; node < width; node++) {
            int feature = this.features[first + node];
            lastOnTheLeft[node] =
                    feature < 0 ? Bins.MOST : Arrays.binarySearch(bins.edges()[feature], edges[first + node]);
        }
        for (int customer = 0; customer < nodes.length; customer++) {
            int node = nodes[customer];
            int feature = Math.max(0, this.features[node]);
            boolean holds = bins.steps()[feature][customer] <= lastOnTheLeft[node - first];
            nodes[customer] = (byte) (2 * node + (holds ? 1 : 2));
        }
    }

    private void split(int node, Bins bins, double[][] sums) {
        double best = 1e-9;
        for (int feature = 0; feature < sums.length; feature++) {
            double gradient = 0;
            double hessian = 0;
            double count = 0;
            for (int step = 0; step < Bins.MOST; step++) {
                gradient += sums[feature][3 * step];
                hessian += sums[feature][3 * step + 1];
                count += sums[feature][3 * step + 2];
            }
            double leftGradient = 0;
            double leftHessian = 0;
            double leftCount = 0;
            for (int step = 0; step < bins.edges()[feature].length; step++) {
                leftGradient += sums[feature][3 * step];
                leftHessian += sums[feature][3 * step + 1];
                leftCount += sums[feature][3 * step + 2];
                if (leftCount < FEWEST || count - leftCount < FEWEST) {
                    continue;
                }
                double gain = gain(leftGradient, leftHessian)
                        + gain(gradient - leftGradient, hessian - leftHessian)
                        - gain(gradient, hessian);
                if (gain > best) {
                    best = gain;
                    features[node] = feature;
                    edges[node] = bins.edges()[feature][step];
                }
            }
        }
    }

    private static double gain(double gradient, double hessian) {
        return gradient * gradient / (hessian + PENALTY);
    }

    /** What the tree adds to the logit. */
    double value(double[] row) {
        int node = 0;
        while (node < TESTS) {
            node = 2 * node + (holds(node, row) ? 1 : 2);
        }
        return values[node - TESTS];
    }

    private boolean holds(int node, double[] row) {
        return features[node] < 0 || row[features[node]] <= edges[node];
    }

    /** What the tree adds on average over those it was grown from. */
    double expected() {
        return value(0, 0, 0);
    }

    /** Likewise, of those who meet the tests of some features as a customer does. */
    double expectedOf(double[] row, boolean[] known) {
        int bits = 0;
        for (int each = 0; each < used.length; each++) {
            bits |= known[used[each]] ? 1 << each : 0;
        }
        return value(0, outcomes(row), bits);
    }

    private int outcomes(double[] row) {
        int outcomes = 0;
        for (int node = 0; node < TESTS; node++) {
            outcomes |= holds(node, row) ? 1 << node : 0;
        }
        return outcomes;
    }

    /** Adds the contributions of a customer's features to {@code contributions}. */
    void explain(double[] row, double[] contributions) {
        int outcomes = outcomes(row);
        double[] shares = explained[outcomes];
        if (shares == null) {
            shares = shares(outcomes);
            explained[outcomes] = shares;
        }
        for (int each = 0; each < used.length; each++) {
            contributions[used[each]] += shares[each];
        }
    }

    private double[] shares(int outcomes) {
        int subsets = 1 << used.length;
        double[] worth = new double[subsets];
        for (int known = 0; known < subsets; known++) {
            worth[known] = value(0, outcomes, known);
        }
        double[] weights = weights(used.length);
        double[] shares = new double[used.length];
        for (int each = 0; each < used.length; each++) {
            for (int known = 0; known < subsets; known++) {
                if ((known & 1 << each) == 0) {
                    shares[each] += weights[Integer.bitCount(known)] * (worth[known | 1 << each] - worth[known]);
                }
            }
        }
        return shares;
    }

    /** By how many are known already: in which share of all orders a feature comes next to just these. */
    private static double[] weights(int features) {
        double[] weights = new double[features];
        for (int known = 0; known < features; known++) {
            weights[known] = factorial(known) * factorial(features - known - 1) / factorial(features);
        }
        return weights;
    }

    private static double factorial(int number) {
        double product = 1;
        for (int each = 2; each <= number; each++) {
            product *= each;
        }
        return product;
    }

    /** The expected value below a node, if the outcomes of tests of some features are known. */
    private double value(int node, int outcomes, int known) {
        if (node >= TESTS) {
            return values[node - TESTS];
        }
        int feature = features[node];
        if (feature < 0) {
            return value(2 * node + 1, outcomes, known);
        }
        if ((known & 1 << Arrays.binarySearch(used, feature)) != 0) {
            return value(2 * node + ((outcomes & 1 << node) != 0 ? 1 : 2), outcomes, known);
        }
        if (covers[node] == 0) {
            return value(2 * node + 1, outcomes, known);
        }
        double left = (double) covers[2 * node + 1] / covers[node];
        return left * value(2 * node + 1, outcomes, known) + (1 - left) * value(2 * node + 2, outcomes, known);
    }
}
