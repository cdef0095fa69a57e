package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;

/** What marts show of what is gone. */
class DeletedTest {

    private static final String STATUS = "load_date, load_end_date, is_current, status, delivery_id, record_number,"
            + " row_number, record_source, run_id";

    private static Vault shop(Mart mart) {
        Vault shop = Shop.with(mart);
        List<Satellite> satellites = new ArrayList<>(shop.satellites());
        satellites.add(
                new StatusSatellite("product_status", "", Shop.hubParent("product"), "products", Optional.empty()));
        satellites.add(new StatusSatellite(
                "order_line_status", "", new Parent.OfLink("order_line"), "lines", Optional.empty()));
        return new Vault(
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
    }

    private static void status(Connection connection, String satellite, String parent, String key, String... changes)
            throws SQLException {
        for (String change : changes) {
            String[] parts = change.split(" ");
            String values = key + ", " + parts[0] + ", " + parts[1] + ", " + parts[1].equals("null") + ", '" + parts[2]
                    + "', #1, 1, 1, '', 1";
            Shop.insert(connection, satellite + "_history", parent + ", " + STATUS, values);
            if (parts[1].equals("null")) {
                Shop.insert(connection, satellite + "_current", parent + ", " + STATUS, values);
            }
        }
    }

    private static Connection given(Vault vault) throws SQLException {
        Connection connection = Shop.open(vault);
        String more = "load_date, record_source, run_id";
        Shop.insert(
                connection,
                "hub_product",
                "product_hk, product_code, " + more,
                "#11, 'P', @1, '', 1",
                "#12, 'Q', @1, '', 1");
        status(
                connection,
                "sat_product_status",
                "product_hk",
                "#11",
                "@1 @3 created",
                "@3 @5 deleted",
                "@5 null reappeared");
        status(connection, "sat_product_status", "product_hk", "#12", "@1 @4 created", "@4 null deleted");
        String line = "order_line_hk, order_hk, product_hk, line_number, " + more;
        Shop.insert(
                connection,
                "link_order_line",
                line,
                "#101, #1, #11, 1, @1, '', 1",
                "#102, #1, #12, 2, @1, '', 1",
                "#103, #1, #12, 3, @1, '', 1");
        Shop.insert(connection, "link_order_line_in_force", line, "#101, #1, #11, 1, @1, '', 1");
        status(connection, "sat_order_line_status", "order_line_hk", "#101", "@1 null created");
        status(connection, "sat_order_line_status", "order_line_hk", "#102", "@1 @6 created", "@6 null deleted");
        return connection;
    }

    @Test
    void aDimensionShowsSinceWhenAHubIsGone() throws SQLException {
        Vault now = shop(new DimensionMart("dim", "", "product", List.of(), DimensionMart.History.TYPE_1));
        try (Connection connection = given(now)) {
            Shop.build(connection, now);

            assertThat(Shop.rows(connection, "select product_code, deleted_at from mart.dim order by product_code"))
                    .containsExactly("P|null", "Q|2026-01-04 00:00:00");
        }
        Vault history = shop(new DimensionMart("dim", "", "product", List.of(), DimensionMart.History.TYPE_2));
        try (Connection connection = given(history)) {
            Shop.build(connection, history);

            assertThat(Shop.rows(connection, """
                            select product_code, cast(valid_from as date), deleted_at
                            from mart.dim order by product_code, valid_from"""))
                    .containsExactly(
                            "P|2026-01-01|null",
                            "P|2026-01-03|2026-01-03 00:00:00",
                            "P|2026-01-05|null",
                            "Q|2026-01-01|null",
                            "Q|2026-01-04|2026-01-04 00:00:00");
        }
    }

    @Test
    void aFactKeepsRowsThatAreGoneAndSaysSinceWhen() throws SQLException {
        Vault vault = shop(fact("", new FactMart.Column("product", "product_code", Optional.empty())));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select line_number, product, deleted_at from mart.fact order by 1"))
                    .as("line 3 is not in force, but nobody says that it is gone")
                    .containsExactly("1|P|null", "2|Q|2026-01-06 00:00:00");
        }
    }

    @Test
    void aFactMayLeaveThemOut() throws SQLException {
        Vault vault = shop(fact("deleted_at is null and product_status.deleted_at is null"));
        try (Connection connection = given(vault)) {
            Shop.build(connection, vault);

            assertThat(Shop.rows(connection, "select line_number, quantity, deleted_at from mart.fact"))
                    .containsExactly("1|null|null");
        }
    }

    private static FactMart fact(String where, FactMart.Column... columns) {
        return new FactMart(
                "fact",
                "",
                new Parent.OfLink("order_line"),
                List.of(),
                Optional.empty(),
                List.of(columns),
                Optional.of(where).filter(text -> !text.isEmpty()));
    }
}
