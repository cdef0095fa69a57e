package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.Purchases;

class SurvivalQueryTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Lifetimes.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<String> curve(List<Group> groups, String select, String rest) throws SQLException {
        return Lifetimes.rows(connection, select, SurvivalQuery.of(Lifetimes.activity(), groups), rest);
    }

    /**
     * Kleinbaum and Klein, Survival Analysis, 2012, the output of Stata's {@code sts list} for the group 6-MP: time, at risk, failures,
     * survivor function, standard error, 95 % confidence (log-log).
     */
    @Test
    void meetsThePublishedCurveOfTheLeukaemiaData() throws SQLException {
        Lifetimes.add(connection, "6-MP", Lifetimes.SIX_MP);
        Lifetimes.add(connection, "placebo", Lifetimes.PLACEBO);

        assertThat(curve(
                        Lifetimes.byTreatment(),
                        "day, at_risk, lost, printf('%.4f %.4f %.4f %.4f', survival, standard_error, lower, upper)",
                        "where treatment = '6-MP' and lost > 0 order by day"))
                .containsExactly(
                        "6|21|3|0.8571 0.0764 0.6197 0.9516",
                        "7|17|1|0.8067 0.0869 0.5631 0.9228",
                        "10|15|1|0.7529 0.0963 0.5032 0.8894",
                        "13|12|1|0.6902 0.1068 0.4316 0.8491",
                        "16|11|1|0.6275 0.1141 0.3675 0.8049",
                        "22|7|1|0.5378 0.1282 0.2678 0.7468",
                        "23|6|1|0.4482 0.1346 0.1881 0.6801");
        assertThat(curve(
                        Lifetimes.byTreatment(),
                        "day, at_risk, lost, censored, survival, standard_error, lower, upper",
                        "where treatment = 'placebo' and (day >= 23 or day = 0) order by day"))
                .as("who all are lost in the end")
                .containsExactly("0|21|0|0|1.0|0.0|1.0|1.0", "23|1|1|0|0.0|null|null|null");
    }

    /** R 4, package survival: {@code summary(survfit(Surv(time, status) ~ x, data = aml))}, x=Maintained. */
    @Test
    void meetsTheCurveOfR() throws SQLException {
        Lifetimes.add(connection, "maintained", Lifetimes.MAINTAINED);

        assertThat(curve(
                        List.of(),
                        "day, at_risk, lost, printf('%.3f %.4f', survival, standard_error)",
                        "where lost > 0 order by day"))
                .containsExactly(
                        "9|11|1|0.909 0.0867",
                        "13|10|1|0.818 0.1163",
                        "18|8|1|0.716 0.1397",
                        "23|7|1|0.614 0.1526",
                        "31|5|1|0.491 0.1642",
                        "34|4|1|0.368 0.1627",
                        "48|2|1|0.184 0.1535");
    }

    /** Customer 1 is lost 60 days after 5 January, 2 after 5 February, having bought twice; 3 is seen for 40 days. */
    @Test
    void endsALifeWithTheWindowOfSilence() throws SQLException {
        Purchases.purchase(connection, 1, "2026-01-05 12:00:00");
        Purchases.purchase(connection, 1, "2026-04-05 12:00:00");
        Purchases.purchase(connection, 2, "2026-01-05 12:00:00");
        Purchases.purchase(connection, 2, "2026-02-05 12:00:00");
        Purchases.purchase(connection, 3, "2026-04-01 00:00:00");

        Activity activity =
                Activity.untilSilence(Purchases.PLAIN, 60, Optional.of(java.time.LocalDate.of(2026, 5, 11)));

        assertThat(Lifetimes.rows(
                        connection,
                        "day, at_risk, lost, censored, survival",
                        SurvivalQuery.of(activity, List.of()),
                        "order by day"))
                .containsExactly("0|3|0|0|1.0", "40|3|0|1|1.0", "60|2|1|0|0.5", "91|1|1|0|0.0");
    }

    @Test
    void isEmptyWithoutContracts() throws SQLException {
        assertThat(curve(Lifetimes.byTreatment(), "*", "")).isEmpty();
    }

    @Test
    void saysOneForOneCustomerWhoStays() throws SQLException {
        Lifetimes.add(connection, "one", "12+");
        assertThat(curve(List.of(), "*", "order by day"))
                .containsExactly("0|1|0|0|1.0|0.0|1.0|1.0", "12|1|0|1|1.0|0.0|1.0|1.0");
    }
}
