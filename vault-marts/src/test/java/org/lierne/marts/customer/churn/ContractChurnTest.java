package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.Purchases;

class ContractChurnTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Lifetimes.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** @param row customer, start, end */
    private void contracts(String... rows) throws SQLException {
        for (String row : rows) {
            String[] values = row.split(", ");
            Purchases.execute(
                    connection,
                    "insert into mart.contracts values ('%s', %s, %s)"
                            .formatted(values[0], moment(values[1]), moment(values[2])));
        }
    }

    private static String moment(String text) {
        return text.equals("null") ? "null" : "'" + text + "'";
    }

    private List<String> churn(List<Group> groups, Optional<LocalDate> at) throws SQLException {
        Activity activity = Activity.untilContractsEnd(
                "contracts", "customer_hk", Optional.of("'unknown'"), "started_at", "ended_at", at, Optional.empty());
        return Lifetimes.rows(
                connection, "* exclude (window_days)", ChurnRateQuery.of(activity, groups), "order by all");
    }

    /**
     * By hand. 1 leaves in February, and comes back in March; 2 changes from one contract to the next on the day, and has two
     * that overlap; 3 comes and goes within February; 4 runs on; of the rest nothing is known, or they never ran.
     */
    @Test
    void countsByContracts() throws SQLException {
        contracts(
                "1, 2026-01-10, 2026-02-15",
                "1, 2026-03-20, null",
                "2, 2026-01-10, 2026-02-01",
                "2, 2026-02-01, 2026-06-01",
                "2, 2026-02-10, 2026-03-01",
                "3, 2026-02-03, 2026-02-20",
                "4, 2026-01-01, null",
                "unknown, 2026-01-01, 2026-02-01",
                "5, null, 2026-02-01",
                "6, 2026-02-01, 2026-02-01");

        assertThat(churn(List.of(), Optional.of(LocalDate.of(2026, 4, 10))))
                .as("month, active_start, new, reactivated, churned, active_end, churn_rate, is_final, has_full_window")
                .containsExactly(
                        "2026-01-01|0|3|0|0|3|null|true|true",
                        "2026-02-01|3|1|0|2|2|" + 1.0 / 3.0 + "|true|true",
                        "2026-03-01|2|0|1|0|3|0.0|true|true",
                        "2026-04-01|3|0|0|0|3|null|false|true");
    }

    @Test
    void endsTheDayAfterTheLatestStartOrEnd() throws SQLException {
        contracts("1, 2026-01-10, 2026-03-31", "2, 2026-01-10, null");

        assertThat(churn(List.of(), Optional.empty()))
                .containsExactly(
                        "2026-01-01|0|2|0|0|2|null|true|false",
                        "2026-02-01|2|0|0|0|2|0.0|true|true",
                        "2026-03-01|2|0|0|1|1|0.5|true|true");
    }

    @Test
    void tellsGroupsApart() throws SQLException {
        contracts("1, 2026-01-10, 2026-02-10", "2, 2026-01-10, null", "3, 2026-02-01, 2026-02-28");
        Purchases.execute(connection, "insert into mart.customers values ('1', 'a'), ('2', 'a'), ('2', '0')");

        assertThat(churn(Lifetimes.byTreatment(), Optional.of(LocalDate.of(2026, 3, 1))))
                .as("3 is in no group; of 2 the greatest counts")
                .containsExactly(
                        "a|2026-01-01|0|2|0|0|2|null|true|false",
                        "a|2026-02-01|2|0|0|1|1|0.5|true|true",
                        "null|2026-02-01|0|1|0|1|0|null|true|true");
        assertThat(churn(List.of(new Group("cohort", Optional.empty())), Optional.of(LocalDate.of(2026, 3, 1))))
                .containsExactly(
                        "2026-01-01|2026-01-01|0|2|0|0|2|null|true|false",
                        "2026-01-01|2026-02-01|2|0|0|1|1|0.5|true|true",
                        "2026-02-01|2026-02-01|0|1|0|1|0|null|true|true");
    }

    @Test
    void isEmptyWithoutContracts() throws SQLException {
        assertThat(churn(Lifetimes.byTreatment(), Optional.empty())).isEmpty();
    }
}
