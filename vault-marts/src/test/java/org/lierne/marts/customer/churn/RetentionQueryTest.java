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

class RetentionQueryTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Purchases.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<String> triangle() throws SQLException {
        return Lifetimes.rows(
                connection, "*", RetentionQuery.of(Purchases.PLAIN, Optional.empty()), "order by cohort, months_since");
    }

    @Test
    void countsWhoOfACohortBuysInAMonth() throws SQLException {
        Purchases.line(connection, "1, a, p, 2026-01-31 23:59:59, 10, 0, 0");
        Purchases.line(connection, "1, b, p, 2026-03-01 00:00:00, 20, 0, 0");
        Purchases.line(connection, "1, b, q, 2026-03-01 00:00:00, 5, 0, 0");
        Purchases.line(connection, "2, c, p, 2026-01-02 00:00:00, 7, 0, 0");
        Purchases.line(connection, "2, r, p, 2026-02-02 00:00:00, -7, 0, 0");
        Purchases.line(connection, "3, d, p, 2026-02-28 00:00:00, 1, 0, 0");
        Purchases.line(connection, "null, u, p, 2026-02-28 00:00:00, 100, 0, 0");

        assertThat(triangle())
                .as("cohort, months since, month, customers, active, retention, revenue, is_final")
                .containsExactly(
                        "2026-01-01|0|2026-01-01|2|2|1.0|17.00|true",
                        "2026-01-01|1|2026-02-01|2|0|0.0|0.00|true",
                        "2026-01-01|2|2026-03-01|2|1|null|25.00|false",
                        "2026-02-01|0|2026-02-01|1|1|1.0|1.00|true",
                        "2026-02-01|1|2026-03-01|1|0|null|0.00|false");
    }

    @Test
    void isEmptyWithoutPurchases() throws SQLException {
        assertThat(triangle()).isEmpty();
    }
}
