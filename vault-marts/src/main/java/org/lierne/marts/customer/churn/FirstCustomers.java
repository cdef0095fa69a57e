package org.lierne.marts.customer.churn;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import org.lierne.core.asof.Narrowing;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.customer.RowsOfOrders;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * The customers whose hash keys come first: as many as hold those who are learnt from, by what is known now of who was active, and some
 * more. So of a past only their orders need be computed; whether they were enough by what was known then is seen afterwards. Tables of the
 * engine, which closing drops.
 */
final class FirstCustomers implements AutoCloseable {

    private final ComputationInput input;
    private final Transactions transactions;
    private final int window;
    private final String last;
    private final String orders;

    FirstCustomers(ComputationInput input, Transactions transactions, int window) {
        this.input = input;
        this.transactions = transactions;
        this.window = window;
        this.last = own("last customer");
        this.orders = own("orders");
    }

    private String own(String what) {
        return Template.name(input.catalog()) + "." + Computation.SCHEMA + "."
                + Template.name(input.mart() + " " + what);
    }

    /**
     * Finds those among whom so many were active at a moment.
     *
     * @return false if all customers are needed, or if their rows cannot be told from others'
     */
    boolean find(LocalDateTime moment, long most) throws SQLException {
        if (transactions.rows().isEmpty()) {
            return false;
        }
        String before = ExampleTable.literal(moment);
        execute("create or replace table " + last + " as select customer_hk from (select distinct customer_hk from "
                + Template.mart(transactions.mart()) + " where " + Template.keyPresent(transactions.customerKey())
                + " and coalesce(amount, 0) >= 0 and occurred_at < " + before + " and occurred_at >= " + before
                + " - to_days(" + window + ")) as active order by customer_hk limit 1 offset " + (most + most / 20));
        try (Statement statement = input.connection().createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + last)) {
            row.next();
            if (row.getLong(1) == 0) {
                return false;
            }
        }
        execute("create or replace table " + orders + " as " + rows().ordersOf(input.catalog(), upToLast()));
        return true;
    }

    private RowsOfOrders rows() {
        return transactions.rows().orElseThrow();
    }

    private String upToLast() {
        return "<= (select customer_hk from " + last + ")";
    }

    /** That a transaction is one of theirs. */
    String condition() {
        return "customer_hk " + upToLast();
    }

    /** What may be left out of a past. */
    Narrowing narrowing() {
        return rows().narrowing(input.catalog(), orders);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = input.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop table if exists " + last);
        execute("drop table if exists " + orders);
    }
}
