package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DataType;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Parent;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;

class FactQueryTest {

    private static final String SATELLITE = "load_date, load_end_date, is_current, delivery_id, record_number,"
            + " row_number, hashdiff, record_source, run_id";

    /** @param columns pairs: name, expression, and after a colon its type if it has one */
    private static FactMart fact(Parent of, List<String> through, String at, String where, String... columns) {
        List<FactMart.Column> read = new ArrayList<>();
        for (int each = 0; each < columns.length; each += 2) {
            String[] parts = columns[each + 1].split(" : ");
            Optional<DataType> type = parts.length > 1 ? DataType.parse(parts[1]) : Optional.empty();
            read.add(new FactMart.Column(columns[each], parts[0], type));
        }
        return new FactMart("fact", "", of, through, text(at), read, text(where));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static FactMart lines(String at, String where, String... columns) {
        return fact(new Parent.OfLink("order_line"), List.of("order_customer", "customer_nation"), at, where, columns);
    }

    /** @param dates load date, load end date or null */
    private static void version(
            Connection connection, String satellite, String key, String dates, String columns, String values)
            throws SQLException {
        String order = dates + ", " + dates.endsWith("null") + ", #1, 1, 1, #1, '', 1";
        for (String view : List.of("_history", "_current")) {
            if (view.equals("_history") || dates.endsWith("null")) {
                Shop.insert(
                        connection, satellite + view, columns + ", " + SATELLITE, key + ", " + values + ", " + order);
            }
        }
    }

    /**
     * Order 1 on the 5th at 10:00 has two lines, order 2 on the 1st has one and no customer, order 3 on no date has one.
     * Product P costs 3 from the 3rd, 4 from the 5th (9 for a moment), 5 from the 7th. Ann is German, Spanish from the 5th,
     * German again from the 8th; Germany is renamed on the 6th.
     */
    private static Connection given(Vault vault) throws SQLException {
        Connection connection = Shop.open(vault);
        String more = "load_date, record_source, run_id";
        Shop.insert(
                connection,
                "hub_order",
                "order_hk, order_no, " + more,
                "#0, null, '1900-01-01', '', 0",
                "#1, 'A1', @5, '', 1",
                "#2, 'A2', @5, '', 1",
                "#3, 'A3', @5, '', 1");
        Shop.insert(connection, "hub_product", "product_hk, product_code, " + more, "#11, 'P', @3, '', 1");
        Shop.insert(connection, "hub_customer", "customer_hk, customer_no, " + more, "#21, 7, @3, '', 1");
        Shop.insert(
                connection,
                "hub_nation",
                "nation_hk, nation_code, " + more,
                "#31, 'DE', @1, '', 1",
                "#32, 'ES', @1, '', 1");
        Shop.insert(
                connection,
                "link_order_line_in_force",
                "order_line_hk, order_hk, product_hk, line_number, " + more,
                "#101, #1, #11, 1, @5, '', 1",
                "#102, #1, #0, 2, @5, '', 1",
                "#103, #2, #11, 1, @5, '', 1",
                "#104, #3, #11, 1, @5, '', 1");
        version(connection, "sat_order_line_details", "#101", "@5, null", "order_line_hk, quantity, price", "2, 10");
        version(connection, "sat_order_line_details", "#102", "@5, null", "order_line_hk, quantity, price", "1, 4.50");
        version(connection, "sat_order_line_details", "#103", "@5, null", "order_line_hk, quantity, price", "3, 10");
        version(connection, "sat_order_line_details", "#104", "@5, null", "order_line_hk, quantity, price", "1, 10");
        version(connection, "sat_order_details", "#1", "@5, null", "order_hk, ordered_at", "'2026-01-05 10:00:00'");
        version(connection, "sat_order_details", "#2", "@5, null", "order_hk, ordered_at", "'2026-01-01 00:00:00'");
        String link = "order_customer_hk, order_hk, customer_hk, recipient_hk, " + more;
        Shop.insert(connection, "link_order_customer_in_force", link, "#201, #1, #21, #21, @5, '', 1");
        version(connection, "sat_product_prices", "#11", "@3, @5", "product_hk, price", "3");
        version(connection, "sat_product_prices", "#11", "@5, @5", "product_hk, price", "9");
        version(connection, "sat_product_prices", "#11", "@5, @7", "product_hk, price", "4");
        version(connection, "sat_product_prices", "#11", "@7, null", "product_hk, price", "5");
        version(connection, "sat_nation_details", "#31", "@1, @6", "nation_hk, nation_name", "'Germany'");
        version(connection, "sat_nation_details", "#31", "@6, null", "nation_hk, nation_name", "'Deutschland'");
        version(connection, "sat_nation_details", "#32", "@1, null", "nation_hk, nation_name", "'Spain'");
        String nation = "customer_nation_hk, customer_hk, nation_hk, " + more;
        Shop.insert(
                connection, "link_customer_nation", nation, "#301, #21, #31, @1, '', 1", "#302, #21, #32, @5, '', 1");
        Shop.insert(connection, "link_customer_nation_in_force", nation, "#301, #21, #31, @1, '', 1");
        for (String dates : List.of("#301, @1, @5", "#302, @5, @8", "#301, @8, null")) {
            Shop.insert(
                    connection,
                    "sat_customer_nation_effectivity_history",
                    "customer_hk, customer_nation_hk, " + SATELLITE,
                    "#21, " + dates + ", " + dates.endsWith("null") + ", #1, 1, 1, #1, '', 1");
        }
        return connection;
    }

    private static List<String> columns(Connection connection) throws SQLException {
        return Shop.rows(
                connection, "select column_name from duckdb_columns() where table_name = 'fact' order by column_index");
    }

    @Test
    void hasEachRowOnceWithItsKeysAndColumns() throws SQLException {
        Vault vault = Shop.with(lines(
                "",
                "amount > 5",
                "margin",
                "amount - quantity * product_prices.price : decimal(14,2)",
                "amount",
                "quantity * order_line_details.price",
                "quantity",
                "quantity"));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(columns(connection))
                    .containsExactly(
                            "order_line_hk",
                            "order_hk",
                            "product_hk",
                            "customer_hk",
                            "recipient_hk",
                            "nation_hk",
                            "order_no",
                            "product_code",
                            "customer_no",
                            "recipient_customer_no",
                            "nation_code",
                            "line_number",
                            "margin",
                            "amount",
                            "quantity");
            assertThat(Shop.rows(connection, """
                            select order_no, line_number, right(product_hk::varchar, 2), right(customer_hk::varchar, 2),
                                customer_no, recipient_customer_no, nation_code, quantity, amount, margin
                            from mart.fact order by order_no, line_number"""))
                    .containsExactly(
                            "A1|1|11|21|7|7|DE|2|20.00|10.00",
                            "A2|1|11|00|null|null|null|3|30.00|15.00",
                            "A3|1|11|00|null|null|null|1|10.00|5.00");
        }
    }

