package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.DimensionMart.History;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;

class DimensionQueryTest {

    private static final String SATELLITE = "load_date, load_end_date, is_current, delivery_id, record_number,"
            + " row_number, hashdiff, record_source, run_id";

    private static Vault shopWith(String hub, History history, String... through) {
        return Shop.with(new DimensionMart("dim", "", hub, List.of(through), history));
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

    private static void products(Connection connection) throws SQLException {
        Shop.insert(
                connection,
                "hub_product",
                "product_hk, product_code, load_date, record_source, run_id",
                "#0, null, '1900-01-01', '', 1",
                "#1, 'P', @3, '', 1",
                "#2, 'Q', @4, '', 1");
        Shop.insert(connection, "first_seen_hub_product", "product_hk, load_date, run_id", "#1, @2, 2", "#1, @1, 3");
    }

    private static void text(Connection connection, String key, String dates, String name) throws SQLException {
        version(connection, "sat_product_texts", key, dates, "product_hk, name, colour", "'" + name + "', 'red'");
    }

    @Test
    void showsVersionsWithoutGapOrOverlap() throws SQLException {
        Vault vault = shopWith("product", History.TYPE_2);
        try (Connection connection = Shop.open(vault)) {
            products(connection);
            text(connection, "#1", "@3, @5", "old");
            text(connection, "#1", "@5, @5", "typo");
            text(connection, "#1", "@5, null", "new");
            version(connection, "sat_product_prices", "#1", "@4, @5", "product_hk, price", "1.00");
            version(connection, "sat_product_prices", "#1", "@5, null", "product_hk, price", "2.00");

            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, """
                            select product_code, cast(valid_from as date), cast(valid_to as date), is_current,
                                name, colour, price
                            from mart.dim order by product_code nulls first, valid_from"""))
                    .containsExactly(
                            "null|1900-01-01|9999-12-31|true|null|null|null",
                            "P|2026-01-01|2026-01-03|false|null|null|null",
                            "P|2026-01-03|2026-01-04|false|old|red|null",
                            "P|2026-01-04|2026-01-05|false|old|red|1.00",
                            "P|2026-01-05|9999-12-31|true|new|red|2.00",
                            "Q|2026-01-04|9999-12-31|true|null|null|null");
        }
    }

    @Test
    void dropsAVersionThatEqualsItsPredecessor() throws SQLException {
        Vault vault = shopWith("product", History.TYPE_2);
        try (Connection connection = Shop.open(vault)) {
            products(connection);
            text(connection, "#2", "@4, @5", "A");
            text(connection, "#2", "@5, @5", "B");
            text(connection, "#2", "@5, null", "A");

            Shop.build(connection, vault);

            assertThat(Shop.rows(
                            connection, "select cast(valid_from as date), name from mart.dim where product_code = 'Q'"))
                    .containsExactly("2026-01-04|A");
        }
    }

    @Test
    void showsWhatIsTrueNowInTypeOne() throws SQLException {
        Vault vault = shopWith("product", History.TYPE_1);
        try (Connection connection = Shop.open(vault)) {
            products(connection);
            text(connection, "#1", "@3, @5", "old");
            text(connection, "#1", "@5, null", "new");

            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select * exclude (product_hk) from mart.dim order by 1 nulls first"))
                    .containsExactly("null|null|null|null", "P|new|red|null", "Q|null|null|null");
        }
    }

    @Test
    void tellsColumnsOfOneNameApartByTheirSatellite() throws SQLException {
        Vault shop = shopWith("product", History.TYPE_2);
        List<Satellite> satellites = new ArrayList<>(shop.satellites());
        satellites.add(Shop.satellite("product_labels", new Parent.OfHub("product", "product"), "products", "name"));
        Vault vault = new Vault(
                shop.name(),
                shop.description(),
                shop.timezone(),
                shop.hashing(),
                shop.rejectsStopAbove(),
                shop.archive(),
                shop.sources(),
                shop.hubs(),
                shop.links(),
                satellites,
                shop.marts());
        try (Connection connection = Shop.open(vault)) {
            Shop.build(connection, vault);

            assertThat(Shop.rows(
                            connection,
                            "select column_name from duckdb_columns() where table_name = 'dim' order by column_index"))
                    .containsExactly(
                            "product_hk",
                            "product_code",
                            "valid_from",
                            "valid_to",
                            "is_current",
                            "product_texts_name",
                            "colour",
                            "price",
                            "product_labels_name");
        }
    }

    @Test
    void followsALinkWhoseFarEndAndItsAttributesChange() throws SQLException {
        Vault vault = shopWith("customer", History.TYPE_2, "customer_nation");
        try (Connection connection = Shop.open(vault)) {
            customers(connection);

            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, """
                            select customer_no, cast(valid_from as date), cast(valid_to as date), name,
                                nation_code, nation_name, nation_continent
                            from mart.dim order by valid_from"""))
                    .containsExactly(
                            "7|2026-01-01|2026-01-03|Ann|DE|Germany|Europe",
                            "7|2026-01-03|2026-01-05|Ann|DE|Deutschland|Europe",
                            "7|2026-01-05|2026-01-08|Ann|ES|Spain|Europe",
                            "7|2026-01-08|9999-12-31|Ann|DE|Germania|Europe");
        }
    }

    @Test
    void followsALinkToWhereItLeadsNowInTypeOne() throws SQLException {
        Vault vault = shopWith("customer", History.TYPE_1, "customer_nation");
        try (Connection connection = Shop.open(vault)) {
            customers(connection);

            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select customer_no, name, nation_code, nation_name from mart.dim"))
                    .containsExactly("7|Ann|DE|Germania");
        }
    }

    @Test
    void followsLinksOneAfterTheOther() throws SQLException {
        Vault vault = shopWith("order", History.TYPE_2, "order_customer", "customer_nation");
        try (Connection connection = Shop.open(vault)) {
            customers(connection);
            Shop.insert(
                    connection,
                    "hub_order",
                    "order_hk, order_no, load_date, record_source, run_id",
                    "#1, 'A1', @4, '', 1");
            Shop.insert(
                    connection,
                    "link_order_customer_in_force",
                    "order_customer_hk, order_hk, customer_hk, recipient_hk, load_date, record_source, run_id",
                    "#201, #1, #7, #0, @4, '', 1");

            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, """
                            select order_no, cast(valid_from as date), is_current, customer_no, customer_name,
                                nation_code, nation_name, recipient_name
                            from mart.dim order by valid_from"""))
                    .containsExactly(
                            "A1|2026-01-04|false|7|Ann|DE|Deutschland|null",
                            "A1|2026-01-05|false|7|Ann|ES|Spain|null",
                            "A1|2026-01-08|true|7|Ann|DE|Germania|null");
        }
    }

    /** Ann is German, Spanish from the 5th, German again from the 8th; Germany is renamed on the 3rd and the 6th. */
    private static void customers(Connection connection) throws SQLException {
        Shop.insert(
                connection,
                "hub_customer",
                "customer_hk, customer_no, load_date, record_source, run_id",
                "#7, 7, @1, '', 1");
        Shop.insert(
                connection,
                "hub_nation",
                "nation_hk, nation_code, load_date, record_source, run_id",
                "#31, 'DE', @1, '', 1",
                "#32, 'ES', @1, '', 1");
        version(connection, "sat_customer_details", "#7", "@1, null", "customer_hk, name", "'Ann'");
        nation(connection, "#31", "@1, @3", "Germany");
        nation(connection, "#31", "@3, @6", "Deutschland");
        nation(connection, "#31", "@6, null", "Germania");
        nation(connection, "#32", "@1, null", "Spain");
        String link = "customer_nation_hk, customer_hk, nation_hk, load_date, record_source, run_id";
        Shop.insert(connection, "link_customer_nation", link, "#301, #7, #31, @1, '', 1", "#302, #7, #32, @5, '', 1");
        Shop.insert(connection, "link_customer_nation_in_force", link, "#301, #7, #31, @1, '', 1");
        for (String dates : List.of("#301, @1, @5", "#302, @5, @8", "#301, @8, null")) {
            Shop.insert(
                    connection,
                    "sat_customer_nation_effectivity_history",
                    "customer_hk, customer_nation_hk, " + SATELLITE,
                    "#7, " + dates + ", " + dates.endsWith("null") + ", #1, 1, 1, #1, '', 1");
        }
    }

    private static void nation(Connection connection, String key, String dates, String name) throws SQLException {
        version(
                connection,
                "sat_nation_details",
                key,
                dates,
                "nation_hk, nation_name, continent",
                "'" + name + "', 'Europe'");
    }
}
