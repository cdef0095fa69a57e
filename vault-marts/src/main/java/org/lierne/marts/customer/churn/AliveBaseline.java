package org.lierne.marts.customer.churn;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.fit.LifetimeFit;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/**
 * What a model of buying says of whether customers are still there, P(alive), for comparison: MBG/NBD (Batislam, Denizel and
 * Filiztekin 2007), in which who has bought once may have left, too. It is fitted to the histories of all customers as they were known
 * at the moment. Closing drops its table.
 */
final class AliveBaseline implements AutoCloseable {

    private final ComputationInput input;
    private final String table;

    AliveBaseline(ComputationInput input) {
        this.input = input;
        this.table = input.own("histories");
    }

    /** Forgets whatever histories were noted. */
    void begin() throws SQLException {
        execute(input.connection(), "drop table if exists " + table);
    }

    /**
     * Notes the histories before a moment of some customers.
     *
     * @param lines a table of their transactions as they were known then
     */
    void add(String lines, LocalDateTime moment) throws SQLException {
        String histories = "select customer_hk, repeats, recency, age from ("
                + Template.fill(
                        "customer_summaries.sql",
                        Map.of("transactions", lines, "at", ExampleTable.literal(moment), "key_present", "true"))
                + "\n)";
        execute(input.connection(), "create table if not exists " + table + " as from (" + histories + ") limit 0");
        execute(input.connection(), "insert into " + table + " " + histories);
    }

    /** Keeps those of customers whose keys are among the first as those of the examples are. */
    void end(LocalDateTime moment, String examples) throws SQLException {
        execute(
                input.connection(),
                "delete from " + table + " where customer_hk > (select max(customer_hk) from " + examples
                        + " where snapshot = " + ExampleTable.literal(moment) + ")");
    }

    /**
     * One less P(alive) of each example of a moment, in the order of their keys; one half for who has no purchase that the model knows.
     *
     * @return empty, if there is no fit
     */
    Optional<double[]> lost(LocalDateTime moment, String examples) throws SQLException {
        PurchaseHistories.Builder histories = PurchaseHistories.builder();
        String groups = "select repeats, recency, age, count(*) from " + table + " group by all order by all";
        try (Statement statement = input.connection().createStatement();
                ResultSet rows = statement.executeQuery(groups)) {
            while (rows.next()) {
                histories.add(rows.getInt(1), rows.getDouble(2), rows.getDouble(3), rows.getLong(4));
            }
        }
        Fit fit = LifetimeFit.of(LifetimeModelKind.MBG_NBD, histories.build());
        if (!fit.isUsable()) {
            return Optional.empty();
        }
        LifetimeModel model = LifetimeModelKind.MBG_NBD.with(fit.parameters());
        String ofExamples = "select repeats, recency, age from (select customer_hk from "
                + examples + " where snapshot = " + ExampleTable.literal(moment) + ") as example left join " + table
                + " as histories using (customer_hk) order by customer_hk";
        double[] lost = new double[1024];
        int size = 0;
        try (Statement statement = input.connection().createStatement();
                ResultSet rows = statement.executeQuery(ofExamples)) {
            while (rows.next()) {
                if (size == lost.length) {
                    lost = Arrays.copyOf(lost, 2 * size);
                }
                int repeats = rows.getInt(1);
                lost[size++] = rows.wasNull()
                        ? 0.5
                        : 1 - model.probabilityAlive(repeats, rows.getDouble(2), rows.getDouble(3));
            }
        }
        return Optional.of(Arrays.copyOf(lost, size));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute(input.connection(), "drop table if exists " + table);
    }
}
