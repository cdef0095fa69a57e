package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.ComputationProgress;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.customer.Purchases;
import org.lierne.marts.mart.Shop;

class GroupComparisonTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Lifetimes.open();
        Purchases.execute(connection, "create schema computed");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Fit compare() throws SQLException {
        Purchases.execute(
                connection,
                "create or replace table mart.survival as "
                        + SurvivalQuery.of(Lifetimes.activity(), Lifetimes.byTreatment()));
        Purchases.execute(
                connection,
                "create or replace table computed.compared (group_number bigint, expected double, chi_square double,"
                        + " degrees_of_freedom bigint, p_value double)");
        return comparison()
                .compute(new ComputationInput(
                        connection.unwrap(DuckDBConnection.class),
                        connection.getCatalog(),
                        "compared",
                        "",
                        PastMarts.NONE,
                        ComputationProgress.SILENT));
    }

    private static GroupComparison comparison() {
        return new GroupComparison("compared", "survival", List.of("treatment"));
    }

    /** Freireich 1963; Kleinbaum and Klein, 2012: log-rank 16.79, medians 23 and 8 weeks (of 6-MP from 13 on: SAS, PROC LIFETEST). */
    @Test
    void meetsThePublishedComparison() throws SQLException {
        Lifetimes.add(connection, "6-MP", Lifetimes.SIX_MP);
        Lifetimes.add(connection, "placebo", Lifetimes.PLACEBO);
        compare();

        assertThat(Lifetimes.rows(
                        connection,
                        "treatment, customers, lost, printf('%.1f', expected), median_days, median_lower, median_upper,"
                                + " printf('%.2f', chi_square), degrees_of_freedom, printf('%.7f', p_value), remark",
                        comparison().sql(),
                        "order by treatment"))
                .containsExactly(
                        "6-MP|21|9|19.3|23|13|null|16.79|1|0.0000417|null",
                        "placebo|21|21|10.7|8|4|11|16.79|1|0.0000417|null");
    }

    @Test
    void saysWhyThereIsNoTest() throws SQLException {
        Lifetimes.add(connection, "one", "3 4 5+");
        Fit fit = compare();

        assertThat(Shop.rows(
                        connection,
                        "select treatment, chi_square, remark from ("
                                + comparison().sql() + ")"))
                .containsExactly(
                        "one|null|No test: there are no two groups in which anybody was lost, or was to be expected to"
                                + " be lost, in a way that could differ.");
        assertThat(fit.notes()).extracting(Fit.Note::code).containsExactly("no_groups_to_compare");
    }
}
