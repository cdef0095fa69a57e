package org.lierne.marts.customer.churn;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.lierne.core.asof.AsOf;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.ChurnPredictionMart.KnownBy;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * Customers at moments of the past, as a table of the engine for as long as a model is fitted: features from what was known then,
 * and what became of them from what is known now. Closing drops it.
 */
final class ExampleTable implements AutoCloseable {

    private static final DateTimeFormatter LITERAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final ComputationInput input;
    private final Transactions transactions;
    private final int window;
    private final String table;
    private final String lines;
    private final AliveBaseline alive;
    private final long blockLines;

    /** @param window after how many days without a purchase a customer is lost */
    ExampleTable(ComputationInput input, Transactions transactions, int window) throws SQLException {
        this(input, transactions, window, CustomerBlocks.LINES);
    }

    /** @param blockLines of how many transactions the past is computed at once */
    ExampleTable(ComputationInput input, Transactions transactions, int window, long blockLines) throws SQLException {
        this.input = input;
        this.transactions = transactions;
        this.window = window;
        this.table = input.own("examples");
        this.lines = input.own("lines");
        this.alive = new AliveBaseline(input);
        this.blockLines = blockLines;
        execute(
                input.connection(),
                "create or replace table " + table + " as select cast(null as timestamp) as snapshot, * from ("
                        + features(LocalDateTime.of(2000, 1, 1, 0, 0), OptionalLong.of(0)) + "\n) limit 0");
    }

    /** The query of what is known of customers who are active at a moment, in the order of their keys. */
    String features(LocalDateTime moment, OptionalLong most) {
        return features(
                Template.mart(transactions.mart()), Template.keyPresent(transactions.customerKey()), moment, most);
    }

    private String features(String relation, String condition, LocalDateTime moment, OptionalLong most) {
        return Template.fill(
                "churn/features.sql",
                Map.of(
                        "transactions",
                        relation,
                        "key_present",
                        condition,
                        "returned",
                        transactions.hasReturned() ? "cast(coalesce(returned, 0) as double)" : "0.0",
                        "moment",
                        literal(moment),
                        "window",
                        Integer.toString(window),
                        "limit",
                        most.isPresent() ? "limit " + most.getAsLong() : ""));
    }

    static String literal(LocalDateTime moment) {
        return "timestamp '" + LITERAL.format(moment) + "'";
    }

    /**
     * Adds the customers of a moment, as they were known then.
     *
     * @param most how many at most: those whose hash keys come first, which is a sample without a choice
     * @return false, if it is not known what was known then, and nothing was added
     */
    boolean add(LocalDateTime moment, KnownBy knownBy, long most) throws SQLException {
        return add(moment, knownBy, most, false);
    }

    /** Likewise, with what {@link #lostByBuying} says of them. */
    boolean addWithHistories(LocalDateTime moment, KnownBy knownBy, long most) throws SQLException {
        return add(moment, knownBy, most, true);
    }

    private boolean add(LocalDateTime moment, KnownBy knownBy, long most, boolean withHistories) throws SQLException {
        AsOf asOf = AsOf.of(moment);
        if (knownBy == KnownBy.RUN) {
            OptionalLong run = input.pasts().runCommittedBy(moment);
            if (run.isEmpty()) {
                return false;
            }
            asOf = AsOf.knownAt(run.getAsLong());
        }
        if (withHistories) {
            alive.begin();
        }
        try (CustomerBlocks blocks = new CustomerBlocks(input, transactions, window, blockLines)) {
            int count = blocks.part(moment, most);
            long left = most;
            for (int block = 1; block <= count && left > 0; block++) {
                add(asOf, moment, left, withHistories, blocks, block);
                left = most - count("select count(*) from " + table + " where snapshot = " + literal(moment));
            }
        }
        if (withHistories) {
            alive.end(moment, table);
        }
        return true;
    }

    private void add(
            AsOf asOf, LocalDateTime moment, long most, boolean withHistories, CustomerBlocks blocks, int block)
            throws SQLException {
        String condition = blocks.condition(block);
        try (PastMarts.Past past = input.pasts().open(asOf, List.of(transactions.mart()), blocks.narrowing(block))) {
            String mart = Template.mart(transactions.mart());
            if (!withHistories) {
                insert(past.connection(), moment, features(mart, condition, moment, OptionalLong.of(most)));
                return;
            }
            // Computed once, for it is read twice.
            execute(
                    past.connection(),
                    "create or replace table " + lines + " as select customer_hk, order_hk, occurred_at, amount"
                            + (transactions.hasReturned() ? ", returned" : "") + " from " + mart + " where " + condition
                            + " and occurred_at < " + literal(moment));
        }
        insert(input.connection(), moment, features(lines, "true", moment, OptionalLong.of(most)));
        alive.add(lines, moment);
        execute(input.connection(), "drop table " + lines);
    }

    private void insert(Connection connection, LocalDateTime moment, String features) throws SQLException {
        execute(connection, "insert into " + table + " select " + literal(moment) + ", * from (" + features + "\n)");
    }

    /** The customers of some moments, with what became of them. */
    Examples read(List<LocalDateTime> moments) throws SQLException {
        String among = moments.stream().map(ExampleTable::literal).collect(Collectors.joining(", "));
        int size = count("select count(*) from " + table + " where snapshot in (" + among + ")");
        List<String> names = ChurnPredictionMart.FEATURES;
        String query = """
                select
                    customer,
                    not exists (
                        select 1
                        from %1$s as bought
                        where bought.customer_hk = example.customer_hk
                            and bought.occurred_at >= example.snapshot
                            and bought.occurred_at < example.snapshot + to_days(%2$d)
                            and coalesce(bought.amount, 0) >= 0
                    ) as is_lost,
                    %3$s
                from (select *, dense_rank() over (order by customer_hk) as customer from %4$s) as example
                where snapshot in (%5$s)
                order by snapshot, customer_hk""".formatted(
                        Template.mart(transactions.mart()),
                        window,
                        names.stream().map(Template::name).collect(Collectors.joining(", ")),
                        table,
                        among);
        int[] customers = new int[size];
        boolean[] lost = new boolean[size];
        double[][] features = new double[names.size()][size];
        try (Statement statement = input.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            for (int each = 0; rows.next(); each++) {
                customers[each] = rows.getInt(1);
                lost[each] = rows.getBoolean(2);
                for (int feature = 0; feature < features.length; feature++) {
                    features[feature][each] = rows.getDouble(3 + feature);
                }
            }
        }
        return new Examples(names, features, lost, customers);
    }

    /** How probable it is by a model of buying that each customer of the moment with histories has left; empty without a fit. */
    Optional<double[]> lostByBuying(LocalDateTime moment) throws SQLException {
        return alive.lost(moment, table);
    }

    private int count(String query) throws SQLException {
        try (Statement statement = input.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (alive) {
            execute(input.connection(), "drop table if exists " + table);
            execute(input.connection(), "drop table if exists " + lines);
        }
    }
}