    @Test
    void keepsRowsWithUnknownKeys() throws SQLException {
        Vault vault = Shop.with(lines("order_details.ordered_at", "", "amount", "quantity * order_line_details.price"));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select count(*), sum(amount), count(product_code) from mart.fact"))
                    .containsExactly("4|64.50|3");
        }
    }

    @Test
    void describesOtherHubsAsTheyWereAtTheMoment() throws SQLException {
        Vault vault = Shop.with(lines(
                "ordered_at",
                "",
                "ordered_at",
                "order_details.ordered_at",
                "cost",
                "product_prices.price",
                "nation",
                "nation_name"));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, """
                            select order_no, line_number, ordered_at, cost, nation_code, nation
                            from mart.fact order by order_no, line_number"""))
                    .as("A2 is from before the first cost; A3 has no moment")
                    .containsExactly(
                            "A1|1|2026-01-05 10:00:00|4.00|ES|Spain",
                            "A1|2|2026-01-05 10:00:00|null|ES|Spain",
                            "A2|1|2026-01-01 00:00:00|3.00|null|null",
                            "A3|1|null|null|null|null");
        }
    }

    @Test
    void followsNoRelationshipThatHadEnded() throws SQLException {
        Vault vault = Shop.with(lines("ordered_at", "", "ordered_at", "order_details.ordered_at"));
        try (Connection connection = given(vault)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "delete from raw_vault.sat_customer_nation_effectivity_history where load_date > '2026-01-04'");
                statement.execute(
                        "update raw_vault.sat_customer_nation_effectivity_history set load_end_date = '2026-01-04'");
            }

            Shop.build(connection, vault);

            assertThat(Shop.rows(
                            connection,
                            "select nation_code, right(nation_hk::varchar, 2) from mart.fact where order_no = 'A1'"))
                    .containsExactly("null|00", "null|00");
        }
    }

    @Test
    void readsHubsOnTheWayToTheMomentAsTheyAreNow() throws SQLException {
        Vault vault = Shop.with(fact(
                new Parent.OfHub("customer", "customer"),
                List.of("customer_nation"),
                "case when nation_name = 'Deutschland' then timestamp '2026-01-01' end",
                "",
                "nation",
                "nation_name"));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select customer_no, nation_code, nation from mart.fact"))
                    .containsExactly("7|DE|Deutschland");
        }
    }

    @Test
    void isOfAHubWithoutTheRowsThatNoDeliveryBrought() throws SQLException {
        Vault vault = Shop.with(fact(new Parent.OfHub("order", "order"), List.of("order_customer"), "", ""));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(columns(connection))
                    .containsExactly(
                            "order_hk",
                            "customer_hk",
                            "recipient_hk",
                            "order_no",
                            "customer_no",
                            "recipient_customer_no",
                            "ordered_at",
                            "price");
            assertThat(Shop.rows(connection, "select order_no, customer_no, ordered_at from mart.fact order by 1"))
                    .containsExactly("A1|7|2026-01-05 10:00:00", "A2|null|2026-01-01 00:00:00", "A3|null|null");
        }
    }

    @Test
    void hasAllColumnsOfItsOwnSatellitesUnlessSaid() throws SQLException {
        Vault vault = Shop.with(fact(new Parent.OfLink("order_line"), List.of(), "", ""));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(columns(connection))
                    .containsExactly(
                            "order_line_hk",
                            "order_hk",
                            "product_hk",
                            "order_no",
                            "product_code",
                            "line_number",
                            "quantity",
                            "price");
        }
    }

    @Test
    void hasWhatHappenedOnceFromTheLinkItself() throws SQLException {
        Vault vault =
                Shop.with(fact(new Parent.OfLink("payment"), List.of("order_customer"), "paid_at", "iban is not null"));
        try (Connection connection = given(vault)) {
            String more = "load_date, delivery_id, record_number, row_number, record_source, run_id";
            Shop.insert(
                    connection,
                    "link_payment_in_force",
                    "payment_hk, order_hk, payment_no, paid, paid_at, " + more,
                    "#401, #1, 'x', 20.00, '2026-01-06 08:00:00', @6, #1, 1, 1, '', 1",
                    "#402, #0, 'y', 5.00, '2026-01-06 09:00:00', @6, #1, 2, 1, '', 1",
                    "#403, #0, 'z', 6.00, '2026-01-06 09:00:00', @6, #1, 3, 1, '', 1");
            Shop.insert(
                    connection,
                    "sat_payment_origin",
                    "payment_hk, iban, " + more,
                    "#401, 'DE1', @6, #1, 1, 1, '', 1",
                    "#402, 'DE2', @6, #1, 2, 1, '', 1");

            Shop.build(connection, vault);

            assertThat(columns(connection, "fact"))
                    .isEqualTo("payment_hk, order_hk, customer_hk, recipient_hk, order_no, customer_no,"
                            + " recipient_customer_no, payment_no, paid, paid_at, iban");
            assertThat(
                            Shop.rows(
                                    connection,
                                    "select order_no, customer_no, payment_no, paid, paid_at, iban from mart.fact order by paid_at"))
                    .containsExactly(
                            "A1|7|x|20.00|2026-01-06 08:00:00|DE1", "null|null|y|5.00|2026-01-06 09:00:00|DE2");
        }
    }

    @Test
    void isWhatTransactionsAreMadeFrom() throws SQLException {
        TransactionsMart purchases = new TransactionsMart(
                "purchases",
                "",
                new TransactionsMart.Lines.OfFact("fact"),
                "recipient",
                "order",
                Optional.of("product"),
                "ordered_at",
                "fact.amount",
                Optional.of("case when quantity > 1 then 1.00 else 0 end"),
                Optional.of("amount - 1"),
                Optional.of("quantity < 3"));
        FactMart lines = lines(
                "",
                "",
                "ordered_at",
                "ordered_at",
                "quantity",
                "quantity",
                "amount",
                "quantity * order_line_details.price");
        Vault vault = Shop.with(purchases, lines);
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(columns(connection, "purchases"))
                    .isEqualTo("transaction_hk, customer_hk, order_hk, product_hk, customer_no, order_no, product_code,"
                            + " occurred_at, amount, returned, margin, misdated_at");
            assertThat(Shop.rows(connection, """
                            select customer_no, order_no, product_code, occurred_at, amount, returned, margin
                            from mart.purchases order by transaction_hk"""))
                    .containsExactly(
                            "7|A1|P|2026-01-05 10:00:00|20.00|1.00|19.00",
                            "7|A1|null|2026-01-05 10:00:00|4.50|0.00|3.50",
                            "null|A3|P|null|10.00|0.00|9.00");
        }
    }

    private static String columns(Connection connection, String mart) throws SQLException {
        return Shop.rows(
                        connection,
                        "select column_name from duckdb_columns() where table_name = '" + mart
                                + "' order by column_index")
                .stream()
                .collect(Collectors.joining(", "));
    }
}
