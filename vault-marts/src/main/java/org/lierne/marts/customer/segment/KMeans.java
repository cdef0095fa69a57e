package org.lierne.marts.customer.segment;

import java.util.Arrays;
import java.util.Random;

/**
 * k-means by Lloyd's algorithm, begun by k-means++ (D. Arthur, S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding",
 * 2007, section 2.2), the best of several starts by the sum of squared distances. The same points, in the same order, give the
 * same centres.
 */
final class KMeans {

    private static final int STARTS = 8;
    private static final int MOST_ROUNDS = 100;

    /**
     * What was found.
     *
     * @param centres as many as were asked for
     * @param nearest by point, the place of its centre
     * @param within the sum of squared distances of points from their centres
     */
    record Clustering(double[][] centres, int[] nearest, double within) {}

    private final double[][] points;
    private final long seed;

    /** @param points of one dimension, at least one */
    KMeans(double[][] points, long seed) {
        this.points = points;
        this.seed = seed;
    }

    /** @param clusters at least 1, and no more than there are different points */
    Clustering fit(int clusters) {
        Random random = new Random(seed * 31 + clusters);
        Clustering best = settled(begun(clusters, random));
        for (int start = 1; start < STARTS; start++) {
            Clustering found = settled(begun(clusters, random));
            best = found.within() < best.within() ? found : best;
        }
        return best;
    }

    /** Centres that are drawn one by one, the likelier the farther from those that are there. */
    private double[][] begun(int clusters, Random random) {
        double[][] centres = new double[clusters][];
        double[] squares = new double[points.length];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        centres[0] = points[random.nextInt(points.length)].clone();
        for (int each = 1; each < clusters; each++) {
            double sum = 0;
            for (int point = 0; point < points.length; point++) {
                squares[point] = Math.min(squares[point], square(points[point], centres[each - 1]));
                sum += squares[point];
            }
            centres[each] = points[drawn(squares, random.nextDouble() * sum)].clone();
        }
        return centres;
    }

    private static int drawn(double[] weights, double at) {
        double sum = 0;
        int last = 0;
        for (int each = 0; each < weights.length; each++) {
            if (weights[each] > 0) {
                sum += weights[each];
                last = each;
                if (sum > at) {
                    return each;
                }
            }
        }
        return last;
    }

    private Clustering settled(double[][] centres) {
        int[] nearest = new int[points.length];
        Arrays.fill(nearest, -1);
        for (int round = 0; round < MOST_ROUNDS && assign(centres, nearest); round++) {
            move(centres, nearest);
        }
        assign(centres, nearest);
        double within = 0;
        for (int point = 0; point < points.length; point++) {
            within += square(points[point], centres[nearest[point]]);
        }
        return new Clustering(centres, nearest, within);
    }

    /** Whether any point has another centre than before. */
    private boolean assign(double[][] centres, int[] nearest) {
        boolean changed = false;
        for (int point = 0; point < points.length; point++) {
            int found = nearest(points[point], centres);
            changed |= nearest[point] != found;
            nearest[point] = found;
        }
        return changed;
    }

    private void move(double[][] centres, int[] nearest) {
        int[] counts = new int[centres.length];
        double[][] sums = new double[centres.length][points[0].length];
        for (int point = 0; point < points.length; point++) {
            counts[nearest[point]]++;
            for (int each = 0; each < points[point].length; each++) {
                sums[nearest[point]][each] += points[point][each];
            }
        }
        for (int centre = 0; centre < centres.length; centre++) {
            // A centre that no point is nearest to stays where it is.
            for (int each = 0; counts[centre] > 0 && each < sums[centre].length; each++) {
                centres[centre][each] = sums[centre][each] / counts[centre];
            }
        }
    }

    static int nearest(double[] point, double[][] centres) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int centre = 0; centre < centres.length; centre++) {
            double square = square(point, centres[centre]);
            if (square < least) {
                least = square;
                nearest = centre;
            }
        }
        return nearest;
    }

    static double square(double[] one, double[] other) {
        double sum = 0;
        for (int each = 0; each < one.length; each++) {
            double difference = one[each] - other[each];
            sum += difference * difference;
        }
        return sum;
    }
}
