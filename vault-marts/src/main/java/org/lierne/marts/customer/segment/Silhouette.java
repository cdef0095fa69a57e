package org.lierne.marts.customer.segment;

/**
 * How well points lie in their clusters: the mean over all points of (b - a) / max(a, b), where a is the mean distance to the
 * others of its cluster, and b the least mean distance to those of another; 0 for a point that is alone. From -1 to 1 (P. J.
 * Rousseeuw, "Silhouettes: a Graphical Aid to the Interpretation and Validation of Cluster Analysis", 1987, section 2).
 */
final class Silhouette {

    private Silhouette() {}

    /**
     * The mean over the points.
     *
     * @param clusters by point, from 0
     * @param count how many clusters there are; those without points are passed over
     */
    static double mean(double[][] points, int[] clusters, int count) {
        int[] sizes = new int[count];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        double sum = 0;
        for (int point = 0; point < points.length; point++) {
            double[] distances = new double[count];
            for (int other = 0; other < points.length; other++) {
                distances[clusters[other]] += Math.sqrt(KMeans.square(points[point], points[other]));
            }
            sum += width(distances, sizes, clusters[point]);
        }
        return points.length == 0 ? 0 : sum / points.length;
    }

    private static double width(double[] distances, int[] sizes, int own) {
        if (sizes[own] < 2) {
            return 0;
        }
        double within = distances[own] / (sizes[own] - 1);
        double between = Double.POSITIVE_INFINITY;
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            if (cluster != own && sizes[cluster] > 0) {
                between = Math.min(between, distances[cluster] / sizes[cluster]);
            }
        }
        double greater = Math.max(within, between);
        return greater == 0 || Double.isInfinite(between) ? 0 : (between - within) / greater;
    }
}
