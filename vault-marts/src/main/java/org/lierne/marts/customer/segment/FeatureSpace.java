package org.lierne.marts.customer.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.ClustersMart.Feature;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.Template;

/**
 * Features made comparable: each less its middle, by its spread, both measured on a sample, whose order makes the sums. Of a
 * feature as a logarithm, what is measured is ln(1 + x), and -ln(1 - x) below zero.
 *
 * @param features those that tell customers apart
 * @param places which of the columns that were read each of them is
 * @param notes what is said of those that do not
 */
record FeatureSpace(List<Feature> features, int[] places, double[] middles, double[] spreads, List<Fit.Note> notes) {

    private static final double QUARTILES_OF_A_NORMAL = 1.349;

    /** @param sample by customer and feature, as they were read */
    static FeatureSpace of(ClustersMart mart, double[][] sample) {
        List<Feature> features = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<double[]> measured = new ArrayList<>();
        List<Fit.Note> notes = new ArrayList<>();
        for (int place = 0; place < mart.features().size(); place++) {
            Feature feature = mart.features().get(place);
            double[] values = values(sample, place, feature.isLogarithm());
            double[] scale = scale(mart.scale(), values);
            if (!(scale[1] > 0)) {
                notes.add(new Fit.Note(
                        "constant_feature",
                        "All customers have the same " + feature.column()
                                + ", so it tells none apart, and is left out."));
                continue;
            }
            features.add(feature);
            places.add(place);
            measured.add(scale);
        }
        return new FeatureSpace(
                List.copyOf(features),
                places.stream().mapToInt(Integer::intValue).toArray(),
                measured.stream().mapToDouble(each -> each[0]).toArray(),
                measured.stream().mapToDouble(each -> each[1]).toArray(),
                notes);
    }

    private static double[] values(double[][] sample, int place, boolean isLogarithm) {
        return Arrays.stream(sample)
                .mapToDouble(row -> isLogarithm ? logarithm(row[place]) : row[place])
                .toArray();
    }

    private static double logarithm(double value) {
        return Math.signum(value) * Math.log1p(Math.abs(value));
    }

    /** The middle and the spread. Where the quartiles coincide, the standard deviation stands in. */
    private static double[] scale(ClustersMart.Scale scale, double[] values) {
        double mean = Arrays.stream(values).sum() / Math.max(1, values.length);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / Math.max(1, values.length));
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
            return new double[] {mean, 0};
        }
        if (scale == ClustersMart.Scale.STANDARD) {
            return new double[] {mean, deviation};
        }
        double quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        return new double[] {quantile(sorted, 0.5), quartiles > 0 ? quartiles / QUARTILES_OF_A_NORMAL : deviation};
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The customers of the sample as points. */
    double[][] points(double[][] sample) {
        return Arrays.stream(sample).map(this::point).toArray(double[][]::new);
    }

    private double[] point(double[] row) {
        return IntStream.range(0, places.length)
                .mapToDouble(each -> {
                    double value = row[places[each]];
                    double measured = features.get(each).isLogarithm() ? logarithm(value) : value;
                    return (measured - middles[each]) / spreads[each];
                })
                .toArray();
    }

    /** The same, as a list in SQL over the columns of the mart that is read. */
    String sql() {
        return IntStream.range(0, places.length)
                .mapToObj(each -> {
                    String value = "cast(" + Template.name(features.get(each).column()) + " as double)";
                    String measured = features.get(each).isLogarithm()
                            ? "sign(" + value + ") * ln(1 + abs(" + value + "))"
                            : value;
                    return "(" + measured + " - " + number(middles[each]) + ") / " + number(spreads[each]);
                })
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String number(double number) {
        return "'" + number + "'::double";
    }
}
