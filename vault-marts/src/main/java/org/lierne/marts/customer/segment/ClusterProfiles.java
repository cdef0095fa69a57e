package org.lierne.marts.customer.segment;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lierne.core.model.ClustersMart;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.Template;

/**
 * What sets each cluster apart: the features whose mean within it lies farthest from that of all, in standard deviations of
 * the points of the sample; told with medians, which are people's own numbers.
 */
final class ClusterProfiles {

    private static final int MOST_TOLD = 3;
    private static final double APART = 0.5;
    private static final double FAR_APART = 1;

    private final ClustersMart mart;
    private final FeatureSpace space;
    private final KMeans.Clustering found;
    private final int[] labels;

    ClusterProfiles(ClustersMart mart, FeatureSpace space, KMeans.Clustering found, int[] labels) {
        this.mart = mart;
        this.space = space;
        this.found = found;
        this.labels = labels;
    }

    /** By label, a sentence. The counts and centres become measures. */
    Map<Integer, String> of(Connection connection, double[][] points, List<Fit.Measure> measures) throws SQLException {
        double[] all = medians(connection, "true").get(0);
        Map<Integer, double[]> medians = new TreeMap<>();
        for (int label : labels) {
            medians.put(label, medians(connection, "cluster = " + label).get(0));
        }
        Map<Integer, String> sentences = new TreeMap<>();
        for (int centre = 0; centre < labels.length; centre++) {
            int label = labels[centre];
            double[] own = medians.getOrDefault(label, all);
            double[] apart = apart(centre, points);
            measures.add(Fit.Measure.of("cluster_" + label + ".customers", own[0]));
            for (int each = 0; each < apart.length; each++) {
                measures.add(Fit.Measure.of(
                        "cluster_" + label + "." + space.features().get(each).column(), apart[each]));
            }
            sentences.put(label, sentence(apart, own, all));
        }
        return sentences;
    }

    /** How far the cluster's mean lies from that of all, by feature, in standard deviations. */
    private double[] apart(int centre, double[][] points) {
        int size = space.features().size();
        double[] apart = new double[size];
        for (int each = 0; each < size; each++) {
            int feature = each;
            double mean = IntStream.range(0, points.length)
                            .mapToDouble(point -> points[point][feature])
                            .sum()
                    / points.length;
            double squares = IntStream.range(0, points.length)
                    .mapToDouble(point -> (points[point][feature] - mean) * (points[point][feature] - mean))
                    .sum();
            double deviation = Math.sqrt(squares / points.length);
            apart[each] = deviation > 0 ? (found.centres()[centre][each] - mean) / deviation : 0;
        }
        return apart;
    }

    private String sentence(double[] apart, double[] own, double[] all) {
        List<Integer> told = IntStream.range(0, apart.length)
                .filter(each -> Math.abs(apart[each]) >= APART)
                .boxed()
                .sorted(Comparator.comparingDouble(each -> -Math.abs(apart[each])))
                .limit(MOST_TOLD)
                .toList();
        if (told.isEmpty()) {
            return "Near the middle of all customers in every feature.";
        }
        List<String> parts = new ArrayList<>();
        for (int each : told) {
            String where = (Math.abs(apart[each]) >= FAR_APART ? "far " : "") + (apart[each] > 0 ? "above" : "below");
            String median = number(own[each + 1]);
            String ofAll = number(all[each + 1]);
            parts.add(space.features().get(each).column() + " " + where
                    + (median.equals(ofAll)
                            ? " on the average (median " + median + ", as of all)"
                            : " (median " + median + " against " + ofAll + " of all)"));
        }
        return String.join(", ", parts) + ".";
    }

    private static String number(double number) {
        return Math.abs(number) >= 100 || number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.2f", number);
    }

    /** How many customers there are, then the median of each feature, as the mart has it. */
    private List<double[]> medians(Connection connection, String condition) throws SQLException {
        String columns = space.features().stream()
                .map(feature -> ", coalesce(quantile_cont(cast(customers." + Template.name(feature.column())
                        + " as double), 0.5), 0)")
                .collect(Collectors.joining());
        return Clusters.rows(
                connection,
                "select count(*)" + columns + " from lierne_clustered join " + Template.mart(mart.from())
                        + " as customers using (customer_hk) where " + condition);
    }
}
