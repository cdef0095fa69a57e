package org.lierne.marts.customer.churn;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Map;
import org.lierne.core.asof.Narrowing;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.customer.RowsOfOrders;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * Customers in parts by the order of their hash keys, so that of a past only the orders of some need be computed at once, and those of the
 * rest not at all. What is known now decides where parts begin and end, and nothing else: together they have all customers, whoever was
 * known then. Tables of the engine, which closing drops.
 */
final class CustomerBlocks implements AutoCloseable {

    /** How many transactions a part has; the engine needs some hundred bytes for each, several times. */
    static final long LINES = 2_000_000;

    private final ComputationInput input;
    private final Transactions transactions;
    private final int window;
    private final long lines;
    private final String blocks;
    private final String orders;
    private int count = 1;

    CustomerBlocks(ComputationInput input, Transactions transactions, int window, long lines) {
        this.input = input;
        this.transactions = transactions;
        this.window = window;
        this.lines = lines;
        this.blocks = input.own("blocks");
        this.orders = input.own("orders");
    }

    /**
     * Parts them, for who looks at the first that were active at a moment.
     *
     * @param most how many are looked at
     * @return how many parts there are; one, if the rows of some customers cannot be told from others'
     */
    int part(LocalDateTime moment, long most) throws SQLException {
        count = 1;
        if (transactions.rows().isEmpty()) {
            return count;
        }
        // By what was known then others may have been active: with some more, they are as a rule enough.
        String query = Template.fill(
                "churn/customer_blocks.sql",
                Map.of(
                        "transactions",
                        Template.mart(transactions.mart()),
                        "key_present",
                        Template.keyPresent(transactions.customerKey()),
                        "moment",
                        ExampleTable.literal(moment),
                        "window",
                        Integer.toString(window),
                        "needed",
                        Long.toString(most + most / 20),
                        "lines",
                        Long.toString(lines)));
        execute("create or replace table " + blocks + " as\n" + query);
        try (Statement statement = input.connection().createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + blocks)) {
            row.next();
            count = Math.max(1, row.getInt(1));
        }
        return count;
    }

    /** That a transaction is of a customer of a part, from 1. */
    String condition(int number) {
        StringBuilder condition = new StringBuilder(Template.keyPresent(transactions.customerKey()));
        if (number > 1) {
            condition.append(" and customer_hk > ").append(limit("after_hk", number));
        }
        if (number < count) {
            condition.append(" and customer_hk <= ").append(limit("last_hk", number));
        }
        return condition.toString();
    }

    private String limit(String column, int number) {
        return "(select " + column + " from " + blocks + " where number = " + number + ")";
    }

    /** What may be left out of a past by who looks at a part. */
    Narrowing narrowing(int number) throws SQLException {
        if (count == 1) {
            return Narrowing.NONE;
        }
        RowsOfOrders rows = transactions.rows().orElseThrow();
        execute("create or replace table " + orders + " as "
                + rows.ordersOf(
                        input.catalog(),
                        number == 1 ? "" : "> " + limit("after_hk", number),
                        number == count ? "" : "<= " + limit("last_hk", number)));
        return rows.narrowing(input.catalog(), orders);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = input.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop table if exists " + blocks);
        execute("drop table if exists " + orders);
    }
}
