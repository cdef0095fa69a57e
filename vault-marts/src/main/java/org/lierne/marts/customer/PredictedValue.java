package org.lierne.marts.customer;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.PredictedValueMart;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;

/** What each customer is expected to buy and to be worth. */
public final class PredictedValue implements Computation {

    private final PredictedValueMart mart;
    private final List<TableColumn> columns;
    private final Transactions transactions;
    private final Optional<LocalDate> at;

    /** @param columns of the result: the customer's hash key, then the payload */
    public PredictedValue(
            PredictedValueMart mart, List<TableColumn> columns, Transactions transactions, Optional<LocalDate> at) {
        this.mart = mart;
        this.columns = List.copyOf(columns);
        this.transactions = transactions;
        this.at = at;
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public Fit compute(ComputationInput input) throws SQLException {
        String summaries = Template.fill(
                "customer_summaries.sql",
                Map.of(
                        "transactions", Template.mart(transactions.mart()),
                        "at", Template.at(transactions.mart(), at),
                        "key_present", Template.keyPresent(transactions.customerKey())));
        try (Statement statement = input.connection().createStatement()) {
            statement.execute(
                    "insert into " + input.result() + " select *, null, null, null, null from (" + summaries + ")");
        }
        return new Fit(
                "predicted_value 1",
                List.of(),
                List.of(new Fit.Note("no_model", "No model of " + mart.models() + " is built yet.")));
    }
}
