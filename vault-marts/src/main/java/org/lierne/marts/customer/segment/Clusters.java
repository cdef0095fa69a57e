package org.lierne.marts.customer.segment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.Template;

/**
 * Customers who are alike. Centres are fitted on a sample that is drawn by the customers' hash keys; how many there are is chosen by
 * the mean silhouette of some of them; then SQL puts every customer to the nearest. A cluster is called as that of the former run
 * whose customers lie nearest to it now, so that numbers keep their meaning.
 */
public final class Clusters implements Computation {

    private static final String METHOD = "k_means 1";
    private static final int SILHOUETTE_SAMPLE = 1_500;

    /** Below, there is "no substantial structure" (L. Kaufman, P. J. Rousseeuw, "Finding Groups in Data", 1990, table 4 of chapter 2). */
    private static final double NO_STRUCTURE = 0.25;

    private final ClustersMart mart;
    private final List<TableColumn> columns;

    /** @param columns of the result: the customer's hash key, then the payload */
    public Clusters(ClustersMart mart, List<TableColumn> columns) {
        this.mart = mart;
        this.columns = List.copyOf(columns);
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public Fit compute(ComputationInput input) throws SQLException {
        List<Fit.Measure> measures = new ArrayList<>();
        List<Fit.Note> notes = new ArrayList<>();
        double[] counts = row(
                input.connection(),
                "select count(*), count(*) filter (" + present() + ") from " + Template.mart(mart.from()));
        long customers = (long) counts[1];
        measures.add(Fit.Measure.of("customers", customers));
        if (counts[0] > customers) {
            notes.add(new Fit.Note(
                    "left_out",
                    (long) (counts[0] - customers) + " of " + (long) counts[0]
                            + " customers lack a feature, and are in no cluster."));
        }
        double[][] sample = sample(input.connection());
        FeatureSpace space = FeatureSpace.of(mart, sample);
        double[][] points = space.points(sample);
        long different = Arrays.stream(points).map(Arrays::toString).distinct().count();
        if (different <= mart.fewest()) {
            // Of one customer each feature is the same for all, which says nothing.
            notes.add(tooFew((long) counts[0], customers, different));
            return new Fit(METHOD, measures, notes);
        }
        notes.addAll(space.notes());
        if (points.length < customers) {
            notes.add(new Fit.Note(
                    "sampled",
                    "The centres were fitted on " + points.length + " of " + customers
                            + " customers; all of them were put to the nearest."));
        }
        int most = (int) Math.min(mart.most(), different - 1);
        KMeans.Clustering found = best(input, points, most, measures, notes);
        describe(input, space, found, points, measures);
        return new Fit(METHOD, measures, notes);
    }

    /** @param rows customers, those included who lack a feature */
    private Fit.Note tooFew(long rows, long customers, long different) {
        if (customers == 0) {
            return new Fit.Note(
                    "no_customers",
                    rows == 0
                            ? "There are no customers, so there are no clusters."
                            : "No customer has all the features, so there are no clusters.");
        }
        if (customers == 1) {
            return new Fit.Note("one_customer", "There is one customer only, who is like nobody else.");
        }
        if (different <= 1) {
            return new Fit.Note("all_alike", "All customers are alike in all features, so there are no clusters.");
        }
        return new Fit.Note(
                "too_few_customers",
                "Only " + different + " customers differ in the features, which is too few for " + mart.fewest()
                        + " clusters.");
    }

    private String present() {
        return mart.features().stream()
                .map(feature -> "isfinite(cast(" + Template.name(feature.column()) + " as double))")
                .collect(Collectors.joining(" and "));
    }

    /** In an order of its own, which the keys give. */
    private double[][] sample(Connection connection) throws SQLException {
        String features = mart.features().stream()
                .map(feature -> "cast(" + Template.name(feature.column()) + " as double)")
                .collect(Collectors.joining(", "));
        List<double[]> rows = rows(
                connection,
                "select " + features + " from " + Template.mart(mart.from()) + " where " + present()
                        + " order by md5(cast(customer_hk as varchar) || '" + mart.seed() + "') limit "
                        + mart.sample());
        return rows.toArray(double[][]::new);
    }

    /** The clustering with the greatest mean silhouette; of equals, that with fewer clusters. */
    private KMeans.Clustering best(
            ComputationInput input, double[][] points, int most, List<Fit.Measure> measures, List<Fit.Note> notes) {
        double[][] some = Arrays.copyOf(points, Math.min(points.length, SILHOUETTE_SAMPLE));
        measures.add(Fit.Measure.of("sample", points.length));
        measures.add(Fit.Measure.of("silhouette_sample", some.length));
        KMeans means = new KMeans(points, mart.seed());
        KMeans.Clustering best = means.fit(mart.fewest());
        double greatest = Double.NEGATIVE_INFINITY;
        for (int clusters = mart.fewest(); clusters <= most; clusters++) {
            input.progress().at("clusters", clusters - mart.fewest(), most - mart.fewest() + 1L);
            KMeans.Clustering found = clusters == mart.fewest() ? best : means.fit(clusters);
            double silhouette = Silhouette.mean(some, Arrays.copyOf(found.nearest(), some.length), clusters);
            measures.add(Fit.Measure.of("silhouette." + clusters + "_clusters", silhouette));
            if (silhouette > greatest + 1e-12) {
                greatest = silhouette;
                best = found;
            }
        }
        measures.add(Fit.Measure.of("clusters", best.centres().length));
        measures.add(Fit.Measure.of("silhouette", greatest));
        measures.add(Fit.Measure.of("within", best.within()));
        if (greatest <= NO_STRUCTURE) {
            notes.add(new Fit.Note(
                    "no_structure",
                    String.format(
                            Locale.ROOT,
                            "The clusters are hardly apart (mean silhouette %.2f): they cut a cloud of customers, rather than"
                                    + " find groups.",
                            greatest)));
        }
        return best;
    }

    /** Puts all customers to the nearest centre, names the clusters, and says what sets each apart. */
    private void describe(
            ComputationInput input,
            FeatureSpace space,
            KMeans.Clustering found,
            double[][] points,
            List<Fit.Measure> measures)
            throws SQLException {
        Connection connection = input.connection();
        int[] labels = labels(input, space, found);
        String centres = Arrays.stream(found.centres()).map(Clusters::list).collect(Collectors.joining(", ", "[", "]"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table lierne_clustered as\n"
                    + Template.fill(
                            "segment/clusters.sql",
                            Map.of(
                                    "from", Template.mart(mart.from()),
                                    "features", space.sql(),
                                    "present", present(),
                                    "centres", centres,
                                    "labels", Arrays.toString(labels))));
            Map<Integer, String> descriptions =
                    new ClusterProfiles(mart, space, found, labels).of(connection, points, measures);
            String cases = descriptions.entrySet().stream()
                    .map(each -> "when " + each.getKey() + " then '"
                            + each.getValue().replace("'", "''") + "'")
                    .collect(Collectors.joining(" "));
            statement.execute("insert into " + input.result() + " select customer_hk, cluster, case cluster " + cases
                    + " end, distance, silhouette from lierne_clustered");
            statement.execute("drop table lierne_clustered");
        }
    }

    private static String list(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(FeatureSpace::number).collect(Collectors.joining(", ", "[", "]"));
    }

    /** By centre, the number that it is called by: that of a former cluster, or the next that is free. */
    private int[] labels(ComputationInput input, FeatureSpace space, KMeans.Clustering found) throws SQLException {
        Map<Integer, double[]> former = formerCentres(input, space);
        int count = found.centres().length;
        Integer[] bySize = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        long[] sizes = new long[count];
        Arrays.stream(found.nearest()).forEach(cluster -> sizes[cluster]++);
        Arrays.sort(
                bySize,
                (one, other) -> sizes[one] != sizes[other]
                        ? Long.compare(sizes[other], sizes[one])
                        : Arrays.compare(found.centres()[one], found.centres()[other]));
        int[] labels = new int[count];
        List<Integer> names = new ArrayList<>(former.keySet());
        if (!names.isEmpty()) {
            int size = Math.max(count, names.size());
            double[][] costs = new double[size][size];
            for (int row = 0; row < count; row++) {
                for (int column = 0; column < names.size(); column++) {
                    costs[row][column] = Math.sqrt(KMeans.square(found.centres()[row], former.get(names.get(column))));
                }
            }
            int[] matched = Matching.of(costs);
            for (int row = 0; row < count; row++) {
                labels[row] = matched[row] < names.size() ? names.get(matched[row]) : 0;
            }
        }
        int next = names.stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int cluster : bySize) {
            if (labels[cluster] == 0) {
                labels[cluster] = ++next;
            }
        }
        return labels;
    }

