package org.lierne.marts.customer.churn;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.customer.Template;

/** What a model says of all customers who are active when the data end: read, computed and written back in bulk. */
final class Scoring {

    private static final int STEP = 100_000;

    private final ComputationInput input;
    private final ExampleTable examples;
    private final ChurnModel model;
    private final int window;
    private final LocalDateTime moment;

    Scoring(ComputationInput input, ExampleTable examples, ChurnModel model, int window, LocalDateTime moment) {
        this.input = input;
        this.examples = examples;
        this.model = model;
        this.window = window;
        this.moment = moment;
    }

    /** Fills the result. */
    void run() throws SQLException {
        String customers = input.mart() + " customers";
        String scores = input.mart() + " scores";
        try {
            execute("create or replace table " + table(customers)
                    + " as select row_number() over (order by customer_hk) as number, * from ("
                    + examples.features(moment, OptionalLong.empty()) + "\n)");
            execute("create or replace table " + table(scores) + " (number bigint, probability double, "
                    + each("%s double") + ")");
            append(customers, scores);
            execute("insert into " + input.result() + " select customers.customer_hk, " + ExampleTable.literal(moment)
                    + ", " + window
                    + ", scores.probability, 1 + (10 * (row_number() over (order by scores.probability desc,"
                    + " scores.number) - 1)) // count(*) over (), " + each("scores.%s") + " from " + table(scores)
                    + " as scores join " + table(customers) + " as customers on customers.number = scores.number");
        } finally {
            execute("drop table if exists " + table(customers));
            execute("drop table if exists " + table(scores));
        }
    }

    private void append(String customers, String scores) throws SQLException {
        List<String> names = ChurnPredictionMart.FEATURES;
        double[] row = new double[names.size()];
        double[] contributions = new double[names.size()];
        long total = 0;
        try (Statement statement = input.connection().createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + table(customers))) {
            count.next();
            total = count.getLong(1);
        }
        // In parts, since the driver holds a whole result.
        for (long from = 0; from < total; from += STEP) {
            input.progress().at("scoring", from, total);
            String query = "select number, " + each("%s") + " from " + table(customers) + " where number > " + from
                    + " and number <= " + (from + STEP) + " order by number";
            try (Statement statement = input.connection().createStatement();
                    ResultSet rows = statement.executeQuery(query);
                    DuckDBAppender appender = input.connection().createAppender(Computation.SCHEMA, scores)) {
                while (rows.next()) {
                    for (int feature = 0; feature < row.length; feature++) {
                        row[feature] = rows.getDouble(2 + feature);
                    }
                    model.explain(row, contributions);
                    appender.beginRow();
                    appender.append(rows.getLong(1));
                    appender.append(model.probability(contributions, model.base()));
                    for (double contribution : contributions) {
                        appender.append(contribution);
                    }
                    appender.endRow();
                }
            }
        }
    }

    private static String table(String name) {
        return Computation.SCHEMA + "." + Template.name(name);
    }

    private static String each(String text) {
        return ChurnPredictionMart.FEATURES.stream()
                .map(Template::name)
                .map(text::formatted)
                .collect(Collectors.joining(", "));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = input.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
