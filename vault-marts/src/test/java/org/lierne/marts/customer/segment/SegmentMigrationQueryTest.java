package org.lierne.marts.customer.segment;

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
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SegmentMigrationMart;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.mart.Shop;

class SegmentMigrationQueryTest {

    private static final Transactions PURCHASES = new Transactions(
            "purchases", List.of(new BusinessKeyColumn("customer_id", "customer_id")), false, false, false);
    private static final RfmMart RFM =
            new RfmMart("customer_rfm", "", "purchases", RfmMart.Grid.TEN_SEGMENTS, 5, Optional.empty());
    private static final SegmentMigrationMart MONTHLY =
            new SegmentMigrationMart("moves", "", "customer_rfm", SegmentMigrationMart.Step.MONTH, "");

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("create schema mart");
        execute("""
                create table mart.purchases (
                    customer_hk varchar, order_hk varchar, customer_id integer, occurred_at timestamp, amount decimal(12,2)
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

    private static String segments(Optional<LocalDate> at) {
        String snapshots = SegmentMigrationQuery.snapshots(PURCHASES, MONTHLY, Optional.empty());
        return SegmentMigrationQuery.segments(PURCHASES, RFM, snapshots, at);
    }

    private List<String> moves(Optional<LocalDate> at) throws SQLException {
        return Shop.rows(
                connection,
                "select from_at::date, to_at::date, from_segment, to_segment, customers, round(share, 3), is_latest from ("
                        + SegmentMigrationQuery.of(segments(at)) + ") order by all");
    }

    /** Lines of orders on many days, some orders of several lines and of two months, all from a fixed seed. */
    private void manyPurchases() throws SQLException {
        execute("select setseed(0.25)");
        execute("""
                insert into mart.purchases
                select
                    customer, customer || '-' || n // 2, customer,
                    timestamp '2026-01-03' + to_days((random() * 140)::integer) + to_hours((random() * 20)::integer),
                    (random() * 100)::decimal(12,2)
                from range(1, 200) as customers (customer), range(0, 6) as lines (n)
                where random() < 0.6""");
    }

    @Test
    void givesAtEachSnapshotTheSegmentsThatWereMeasuredThen() throws SQLException {
        manyPurchases();
        for (String day : List.of("2026-02-01", "2026-04-01", "2026-05-01")) {
            String then = RfmQuery.of(PURCHASES, RFM, Optional.of(LocalDate.parse(day)));
            assertThat(Shop.rows(
                            connection,
                            "select customer_hk, segment from (" + segments(Optional.empty())
                                    + ") where snapshot_at = '" + day + "' order by 1"))
                    .as(day)
                    .hasSizeGreaterThan(50)
                    .isEqualTo(Shop.rows(connection, "select customer_hk, segment from (" + then + ") order by 1"));
        }
    }

    @Test
    void countsWhoStayedWhoMovedAndWhoIsNew() throws SQLException {
        // 1 buys in January only, 2 in February for the first time: alone, 1 is "new"; beside 2, 1 is older and first
        // by rank.
        execute("""
                insert into mart.purchases values
                    ('1', 'a', 1, '2026-01-31 12:00:00', 10), ('2', 'b', 2, '2026-02-10 12:00:00', 10),
                    ('1', 'c', 1, '2026-03-05 12:00:00', 10)""");

        assertThat(moves(Optional.of(LocalDate.of(2026, 3, 6))))
                .containsExactly(
                        "2026-02-01|2026-03-01|(new)|champions|1|1.0|true",
                        "2026-02-01|2026-03-01|new|hibernating|1|1.0|true");
    }

    @Test
    void everyCustomerOfALaterSnapshotIsInOneRowAndSharesAddUp() throws SQLException {
        manyPurchases();
        String moves = "(" + SegmentMigrationQuery.of(segments(Optional.empty())) + ")";

        assertThat(Shop.rows(connection, "select to_at, sum(customers) from " + moves + " group by 1 order by 1"))
                .isEqualTo(Shop.rows(
                        connection,
                        "select snapshot_at, count(*) from (" + segments(Optional.empty())
                                + ") where snapshot_at > '2026-02-01' group by 1 order by 1"));
        assertThat(Shop.rows(
                        connection,
                        "select distinct round(sum(share), 9) from " + moves + " group by to_at, from_segment"))
                .containsExactly("1.0");
    }

    @Test
    void isEmptyWithOneSnapshotOrNone() throws SQLException {
        assertThat(moves(Optional.empty())).isEmpty();
        execute("insert into mart.purchases values ('1', 'a', 1, '2026-01-31 12:00:00', 10)");
        assertThat(moves(Optional.empty())).isEmpty();
    }
}
