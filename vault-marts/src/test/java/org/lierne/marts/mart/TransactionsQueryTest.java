package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;

class TransactionsQueryTest {

    private static TransactionsMart purchases(String date, String amount, String where) {
        return new TransactionsMart(
                "purchases",
                "",
                new TransactionsMart.Lines.OfLink("order_line", List.of("order_customer", "customer_nation")),
                "customer",
                "order",
                Optional.of("product"),
                date,
                amount,
                Optional.empty(),
                Optional.of("quantity * (order_line_details.price - product_prices.price)"),
                Optional.of(where));
    }

    private static final TransactionsMart PURCHASES =
            purchases("ordered_at", "quantity * order_line_details.price", "quantity > 0 and continent = 'Europe'");

    @Test
    void countsEachLineOnceWhereverTheOrderWent() throws SQLException {
        Vault vault = Shop.with(PURCHASES);
        try (Connection connection = Shop.open(vault)) {
            given(connection);

            Shop.build(connection, vault);

            assertThat(
                            Shop.rows(
                                    connection,
                                    "select * exclude (transaction_hk, misdated_at) from mart.purchases order by transaction_hk"))
                    .containsExactly(
                            "00000000-0000-0000-0000-000000000022|00000000-0000-0000-0000-000000000001|"
                                    + "00000000-0000-0000-0000-000000000011|7|A1|P|2026-01-05 10:00:00|20.00|8.00",
                            "00000000-0000-0000-0000-000000000022|00000000-0000-0000-0000-000000000001|"
                                    + "00000000-0000-0000-0000-000000000011|7|A1|P|2026-01-05 10:00:00|5.00|2.00");
        }
    }

    /** Order 1 has gone from customer 21 to 22, and one delivery named two rows for it; three lines, one of them free. */
    private static void given(Connection connection) throws SQLException {
        Shop.insert(
                connection, "hub_order", "order_hk, order_no, load_date, record_source, run_id", "#1, 'A1', @1, '', 1");
        Shop.insert(
                connection,
                "hub_product",
                "product_hk, product_code, load_date, record_source, run_id",
                "#11, 'P', @1, '', 1");
        Shop.insert(
                connection,
                "hub_customer",
                "customer_hk, customer_no, load_date, record_source, run_id",
                "#21, 6, @1, '', 1",
                "#22, 7, @1, '', 1");
        String line = "order_line_hk, order_hk, product_hk, line_number, load_date, record_source, run_id";
        Shop.insert(
                connection,
                "link_order_line_in_force",
                line,
                "#101, #1, #11, 1, @1, '', 1",
                "#102, #1, #11, 2, @1, '', 1",
                "#103, #1, #11, 3, @1, '', 1");
        String details = "order_line_hk, load_date, delivery_id, record_number, row_number, hashdiff, record_source,"
                + " run_id, quantity, price, is_current";
        Shop.insert(
                connection,
                "sat_order_line_details_current",
                details,
                "#101, @1, #1, 1, 1, #1, '', 1, 4, 5.00, true",
                "#102, @1, #1, 2, 1, #1, '', 1, 1, 5.00, true",
                "#103, @1, #1, 3, 1, #1, '', 1, 0, 5.00, true");
        Shop.insert(
                connection,
                "link_order_customer_in_force",
                "order_customer_hk, order_hk, customer_hk, recipient_hk, load_date, record_source, run_id",
                "#201, #1, #22, #22, @2, '', 1",
                "#202, #1, #21, #21, @2, '', 1");
        Shop.insert(
                connection,
                "sat_order_details_current",
                "order_hk, load_date, delivery_id, record_number, row_number, hashdiff, record_source, run_id, ordered_at,"
                        + " price, is_current",
                "#1, @1, #1, 1, 1, #1, '', 1, '2026-01-05 10:00:00', 99.00, true");
        Shop.insert(
                connection,
                "sat_product_prices_current",
                "product_hk, load_date, delivery_id, record_number, row_number, hashdiff, record_source, run_id, price,"
                        + " is_current",
                "#11, @1, #1, 1, 1, #1, '', 1, 3.00, true");
        Shop.insert(
                connection,
                "link_customer_nation_in_force",
                "customer_nation_hk, customer_hk, nation_hk, load_date, record_source, run_id",
                "#301, #22, #31, @1, '', 1");
        Shop.insert(
                connection,
                "sat_nation_details_current",
                "nation_hk, load_date, delivery_id, record_number, row_number, hashdiff, record_source, run_id,"
                        + " nation_name, continent, is_current",
                "#31, @1, #1, 1, 1, #1, '', 1, 'Spain', 'Europe', true");
    }

    @Test
    void givesLinesOfOrdersWithoutCustomerTheUnknownKey() throws SQLException {
        TransactionsMart mart = purchases("ordered_at", "quantity", "true");
        Vault vault = Shop.with(mart);
        try (Connection connection = Shop.open(vault)) {
            Shop.insert(
                    connection,
                    "link_order_line_in_force",
                    "order_line_hk, order_hk, product_hk, line_number, load_date, record_source, run_id",
                    "#101, #1, #11, 1, @1, '', 1");

            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select customer_hk, customer_no from mart.purchases"))
                    .containsExactly("00000000-0000-0000-0000-000000000000|null");
        }
    }

    @Test
    void buildsWithEveryFormOfHash() {
        for (Hashing.Algorithm algorithm : Hashing.Algorithm.values()) {
            for (Hashing.Storage storage : Hashing.Storage.values()) {
                Hashing hashing = new Hashing(Hashing.Profile.LIERNE, algorithm, storage);
                assertThat(MartCheck.check(Shop.with(hashing, PURCHASES)))
                        .as("%s as %s", algorithm, storage)
                        .isEmpty();
            }
        }
    }
}
