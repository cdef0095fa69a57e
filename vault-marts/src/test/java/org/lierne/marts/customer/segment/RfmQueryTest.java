package org.lierne.marts.customer.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.ScoreBounds;
import org.lierne.core.model.SegmentRule;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.mart.Shop;

class RfmQueryTest {

    private static final Transactions PURCHASES = new Transactions(
            "purchases", List.of(new BusinessKeyColumn("customer_id", "customer_id")), false, false, false);

    private static RfmMart mart(RfmMart.Grid grid) {
        return new RfmMart("customer_rfm", "", "purchases", grid, 5, Optional.empty());
    }

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
        return rfm(mart(RfmMart.Grid.TEN_SEGMENTS), at);
    }

    private List<String> rfm(RfmMart mart, Optional<LocalDate> at) throws SQLException {
        return Shop.rows(
                connection,
                "select * exclude (customer_hk) from (" + RfmQuery.of(PURCHASES, mart, at)
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

    /** A customer per combination of scores, by bounds that make scores of the values themselves. */
    @Test
    void givesEachOfTheElevenSegmentsItsCombinationsOfScores() throws SQLException {
        execute(
                "create table mart.scores as select r, f, m from range(1, 6) a (r), range(1, 6) b (f), range(1, 6) c (m)");
        execute("""
                insert into mart.purchases
                select r || f || m, r || f || m || '-' || o, 100 * r + 10 * f + m,
                    timestamp '2026-03-01' - to_days((5 - r)::integer), m / f
                from mart.scores, range(0, 5) as orders (o)
                where o < f""");
        RfmMart mart = new RfmMart(
                "customer_rfm",
                "",
                "purchases",
                RfmMart.Grid.ELEVEN_SEGMENTS,
                5,
                new ScoreBounds(numbers(1, 2, 3, 4), numbers(1, 2, 3, 4), numbers(1.5, 2.5, 3.5, 4.5)),
                List.of(),
                Optional.empty());
        String segments = "(" + RfmQuery.of(PURCHASES, mart, Optional.of(LocalDate.of(2026, 3, 2))) + ")";

        assertThat(Shop.rows(
                        connection,
                        "select count(*) from " + segments
                                + " where customer_id <> 100 * r_score + 10 * f_score + m_score"))
                .as("scores are the values")
                .containsExactly("0");
        assertThat(Shop.rows(
                        connection,
                        "select segment, count(*), min(customer_id), max(customer_id) from " + segments
                                + " group by 1 order by 4 desc, 2"))
                .as("the published table: how many combinations each has, from the least to the greatest")
                .containsExactly(
                        "champions|7|445|555",
                        "potential_loyalist|24|323|553",
                        "loyal|8|335|543",
                        "need_attention|8|324|535",
                        "promising|16|313|525",
                        "new_customers|7|311|512",
                        "hibernating|11|122|332",
                        "about_to_sleep|8|213|331",
                        "at_risk|22|124|255",
                        "cannot_lose_them|8|113|215",
                        "lost|6|111|151");
    }

    private static List<BigDecimal> numbers(double... numbers) {
        return Arrays.stream(numbers).mapToObj(BigDecimal::valueOf).toList();
    }

    @Test
    void scoresByBoundsWithSegmentsOfOnesOwn() throws SQLException {
        purchase("1, a, 2026-03-10 12:00:00, 100");
        purchase("1, b, 2026-03-10 13:00:00, 100");
        purchase("2, c, 2026-02-10 12:00:00, 10");
        purchase("3, d, 2026-03-10 12:00:00, -5");
        RfmMart mart = new RfmMart(
                "customer_rfm",
                "",
                "purchases",
                RfmMart.Grid.OWN,
                2,
                new ScoreBounds(numbers(7), numbers(1), List.of()),
                List.of(
                        new SegmentRule("best", List.of(new SegmentRule.Scores(2, 2, 2, 2, 1, 2))),
                        new SegmentRule("it's others", List.of())),
                Optional.empty());

        assertThat(rfm(mart, Optional.empty()))
                .containsExactly(
                        "1|0|2|200.000|2|2|2|best",
                        "2|28|1|10.000|1|1|1|it's others",
                        "3|0|1|-5.000|2|1|1|it's others");
    }
}
