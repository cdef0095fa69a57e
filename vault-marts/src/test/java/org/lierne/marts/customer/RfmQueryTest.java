package org.lierne.marts.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.marts.mart.Shop;

class RfmQueryTest {

    private static final List<BusinessKeyColumn> KEY = List.of(new BusinessKeyColumn("customer_id", "customer_id"));

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("create schema mart");
        execute("""
                create table mart.purchases (
                    customer_hk varchar, order_hk varchar, customer_id integer, occurred_at timestamp, amount decimal(12,3)
                )""");
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

    /** @param row customer id, order, moment, amount */
    private void purchase(String row) throws SQLException {
        String[] values = row.split(", ");
        execute("insert into mart.purchases values ('%1$s', '%2$s', %1$s, '%3$s', %4$s)"
                .formatted(values[0], values[1], values[2], values[3]));
    }

    private List<String> rfm(Optional<LocalDate> at) throws SQLException {
        return Shop.rows(
                connection,
                "select * exclude (customer_hk) from (" + RfmQuery.of("purchases", KEY, 5, at)
                        + "\n) order by customer_id");
    }

    /**
     * By hand. Recency 0, 1, 3, 3, 5, 11 days: the edges are at places 1, 2, 3 and 4 of 0 to 5, so 1, 3, 3 and 5, and no
     * one scores 3. Frequency is 1 for 6 to 10 and 2 for 5, so their ranks by number, 9 before 10, are 1 to 5 and 6: edges
     * 2, 3, 4, 5. Monetary 10, 10, 10, 20, 30, 40: edges 10, 10, 20, 30.
     */
    @Test
    void scoresByQuantilesOfValueAndOfRank() throws SQLException {
        purchase("10, a, 2026-03-10 23:59:59, 10");
        purchase("9, b, 2026-03-09 12:00:00, 10");
        purchase("8, c, 2026-03-08 00:00:00, 10");
        purchase("7, d, 2026-03-07 00:00:01, 20");
        purchase("6, e, 2026-03-05 12:00:00, 30");
        purchase("5, f, 2026-02-28 00:00:00, 15");
        purchase("5, g, 2026-02-27 00:00:00, 15");
        purchase("5, g, 2026-02-27 00:00:00, 10");

        assertThat(rfm(Optional.empty()))
                .containsExactly(
                        "5|11|2|40.000|1|5|5|cant_lose",
                        "6|5|1|30.000|2|1|4|hibernating",
                        "7|3|1|20.000|4|1|3|promising",
                        "8|3|1|10.000|4|2|1|potential_loyalist",
                        "9|1|1|10.000|5|3|1|potential_loyalist",
                        "10|0|1|10.000|5|4|1|champions");
    }

    @Test
    void givesEveryCustomerScoresHoweverFewThereAre() throws SQLException {
        purchase("1, a, 2026-03-10 12:00:00, 10");
        assertThat(rfm(Optional.empty())).containsExactly("1|0|1|10.000|5|1|1|new");

        purchase("2, b, 2026-03-10 12:00:00, 10");
        assertThat(rfm(Optional.empty())).containsExactly("1|0|1|10.000|5|1|1|new", "2|0|1|10.000|5|5|1|champions");
    }

    @Test
    void measuresAtAGivenDayAndLeavesOutWhatCameLater() throws SQLException {
        purchase("1, a, 2026-03-10 12:00:00, 10");
        purchase("1, b, 2026-04-01 00:00:00, 90");
        purchase("2, c, 2026-05-01 00:00:00, 90");

        assertThat(rfm(Optional.of(LocalDate.of(2026, 4, 1)))).containsExactly("1|21|1|10.000|5|1|1|new");
    }

    @Test
    void leavesOutTransactionsWithoutACustomer() throws SQLException {
        purchase("1, a, 2026-03-10 12:00:00, 10");
        execute("insert into mart.purchases values ('unknown', 'b', null, '2026-03-10', 10)");

        assertThat(rfm(Optional.empty())).hasSize(1);
    }

    @Test
    void isEmptyWithoutTransactions() throws SQLException {
        assertThat(rfm(Optional.empty())).isEmpty();
    }
}
