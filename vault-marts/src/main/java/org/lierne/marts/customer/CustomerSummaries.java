package org.lierne.marts.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.lierne.marts.customer.value.fit.HoldOut;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendHistories;

/**
 * What models of buying need to know of customers, as a temporary table of the engine: read in sums for fits, and in blocks
 * for predictions. {@code customer_summaries.sql} defines its columns.
 */
final class CustomerSummaries implements AutoCloseable {

    /** How many customers are read at once. */
    static final int BLOCK = 1 << 16;

    private static final String TABLE = "temp.main.customer_summaries";

    private final DuckDBConnection connection;

    private CustomerSummaries(DuckDBConnection connection) {
        this.connection = connection;
    }

    static CustomerSummaries of(DuckDBConnection connection, String query) throws SQLException {
        CustomerSummaries summaries = new CustomerSummaries(connection);
        summaries.execute("create or replace temporary table customer_summaries as\n" + query);
        return summaries;
    }

    /** The table as SQL names it; a row's place in it is its {@code rowid}. */
    String table() {
        return TABLE;
    }

    int customers() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + TABLE)) {
            row.next();
            return Math.toIntExact(row.getLong(1));
        }
    }

    /** All histories up to the moment of measuring. */
    PurchaseHistories histories() throws SQLException {
        return histories("repeats, recency, age", "true");
    }

    /** What can be held out: those who came in the first two thirds of the time; empty if nobody did, or nothing came later. */
    Optional<HoldOut> holdOut() throws SQLException {
        PurchaseHistories before =
                histories("former_repeats, former_recency, former_age", "former_repeats is not null");
        PurchaseHistories after = histories("repeats, recency, age", "former_repeats is not null");
        return before.repeatBuyers() == 0 ? Optional.empty() : Optional.of(new HoldOut(before, after));
    }

    private PurchaseHistories histories(String columns, String condition) throws SQLException {
        PurchaseHistories.Builder builder = PurchaseHistories.builder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + columns + ", count(*) from " + TABLE + " where "
                        + condition + " group by all order by 1, 2, 3")) {
            while (rows.next()) {
                builder.add(rows.getInt(1), rows.getDouble(2), rows.getDouble(3), rows.getLong(4));
            }
        }
        return builder.build();
    }

    /** What those who bought again have spent. */
    SpendHistories spends() throws SQLException {
        SpendHistories.Builder builder = SpendHistories.builder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select repeats, mean_value, count(*) from " + TABLE
                        + " where repeats > 0 group by all order by 1, 2")) {
            while (rows.next()) {
                builder.add(rows.getInt(1), rows.getDouble(2), rows.getLong(3));
            }
        }
        return builder.build();
    }

    /**
     * Customers in the order of the table, as the models know them.
     *
     * @param first place of the first in the table
     */
    record Block(int first, int[] repeats, double[] recency, double[] age, double[] meanValue) {}

    /** The customers from a place on, at most as many as a block holds. */
    Block block(int first, int customers) throws SQLException {
        int size = Math.min(BLOCK, customers - first);
        Block block = new Block(first, new int[size], new double[size], new double[size], new double[size]);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select rowid - " + first + ", repeats, recency, age, coalesce(mean_value, 0) from " + TABLE
                                + " where rowid >= " + first + " and rowid < " + (first + size))) {
            while (rows.next()) {
                int at = rows.getInt(1);
                block.repeats()[at] = rows.getInt(2);
                block.recency()[at] = rows.getDouble(3);
                block.age()[at] = rows.getDouble(4);
                block.meanValue()[at] = rows.getDouble(5);
            }
        }
        return block;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop table if exists " + TABLE);
    }
}
