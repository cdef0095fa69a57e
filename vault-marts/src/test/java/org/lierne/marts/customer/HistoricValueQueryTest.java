package org.lierne.marts.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.marts.mart.Shop;

class HistoricValueQueryTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Purchases.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void lines(String... lines) throws SQLException {
        for (String line : lines) {
            Purchases.line(connection, line);
        }
    }

    private List<String> value(Transactions transactions, String columns, String at) throws SQLException {
        Optional<LocalDate> day =
                Optional.of(at).filter(text -> !text.isEmpty()).map(LocalDate::parse);
        return Shop.rows(
                connection,
                "select " + columns + " from (" + HistoricValueQuery.of(transactions, day)
                        + "\n) order by customer_id");
    }

    private List<String> value(String columns) throws SQLException {
        return value(Purchases.WITH_ALL, columns, "");
    }

    /**
     * By hand. Customer 1 buys on the 1st for 30 (two lines of one order), on the 4th at 12:00 for 20 and on the 11th for
     * 40, of which 10 are taken back: 90 gross, 10 returned, 80 net, 30 a order; from the first order to the latest 10 days,
     * two gaps of 5. It is measured on 31 January: 30 days, less than a month.
     */
    @Test
    void addsUpWhatACustomerBoughtAndReturned() throws SQLException {
        lines(
                "1, a, p, 2026-01-01 00:00:00, 10, 0, 4",
                "1, a, q, 2026-01-01 00:05:00, 20, null, 8",
                "1, b, p, 2026-01-04 12:00:00, 20, 0, null",
                "1, c, p, 2026-01-11 00:00:00, 40, 10, 6",
                "2, d, p, 2026-01-30 23:59:59, 5, 0, 1");

        assertThat(value("* exclude (customer_hk)"))
                .containsExactly(
                        "1|2026-01-01 00:00:00|2026-01-11 00:00:00|3|4|2|90.00|10.00|80.00|18.00|30.0|" + 10.0 / 90.0
                                + "|30|5.0|80.0",
                        "2|2026-01-30 23:59:59|2026-01-30 23:59:59|1|1|1|5.00|0.00|5.00|1.00|5.0|0.0|0|null|5.0");
    }

    @Test
    void takesAmountsBelowZeroAsReturns() throws SQLException {
        lines("1, a, p, 2026-01-01 10:00:00, 50, 0, 0", "1, r, p, 2026-01-05 10:00:00, -20, 0, 0");

        assertThat(value(
                        Purchases.PLAIN,
                        "orders, lines, gross_amount, returned_amount, net_amount, latest_purchase_at, returned_share",
                        ""))
                .containsExactly("1|1|50.00|20.00|30.00|2026-01-01 10:00:00|0.4");
    }

    @Test
    void showsACustomerWhoHasOnlyReturned() throws SQLException {
        lines("1, r, p, 2026-01-05 10:00:00, -20, 0, -3");

        assertThat(value("* exclude (customer_hk)"))
                .containsExactly("1|null|null|0|0|0|0.00|20.00|-20.00|-3.00|null|null|null|null|null");
    }

    @Test
    void spreadsOverTheMonthsAsCustomer() throws SQLException {
        lines("1, a, p, 2025-01-01 00:00:00, 365.25, 0, 0");

        assertThat(value(Purchases.PLAIN, "customer_days, round(net_amount_per_month, 6)", "2026-01-01"))
                .as("365 days are 365 / 30.4375 months")
                .containsExactly("365|30.458348");
    }

    @Test
    void leavesOutUnknownCustomersAndWhatCameLater() throws SQLException {
        lines(
                "null, a, p, 2026-01-01 10:00:00, 50, 0, 0",
                "1, b, p, 2026-01-01 10:00:00, 50, 0, 0",
                "1, c, p, 2026-02-01 00:00:00, 50, 0, 0",
                "1, d, p, null, 50, 0, 0");

        assertThat(value(Purchases.PLAIN, "customer_id, gross_amount", "2026-02-01"))
                .containsExactly("1|50.00");
    }

    @Test
    void isEmptyWithoutTransactions() throws SQLException {
        assertThat(value("*")).isEmpty();
    }
}