    /** Where the customers of each former cluster lie now, on the average. */
    private Map<Integer, double[]> formerCentres(ComputationInput input, FeatureSpace space) throws SQLException {
        Map<Integer, double[]> centres = new TreeMap<>();
        if (input.former().isEmpty()) {
            return centres;
        }
        String key = Template.name(columns.get(0).name());
        String averages = IntStream.rangeClosed(1, space.features().size())
                .mapToObj(each -> "avg(place[" + each + "])")
                .collect(Collectors.joining(", "));
        for (double[] row : rows(
                input.connection(),
                "select cluster, " + averages + " from (select customer_hk, " + space.sql() + " as place from "
                        + Template.mart(mart.from()) + " where " + present() + ") as now join " + input.former()
                        + " as former on former." + key
                        + " = now.customer_hk where cluster is not null group by cluster")) {
            centres.put((int) row[0], Arrays.copyOfRange(row, 1, row.length));
        }
        return centres;
    }

    private static double[] row(Connection connection, String query) throws SQLException {
        return rows(connection, query).get(0);
    }

    static List<double[]> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int width = rows.getMetaData().getColumnCount();
            List<double[]> found = new ArrayList<>();
            while (rows.next()) {
                double[] row = new double[width];
                for (int column = 0; column < width; column++) {
                    row[column] = rows.getDouble(column + 1);
                }
                found.add(row);
            }
            return found;
        }
    }
}
