package org.lierne.marts.customer.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.ClustersMart.Feature;
import org.lierne.core.model.ClustersMart.Scale;
import org.lierne.core.model.DataType;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.ComputationProgress;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.mart.Shop;

class ClustersTest {

    private static final List<Feature> FEATURES = List.of(new Feature("orders", false), new Feature("spent", true));

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("create schema mart");
        execute("create schema computed");
        execute("create table mart.worth (customer_hk varchar, orders integer, spent decimal(12,2))");
        empty();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void empty() throws SQLException {
        execute("create or replace table computed.clusters (customer_hk varchar, cluster integer, description varchar,"
                + " distance double, silhouette double)");
    }

    /** Three kinds of customers: of the first number, a hundred with few orders; of the second with some; of the third with many. */
    private void threeKinds(int few, int some, int many) throws SQLException {
        execute("select setseed(0.5)");
        kind("few", few, 2, 20);
        kind("some", some, 20, 400);
        kind("many", many, 60, 9000);
    }

    private void kind(String name, int customers, int orders, int spent) throws SQLException {
        execute(
                "insert into mart.worth select '%s' || n, %d + (random() * 3)::integer, %d * (1 + random() / 5) from range(%d) t (n)"
                        .formatted(name, orders, spent, customers));
    }

    private static ClustersMart mart(int fewest, int most, Scale scale, List<Feature> features) {
        return new ClustersMart(
                "clusters", "", "purchases", "worth", features, scale, fewest, most, 1000, 1, Optional.empty());
    }

    private Fit compute(ClustersMart mart, String former) throws SQLException {
        List<TableColumn> columns = List.of(TableColumn.required("customer_hk", ColumnType.of(DataType.VARCHAR)));
        return new Clusters(mart, columns)
                .compute(new ComputationInput(
                        connection.unwrap(DuckDBConnection.class),
                        "memory",
                        "clusters",
                        former,
                        PastMarts.NONE,
                        ComputationProgress.SILENT));
    }

    private Fit compute() throws SQLException {
        return compute(mart(2, 6, Scale.STANDARD, FEATURES), "");
    }

