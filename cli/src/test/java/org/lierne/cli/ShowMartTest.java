package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Terminal;

/** {@code marts show} of a file of marts, as it is published. */
final class ShowMartTest {

    private static final int NARROW = 60;

    @TempDir
    static Path folder;

    @BeforeAll
    static void publish() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("marts.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create schema mart;
                    create table lierne_run as select 7 as run_id;
                    create table lierne_mart (
                        mart varchar, kind varchar, description varchar, row_count bigint, row_is varchar, source varchar);
                    create table lierne_column (
                        mart varchar, column_name varchar, unit varchar, meaning varchar, is_sensitive boolean);
                    create table lierne_picture (mart varchar, picture varchar);
                    create table lierne_warning (mart varchar, warning varchar);
                    create table mart.customer_rfm as
                    select
                        md5(n::varchar)::uuid as customer_hk,
                        'C' || n as customer_id,
                        'mail' || n || '@example.org' as email,
                        (n * 12.5)::decimal(12,2) as monetary,
                        case when n > 6 then 'loyal' else 'lost' end as segment
                    from range(1, 11) as numbers (n);
                    insert into lierne_mart values (
                        'customer_rfm', 'rfm', 'Who is who.', 10, 'One row per customer.', 'Hughes 1994.');
                    insert into lierne_column values
                        ('customer_rfm', 'customer_hk', 'hash key', 'The customer.', false),
                        ('customer_rfm', 'email', '', 'Where they are written to.', true),
                        ('customer_rfm', 'monetary', 'currency', 'What they have spent.', false);
                    insert into lierne_picture values
                        ('customer_rfm', 'bars of segment'), ('customer_rfm', 'distribution of monetary'),
                        ('customer_rfm', 'bars of email'),
                        ('retention', 'heat of retention over cohort by month'),
                        ('retention', 'curve of retention over month'),
                        ('retention', 'curve of retention over month by cohort');
                    insert into lierne_warning values ('customer_rfm', 'Half of all is a guess.');
                    create table mart.retention as
                    select date '2026-01-01' + to_months(cohort::integer) as cohort, month, 1 / (1.0 + month + cohort / 10) as retention
                    from range(3) as cohorts (cohort), range(0, 24 - cohort) as months (month);
                    insert into lierne_mart values ('retention', 'retention', '', 0, '', '');
                    insert into lierne_column values ('retention', 'retention', '0 to 1', 'Who is still there.', false);
                    create table lierne_fit (
                        mart varchar, record_source varchar, position integer, name varchar, "value" double,
                        standard_error double, sentence varchar);
                    create table mart.risk as select 'C1' as customer_id, 0.7 as churn_probability;
                    create table mart.future as select 'C1' as customer_id, 12.0 as expected_value;
                    create table mart.clusters as select 'C1' as customer_id, 1 as cluster;
                    insert into lierne_mart values
                        ('risk', 'churn_prediction', '', 1, '', ''), ('future', 'predicted_value', '', 1, '', ''),
                        ('clusters', 'clusters', '', 1, '', '');
                    insert into lierne_fit
                    select mart, 'm 1', row_number() over (), name, "value", error, null from (values
                        ('risk', 'training.moments', 4, null), ('risk', 'training.customers', 5021, null),
                        ('risk', 'training.lost', 1500, null), ('risk', 'validation.customers', 1923, null),
                        ('risk', 'validation.lost', 613, null), ('risk', 'logistic.auc', .756, .011),
                        ('risk', 'logistic.brier', .182, null), ('risk', 'logistic.predicted_share', .33, null),
                        ('risk', 'boosted_trees.auc', .757, .011), ('risk', 'boosted_trees.brier', .181, null),
                        ('risk', 'boosted_trees.predicted_share', .332, null), ('risk', 'recency_alone.auc', .595, .013),
                        ('risk', 'recency_alone.brier', .224, null), ('risk', 'share_alone.brier', .2172, null),
                        ('risk', 'boosted_trees.tenth_01.customers', 192, null),
                        ('risk', 'boosted_trees.tenth_01.predicted', .67, null),
                        ('risk', 'boosted_trees.tenth_01.observed', .625, null),
                        ('risk', 'boosted_trees.tenth_01.lift', 1.96, null),
                        ('risk', 'boosted_trees.tenth_01.captured', .196, null),
                        ('future', 'bg_nbd.r', .2426, .0126), ('future', 'bg_nbd.log_likelihood', -9582.43, null),
                        ('future', 'bg_nbd.hold_out_log_likelihood', -3412.1, null),
                        ('future', 'nbd.r', .385, .01), ('future', 'nbd.log_likelihood', -9763.66, null),
                        ('future', 'gamma_gamma.p', 6.25, 1.19), ('future', 'gamma_gamma.log_likelihood', -4058.9, null),
                        ('future', 'spend_correlation', .11, null), ('future', 'spend_correlation_p', .0004, null),
                        ('future', 'hold_out.customers', 2000, null), ('future', 'hold_out.predicted', .72, null),
                        ('future', 'hold_out.purchases', .75, null), ('future', 'hold_out.mean_square_error', 1.5, null),
                        ('future', 'hold_out.mean_alone', 2.5, null),
                        ('clusters', 'customers', 300, null), ('clusters', 'silhouette_sample', 300, null),
                        ('clusters', 'silhouette.2_clusters', .5, null), ('clusters', 'silhouette.3_clusters', .25, null),
                        ('clusters', 'clusters', 2, null), ('clusters', 'silhouette', .5, null),
                        ('clusters', 'cluster_2.customers', 100, null), ('clusters', 'cluster_2.orders', 1.5, null),
                        ('clusters', 'cluster_1.customers', 200, null), ('clusters', 'cluster_1.orders', -.75, null)
                    ) as figures (mart, name, "value", error);
                    create table mart.long_groups as
                    select 'plan ' || (g + 1) as plan, day, 1 / (1.0 + day) as survival
                    from range(8) as groups (g), range(9 - g) as days (day);
                    insert into lierne_mart values ('long_groups', 'survival', '', 0, '', '');
                    insert into lierne_picture values ('long_groups', 'curve of survival over day by plan');
                    create table mart.tiny as select n * 1e-9 as tiny, 3 as always, n as risk, 7 as run_id
                    from range(1, 11) as numbers (n);
                    insert into lierne_mart values ('tiny', 'sql', '', 0, '', '');
                    insert into lierne_column values ('tiny', 'risk', '1 to 10', '', false);
                    create table mart.nobody as select * from mart.customer_rfm limit 0;
                    insert into lierne_mart values ('nobody', 'rfm', '', 0, '', '')""");
        }
    }

    private static String show(Terminal terminal, String... arguments) {
        CapturedConsole captured = CapturedConsole.on(terminal);
        List<String> all = new ArrayList<>(List.of("marts", "show"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--database", folder.resolve("shop.duckdb").toString()));
        int code = Lierne.run(captured.console(), new FakeOperations(), all.toArray(String[]::new));
        assertThat(code).as(captured.err()).isZero();
        return captured.out();
    }

    @Test
    void hasRowsChartsMeaningsAndWhatIsNotKnown() {
        assertThat(show(Terminal.NONE, "customer_rfm", "--rows", "2")).isEqualTo("""
                customer_rfm  rfm  10 rows, of run 7
                  Who is who.
                  One row per customer.
                  Source: Hughes 1994.

                What the data could not tell
                  - Half of all is a guess.

                Rows
                  customer_id  email     monetary  segment
                  ───────────  ────────  ────────  ───────
                  C10          (masked)    125.00  loyal
                  C9           (masked)    112.50  loyal
                  8 more; --rows N shows more of them, lierne marts export all.

                Rows by segment
                         rows   share
                  lost      6  60.0 %  ████████████████████████
                  loyal     4  40.0 %  ████████████████

                How monetary (currency) is spread
                  5 % of rows have at most 18.12, half at most 68.75, 95 % at most 119.4.
                  Mean 68.75, from 12.5 to 125.
                  from                rows   share
                        to under 20      1  10.0 %  ████████
                    20  to under 40      2  20.0 %  ████████████████
                    40  to under 60      1  10.0 %  ████████
                    60  to under 80      2  20.0 %  ████████████████
                    80  to under 100     1  10.0 %  ████████
                   100  and more         3  30.0 %  ████████████████████████

                What the columns mean
                  customer_hk  The customer. [hash key]
                  email        Where they are written to. Masked; --show-sensitive shows it.
                  monetary     What they have spent. [currency]
                """);
    }

    @Test
    void shadesATriangleAndDrawsCurvesThatFit() {
        String shown = show(new Terminal(false, true, true, false, NARROW), "retention", "--rows", "1");

        assertThat(shown.lines())
                .allSatisfy(line -> assertThat(DisplayText.width(line)).as(line).isLessThanOrEqualTo(NARROW));
        assertThat(shown)
                .contains("2026-01-01 █100%")
                .contains("wider terminal")
                .contains("● 2026-01-01");
        assertThat(shown.codePoints()
                        .filter(each -> each > 0x2800 && each <= 0x28FF)
                        .count())
                .as("dots of the curve")
                .isGreaterThan(20);
    }

    @Test
    void tellsHowGoodAPredictionIs() {
        assertThat(show(Terminal.NONE, "risk", "--rows", "0")).contains("""
                How good it is
                  Predictions are by boosted trees. It was learnt from 5,021 customers (1,500 lost) at 4 moments,
                  and measured at the latest moment of which it is known what became of them, on 1,923 customers
                  (613 lost); of the two models it has the lesser Brier score there.
                  who tells                    AUC             Brier  predicted
                  logistic regression          0.756 ± 0.011  0.1820     33.0 %
                  boosted trees *              0.757 ± 0.011  0.1810     33.2 %
                  days since the latest order  0.595 ± 0.013  0.2240
                  the share, of everybody      0.500          0.2172     31.9 %
                """).contains("""
                Tenths of these customers, the highest probability first
                  tenth  customers  predicted    lost  lift  captured
                      1        192     67.0 %  62.5 %  1.96    19.6 %  ███████████████
                """);
    }

    @Test
    void tellsHowModelsOfPurchasesWereChosen() {
        assertThat(show(Terminal.NONE, "future", "--rows", "0")).contains("""
                How good it is
                  Predictions are by bg_nbd: of 2 models it tells best what came later.
                  model        log-likelihood  of what came later
                  bg_nbd *          -9,582.43           -3,412.10
                  nbd               -9,763.66
                  gamma_gamma       -4,058.90
                """).contains("""
                Parameters, with their standard errors
                  bg_nbd: r 0.2426 ± 0.0126
                  nbd: r 0.385 ± 0.01
                  gamma_gamma: p 6.25 ± 1.19
                  Of the last third of the time, told from the two before: 2,000 customers bought 0.750 times each,
                  where 0.720 was predicted; the mean square of the differences is 1.500, against 2.500 if their
                  mean is said of everybody.
                """);
    }

    @Test
    void tellsHowFarClustersAreApart() {
        assertThat(show(Terminal.NONE, "clusters", "--rows", "0")).contains("""
                How far the clusters are apart
                  clusters    silhouette
                         2 *       0.500  ████████████
                         3         0.250  ██████
                """).contains("""
                Where their centres lie, in standard deviations from the mean of all
                  cluster  customers  orders
                        1        200   -0.75
                        2        100    1.50
                """);
    }

    @Test
    void saysWhichGroupsOfManyAreDrawn() {
        assertThat(show(Terminal.NONE, "long_groups", "--rows", "0"))
                .contains("plan 5", "The 5 of 8 groups that have the most rows are drawn.")
                .doesNotContain("plan 6");
    }

    @Test
    void spreadsWhatIsMeasuredOnlyAndTinyNumbersToo() {
        assertThat(show(Terminal.NONE, "tiny", "--rows", "0"))
                .contains("1.00e-09", "1.00e-08")
                .doesNotContain("always", "run_id", "risk");
    }

    @Test
    void hasNoColoursButOnATerminal() {
        assertThat(show(Terminal.NONE, "retention")).doesNotContain("\u001b");
        assertThat(show(new Terminal(false, true, true, true, NARROW), "retention"))
                .contains("\u001b[");
    }

    @Test
    void leavesOutChartsOfAMartWithoutRows() {
        assertThat(show(Terminal.NONE, "nobody")).contains("No rows").doesNotContain("How");
    }

    @Test
    void writesTheRowsAloneForPrograms() {
        assertThat(show(Terminal.NONE, "customer_rfm", "-o", "csv", "--columns", "customer_id,email", "--rows", "1"))
                .isEqualTo("customer_id,email\nC10,(masked)\n");
        assertThat(show(
                        Terminal.NONE,
                        "customer_rfm",
                        "-o",
                        "json",
                        "--columns",
                        "email",
                        "--rows",
                        "1",
                        "--show-sensitive"))
                .isEqualTo("[\n{\"email\":\"mail10@example.org\"}\n]\n");
        assertThat(show(Terminal.NONE, "customer_rfm", "-o", "csv").lines()).hasSize(11);
    }

    @Test
    void saysWhatThereIsInstead() {
        CapturedConsole captured = CapturedConsole.piped();
        int code = Lierne.run(
                captured.console(),
                new FakeOperations(),
                "marts",
                "show",
                "rfm",
                "--database",
                folder.resolve("shop.duckdb").toString());

        assertThat(code).isEqualTo(2);
        assertThat(captured.err())
                .contains(
                        "There is no mart \"rfm\".",
                        "clusters, customer_rfm, future, long_groups, nobody, retention, risk, tiny");
    }
}
