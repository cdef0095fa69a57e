package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Customers who are alike, by k-means.
 *
 * @param of the transactions mart's name
 * @param from the name of the mart with a row per customer whose columns are the features
 * @param features by which customers are alike, at least one
 * @param scale how features are made comparable
 * @param fewest how many clusters are tried at least, from 2
 * @param most how many at most
 * @param sample how many customers the centres are fitted on at most
 * @param seed of all that is drawn
 * @param was the name that it had before
 */
public record ClustersMart(
        String name,
        String description,
        String of,
        String from,
        List<Feature> features,
        Scale scale,
        int fewest,
        int most,
        int sample,
        long seed,
        Optional<String> was)
        implements ComputedMart {

    public static final int DEFAULT_FEWEST = 2;
    public static final int DEFAULT_MOST = 8;
    public static final int MOST_CLUSTERS = 20;
    public static final int DEFAULT_SAMPLE = 20_000;
    public static final int LEAST_SAMPLE = 100;
    public static final int MOST_SAMPLE = 200_000;

    private static final List<ComputedColumn> COLUMNS = List.of(
            new ComputedColumn("cluster", DataType.INTEGER),
            new ComputedColumn("description", DataType.VARCHAR),
            new ComputedColumn("distance", DataType.DOUBLE),
            new ComputedColumn("silhouette", DataType.DOUBLE));

    /**
     * A feature.
     *
     * @param isLogarithm whether the logarithm of one more is taken, for what a few have much of
     */
    public record Feature(String column, boolean isLogarithm) {}

    /** How features are made comparable. */
    public enum Scale {
        /** Less the mean, by the standard deviation. */
        STANDARD,
        /** Less the median, by the distance of the quartiles. */
        ROBUST
    }

    public ClustersMart {
        features = List.copyOf(features);
    }

    @Override
    public List<ComputedColumn> columns() {
        return COLUMNS;
    }

    @Override
    public ClustersMart named(String other) {
        return new ClustersMart(
                other, description, of, from, features, scale, fewest, most, sample, seed, Optional.empty());
    }

    @Override
    public String kind() {
        return "clusters";
    }
}
