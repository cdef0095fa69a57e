package org.lierne.marts.customer.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KMeansTest {

    private static double[][] line(double... places) {
        return Arrays.stream(places).mapToObj(place -> new double[] {place}).toArray(double[][]::new);
    }

    @Test
    void findsGroupsThatLieApart() {
        KMeans.Clustering found = new KMeans(line(0, 1, 2, 10, 11, 30), 1).fit(3);

        assertThat(Arrays.stream(found.centres())
                        .mapToDouble(centre -> centre[0])
                        .sorted())
                .containsExactly(1.0, 10.5, 30.0);
        assertThat(found.within()).isCloseTo(2 + 0.5, within(1e-12));
    }

    /** The best of all ways to part few points is known by trying them all; of a cloud, k-means need not find the very best. */
    @Test
    void comesNearTheLeastSumOfSquaresOfFewPoints() {
        Random random = new Random(7);
        for (int trial = 0; trial < 20; trial++) {
            double[][] points = new double[9][];
            for (int each = 0; each < points.length; each++) {
                points[each] = new double[] {random.nextGaussian(), random.nextGaussian()};
            }
            assertThat(new KMeans(points, trial).fit(2).within())
                    .as("trial %d", trial)
                    .isBetween(leastInTwo(points) - 1e-9, 1.02 * leastInTwo(points));
        }
    }

    private static double leastInTwo(double[][] points) {
        double least = Double.POSITIVE_INFINITY;
        for (int mask = 1; mask < (1 << points.length) - 1; mask++) {
            int one = mask;
            double[][] in = IntStream.range(0, points.length)
                    .filter(each -> (one >> each & 1) == 1)
                    .mapToObj(each -> points[each])
                    .toArray(double[][]::new);
            double[][] out = IntStream.range(0, points.length)
                    .filter(each -> (one >> each & 1) == 0)
                    .mapToObj(each -> points[each])
                    .toArray(double[][]::new);
            least = Math.min(least, squares(in) + squares(out));
        }
        return least;
    }

    private static double squares(double[][] points) {
        double[] middle = new double[points[0].length];
        for (double[] point : points) {
            for (int each = 0; each < middle.length; each++) {
                middle[each] += point[each] / points.length;
            }
        }
        return Arrays.stream(points)
                .mapToDouble(point -> KMeans.square(point, middle))
                .sum();
    }

    @Test
    void givesTheSameForTheSameSeed() {
        double[][] points = new Random(3)
                .doubles(400)
                .mapToObj(each -> new double[] {each, each * each})
                .toArray(double[][]::new);

        assertThat(new KMeans(points, 5).fit(4).centres())
                .isDeepEqualTo(new KMeans(points, 5).fit(4).centres());
    }

    /** By hand: 10/11, 9/10, 7.5/9.5 and 9.5/11.5. */
    @Test
    void silhouettesAreThoseOfTheDefinition() {
        assertThat(Silhouette.mean(line(0, 1, 10, 12), new int[] {0, 0, 1, 1}, 2))
                .isCloseTo((10 / 11.0 + 0.9 + 7.5 / 9.5 + 9.5 / 11.5) / 4, within(1e-12));
        assertThat(Silhouette.mean(line(0, 1, 5), new int[] {0, 0, 1}, 2))
                .as("a point that is alone has 0")
                .isCloseTo((4 / 5.0 + 3 / 4.0) / 3, within(1e-12));
        assertThat(Silhouette.mean(line(4, 4), new int[] {0, 0}, 1)).isZero();
    }

    @Test
    void matchesAtTheLeastCostOfAllWays() {
        Random random = new Random(11);
        for (int trial = 0; trial < 50; trial++) {
            int size = 1 + random.nextInt(6);
            double[][] costs = new double[size][size];
            for (double[] row : costs) {
                Arrays.setAll(row, each -> random.nextInt(20) - 5);
            }
            int[] matched = Matching.of(costs);
            assertThat(Arrays.stream(matched).distinct()).as("trial %d", trial).hasSize(size);
            assertThat(IntStream.range(0, size)
                            .mapToDouble(row -> costs[row][matched[row]])
                            .sum())
                    .as("trial %d", trial)
                    .isEqualTo(least(costs, 0, 0));
        }
    }

    private static double least(double[][] costs, int row, int taken) {
        if (row == costs.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int column = 0; column < costs.length; column++) {
            if ((taken >> column & 1) == 0) {
                least = Math.min(least, costs[row][column] + least(costs, row + 1, taken | 1 << column));
            }
        }
        return least;
    }
}
