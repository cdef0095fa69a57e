package org.lierne.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How probable it is that a customer who is active when the data end buys nothing for a window from then on.
 *
 * @param of the transactions mart's name
 * @param loss after how many days without a purchase a customer is lost, said or chosen; no contract
 * @param knownBy what counts as known at a moment of the past
 * @param model the model that predicts; empty for the one that proved better
 * @param was the name that it had before
 */
public record ChurnPredictionMart(
        String name,
        String description,
        String of,
        Loss loss,
        KnownBy knownBy,
        Optional<Model> model,
        Optional<String> was)
        implements ComputedMart {

    /** What is known of each customer, in the order in which it is computed and kept. */
    public static final List<String> FEATURES = List.of(
            "recency",
            "tenure",
            "orders",
            "overdue",
            "recent_orders",
            "earlier_orders",
            "order_value",
            "recent_spend",
            "basket",
            "returned");

    /** What a column that has a feature's contribution begins with. */
    public static final String BECAUSE = "because_";

    private static final List<ComputedColumn> COLUMNS = columnsOf(FEATURES);

    /** What counts as known at a moment of the past. */
    public enum KnownBy {
        /** What runs had loaded that were committed by then. */
        RUN,
        /** What has a load date until then, whenever it was loaded: for a past that was backfilled. */
        LOAD_DATE
    }

    /** What predicts. */
    public enum Model {
        LOGISTIC,
        BOOSTED_TREES
    }

    public ChurnPredictionMart {
        if (loss instanceof Loss.AtEnd) {
            throw new IllegalArgumentException("\"" + name + "\" predicts silence, not the end of a contract");
        }
    }

    private static List<ComputedColumn> columnsOf(List<String> features) {
        List<ComputedColumn> columns = new ArrayList<>();
        columns.add(new ComputedColumn("predicted_at", DataType.TIMESTAMP));
        columns.add(new ComputedColumn("window_days", DataType.BIGINT));
        columns.add(new ComputedColumn("churn_probability", DataType.DOUBLE));
        columns.add(new ComputedColumn("risk_tenth", DataType.BIGINT));
        features.forEach(feature -> columns.add(new ComputedColumn(BECAUSE + feature, DataType.DOUBLE)));
        return List.copyOf(columns);
    }

    @Override
    public List<ComputedColumn> columns() {
        return COLUMNS;
    }

    @Override
    public ChurnPredictionMart named(String other) {
        return new ChurnPredictionMart(other, description, of, loss, knownBy, model, Optional.empty());
    }

    @Override
    public String kind() {
        return "churn_prediction";
    }
}