    private static double measure(Fit fit, String name) {
        return fit.measures().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    /** By cluster: what kinds of customers are in it, and how many. */
    private List<String> kinds() throws SQLException {
        return Shop.rows(
                connection,
                "select cluster, regexp_replace(customer_hk, '[0-9]+', ''), count(*) from computed.clusters group by all order by all");
    }

    @Test
    void findsTheKindsThatThereAreAndSaysWhatSetsThemApart() throws SQLException {
        threeKinds(100, 60, 30);

        Fit fit = compute();

        assertThat(kinds()).containsExactly("1|few|100", "2|some|60", "3|many|30");
        assertThat(measure(fit, "clusters")).isEqualTo(3);
        assertThat(measure(fit, "silhouette")).isGreaterThan(0.7);
        assertThat(measure(fit, "cluster_3.customers")).isEqualTo(30);
        assertThat(fit.notes()).isEmpty();
        assertThat(Shop.rows(connection, "select distinct description from computed.clusters where cluster = 3"))
                .containsExactly(
                        "orders far above (median 62 against 5 of all), spent far above (median 9672 against 23.82 of"
                                + " all).");
        assertThat(Shop.rows(
                        connection,
                        "select count(*) from computed.clusters where not (silhouette between 0 and 1)"
                                + " or distance < 0"))
                .containsExactly("0");
    }

    @Test
    void keepsNumbersFromRunToRunThoughSizesChange() throws SQLException {
        threeKinds(100, 60, 30);
        compute();
        execute("create table former as select * from computed.clusters");
        empty();
        kind("moremany", 300, 61, 9100);
        kind("other", 90, 200, 20);

        Fit fit = compute(mart(2, 6, Scale.STANDARD, FEATURES), "former");

        assertThat(measure(fit, "clusters")).isEqualTo(4);
        assertThat(kinds())
                .as("numbers are those of before, though the third is the largest now; what is new has the next number")
                .containsExactly("1|few|100", "2|some|60", "3|many|30", "3|moremany|300", "4|other|90");
    }

    @Test
    void givesTheSameForTheSameCustomersInAnyOrder() throws SQLException {
        threeKinds(100, 60, 30);
        Fit first = compute();
        List<String> rows = Shop.rows(connection, "from computed.clusters order by all");
        empty();
        execute("create or replace table mart.worth as from mart.worth order by customer_hk desc");

        assertThat(compute()).isEqualTo(first);
        assertThat(Shop.rows(connection, "from computed.clusters order by all")).isEqualTo(rows);
    }

    @Test
    void putsAllCustomersToCentresThatWereFittedOnSome() throws SQLException {
        threeKinds(3000, 1500, 900);

        Fit fit = compute();

        assertThat(measure(fit, "sample")).isEqualTo(1000);
        assertThat(kinds()).containsExactly("1|few|3000", "2|some|1500", "3|many|900");
        assertThat(fit.notes())
                .containsExactly(new Fit.Note(
                        "sampled",
                        "The centres were fitted on 1000 of 5400 customers; all of them were put to the nearest."));
    }

    @Test
    void scalesByQuartilesWhereThatIsAsked() throws SQLException {
        threeKinds(100, 60, 30);

        Fit fit = compute(mart(3, 3, Scale.ROBUST, FEATURES), "");

        assertThat(kinds()).containsExactly("1|few|100", "2|some|60", "3|many|30");
        assertThat(measure(fit, "silhouette.3_clusters")).isCloseTo(measure(fit, "silhouette"), within(0.0));
    }

    @Test
    void saysWhyThereAreNone() throws SQLException {
        assertThat(codes(compute())).contains("no_customers");
        execute("insert into mart.worth values ('a', 1, 10)");
        assertThat(codes(compute()))
                .as("of one, each feature is the same for all")
                .containsExactly("one_customer");
        execute("insert into mart.worth select 'b' || n, 1, 10 from range(50) t (n)");
        assertThat(codes(compute())).containsExactly("all_alike");
        execute("insert into mart.worth values ('c', 2, 20)");
        Fit few = compute();
        assertThat(codes(few)).containsExactly("too_few_customers");
        assertThat(few.notes().get(0).sentence())
                .isEqualTo("Only 2 customers differ in the features, which is too few for 2 clusters.");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void leavesOutWhoLacksAFeatureAndFeaturesThatTellNobodyApart() throws SQLException {
        threeKinds(100, 60, 30);
        execute("insert into mart.worth values ('none', 5, null), ('less', 2, -500)");
        execute("alter table mart.worth add column same integer default 7");

        Fit fit = compute(
                mart(2, 4, Scale.STANDARD, List.of(FEATURES.get(0), FEATURES.get(1), new Feature("same", false))), "");

        assertThat(fit.notes())
                .extracting(Fit.Note::sentence)
                .containsExactly(
                        "1 of 192 customers lack a feature, and are in no cluster.",
                        "All customers have the same same, so it tells none apart, and is left out.");
        assertThat(Shop.rows(
                        connection,
                        "select count(*), count(cluster), bool_and(isfinite(distance)) from computed.clusters"))
                .as("a value below zero has a logarithm, too")
                .containsExactly("191|191|true");
    }

    @Test
    void saysThatACloudHasNoGroups() throws SQLException {
        execute("select setseed(0.1)");
        execute(
                "insert into mart.worth select 'c' || n, (1000 * random())::integer, 1000 * random() from range(600) t (n)");

        Fit fit = compute(mart(2, 3, Scale.STANDARD, List.of(FEATURES.get(0), new Feature("spent", false))), "");

        assertThat(measure(fit, "silhouette")).isLessThan(0.5);
    }

    private static List<String> codes(Fit fit) {
        return fit.notes().stream().map(Fit.Note::code).toList();
    }
}
