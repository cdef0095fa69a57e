package org.lierne.marts.mart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Checks;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reading;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.DuckDbDialect;

/**
 * A small shop: lines of orders, orders of customers (and recipients), customers of nations (with effectivity),
 * products with texts and prices, payments as they happened. Its raw vault is written by hand, keys are short numbers.
 */
public final class Shop {

    private static final ZoneId UTC = ZoneOffset.UTC;

    private Shop() {}

    public static Vault with(Mart... marts) {
        return with(Hashing.DEFAULT, marts);
    }

    public static Vault with(Hashing hashing, Mart... marts) {
        return new Vault(
                "shop", "", UTC, hashing, 0.5, false, sources(), hubs(), links(), satellites(), List.of(marts));
    }

    /** A database in memory that holds the empty raw vault. */
    public static Connection open(Vault vault) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        create(connection, vault);
        return connection;
    }

    /** Creates the empty raw vault. */
    public static void create(Connection connection, Vault vault) throws SQLException {
        new EmptyVault(vault, VaultSchema.of(vault)).create(connection);
    }

    /** Creates the raw vault as migrations do, its views included. */
    public static void migrate(Connection connection, Vault vault) throws SQLException {
        VaultSchema schema = VaultSchema.of(vault);
        Ddl ddl = new Ddl(DuckDbDialect.INSTANCE, vault.hashing());
        List<String> statements = new ArrayList<>(List.of(
                ddl.createSchema(),
                "create schema audit",
                "create table audit.delivery (delivery_id uuid, path varchar, content_version integer)"));
        for (SchemaChange change : SchemaDifference.ofNew(vault).changes()) {
            statements.addAll(ddl.statements(change));
        }
        new Views(vault, schema, DuckDbDialect.INSTANCE).statements().forEach(view -> statements.add(view.sql()));
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Inserts rows; {@code #7} stands for the hash key 7, {@code @3} for the load date 2026-01-03. */
    public static void insert(Connection connection, String table, String columns, String... rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String row : rows) {
                String values = row.replaceAll("#(\\d+)", "('00000000-0000-0000-0000-' || lpad('$1', 12, '0'))::uuid")
                        .replaceAll("@(\\d+)", "make_timestamp(2026, 1, $1, 0, 0, 0)");
                statement.execute("insert into raw_vault." + table + " (" + columns + ") values (" + values + ")");
            }
        }
    }

    /** Builds the vault's marts in the connection's own schema {@code mart}. */
    static void build(Connection connection, Vault vault) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (MartQuery query : MartQueries.of(vault, VaultSchema.of(vault))) {
                statement.execute("create table mart." + query.name() + " as\n" + query.sql());
            }
        }
    }

    /** The rows of a query, values joined by {@code |}. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(String.valueOf(found.getString(column)).replaceFirst("(:\\d\\d)\\.0$", "$1"));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    private static List<Source> sources() {
        return List.of(
                source(
                        "lines",
                        List.of("order", "product", "line_number"),
                        "quantity integer",
                        "price decimal(12,2)",
                        "line_number integer"),
                source("orders", List.of("order"), "ordered_at timestamp", "price decimal(12,2)"),
                source("customers", List.of("customer"), "name varchar", "email varchar"),
                source("products", List.of("product"), "name varchar", "colour varchar"),
                source("prices", List.of("product"), "price decimal(12,2)"),
                source("nations", List.of("nation"), "nation_name varchar", "continent varchar"),
                source(
                        "payments",
                        List.of("payment_no"),
                        "payment_no varchar",
                        "paid decimal(12,2)",
                        "paid_at timestamp",
                        "iban varchar"));
    }

    static Source source(String name, List<String> oneRowPer, String... columns) {
        return new Source(
                name,
                "",
                "test." + name,
                new FilePattern(name + ".csv", List.of(new FilePattern.Literal(name + ".csv"))),
                CsvFormat.DEFAULT,
                new Delivery.Delta(),
                List.of(),
                oneRowPer,
                Optional.empty(),
                new Source.LoadDateRule.RunStart(),
                false,
                Arrays.stream(columns).map(Shop::column).toList(),
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                Optional.empty(),
                Source.NewColumn.FAIL);
    }

    private static Column column(String text) {
        String[] parts = text.split(" ");
        return new Column(
                parts[0],
                "",
                DataType.parse(parts[1]).orElseThrow(),
                new Column.Origin.Field(parts[0]),
                Reading.plain(UTC),
                Checks.NONE);
    }

    private static List<Hub> hubs() {
        return List.of(
                hub("order", "order_no", DataType.VARCHAR),
                hub("product", "product_code", DataType.VARCHAR),
                hub("customer", "customer_no", DataType.INTEGER, "recipient"),
                hub("nation", "nation_code", DataType.VARCHAR));
    }

    static Hub hub(String name, String key, DataType type, String... roles) {
        return new Hub(
                name,
                "",
                List.of(new KeyColumn(key, type, Cleaning.NONE)),
                List.of(roles),
                Hub.NullKey.UNKNOWN,
                Optional.empty());
    }

    private static List<Link> links() {
        return List.of(
                new Link(
                        "order_line",
                        "",
                        List.of(new Participant("order", "order"), new Participant("product", "product")),
                        List.of(new Link.DependentChildKey("line_number", DataType.INTEGER)),
                        "lines",
                        Optional.empty()),
                new Link(
                        "order_customer",
                        "",
                        List.of(
                                new Participant("order", "order"),
                                new Participant("customer", "customer"),
                                new Participant("recipient", "customer")),
                        List.of(),
                        "orders",
                        Optional.empty()),
                new Link(
                        "customer_nation",
                        "",
                        List.of(new Participant("customer", "customer"), new Participant("nation", "nation")),
                        List.of(),
                        "customers",
                        Optional.empty()),
                new Link(
                        "payment",
                        "",
                        Link.Kind.NON_HISTORIZED,
                        List.of(new Participant("order", "order")),
                        List.of(new Link.DependentChildKey("payment_no", DataType.VARCHAR)),
                        "payments",
                        List.of("paid", "paid_at"),
                        Optional.empty()));
    }

    private static List<Satellite> satellites() {
        return List.of(
                satellite("order_line_details", new Parent.OfLink("order_line"), "lines", "quantity", "price"),
                satellite("order_details", hubParent("order"), "orders", "ordered_at", "price"),
                satellite("customer_details", hubParent("customer"), "customers", "name", "email"),
                satellite("product_texts", hubParent("product"), "products", "name", "colour"),
                satellite("product_prices", hubParent("product"), "prices", "price"),
                satellite("nation_details", hubParent("nation"), "nations", "nation_name", "continent"),
                new NonHistorizedSatellite(
                        "payment_origin",
                        "",
                        new Parent.OfLink("payment"),
                        "payments",
                        List.of("iban"),
                        false,
                        Optional.empty()),
                new EffectivitySatellite(
                        "customer_nation_effectivity",
                        "",
                        new Parent.OfLink("customer_nation"),
                        "customers",
                        List.of("customer"),
                        Optional.empty()));
    }

    static Parent hubParent(String hub) {
        return new Parent.OfHub(hub, hub);
    }

    static DescriptiveSatellite satellite(String name, Parent parent, String source, String... columns) {
        return new DescriptiveSatellite(name, "", parent, source, List.of(columns), false, Optional.empty());
    }
}
