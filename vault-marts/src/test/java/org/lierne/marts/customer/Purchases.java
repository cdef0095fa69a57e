package org.lierne.marts.customer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A mart of transactions that tests fill by hand. */
public final class Purchases {

    public static final Transactions PLAIN = new Transactions(
            "purchases", List.of(new BusinessKeyColumn("customer_id", "customer_id")), false, false, false);

    public static final Transactions WITH_ALL = new Transactions(
            "purchases", List.of(new BusinessKeyColumn("customer_id", "customer_id")), true, true, true);

    private Purchases() {}

    /** A database in memory that holds the empty mart. */
    public static Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        execute(connection, "create schema mart");
        execute(connection, """
                create table mart.purchases (
                    customer_hk varchar, order_hk varchar, product_hk varchar, customer_id integer, occurred_at timestamp,
                    amount decimal(12,2), returned decimal(12,2), margin decimal(12,2)
                )""");
        return connection;
    }

    /** @param values customer id, order, product, moment, amount, returned, margin; {@code null} for what is missing */
    public static void line(Connection connection, String values) throws SQLException {
        String[] parts = values.split(", ");
        execute(
                connection,
                "insert into mart.purchases values (coalesce(%s::varchar, 'unknown'), '%s', '%s', %s, %s, %s, %s, %s)"
                        .formatted(
                                parts[0],
                                parts[1],
                                parts[2],
                                parts[0],
                                parts[3].equals("null") ? "null" : "'" + parts[3] + "'",
                                parts[4],
                                parts[5],
                                parts[6]));
    }

    /** A purchase that is its own order. */
    public static void purchase(Connection connection, int customer, String moment) throws SQLException {
        line(connection, customer + ", " + customer + "/" + moment + ", p, " + moment + ", 1, 0, 0");
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
