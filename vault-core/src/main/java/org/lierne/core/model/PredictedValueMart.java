package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What each customer is expected to buy and to be worth, by a model of how customers buy until they leave.
 *
 * @param of the transactions mart's name
 * @param horizonDays how many days are looked ahead
 * @param discount the rate at which a year's later money is worth less, from 0
 * @param models which models of buying are tried, at least one
 * @param at the day at whose beginning it is predicted, as ISO date; empty means the day after the latest transaction
 * @param was the name that it had before
 */
public record PredictedValueMart(
        String name,
        String description,
        String of,
        int horizonDays,
        double discount,
        List<BuyingModel> models,
        Optional<String> at,
        Optional<String> was)
        implements ComputedMart {

    public static final int DEFAULT_HORIZON = 365;
    public static final double DEFAULT_DISCOUNT = 0.10;

    private static final List<ComputedColumn> COLUMNS = List.of(
            new ComputedColumn("repeat_purchases", DataType.BIGINT),
            new ComputedColumn("last_purchase_age", DataType.DOUBLE),
            new ComputedColumn("customer_age", DataType.DOUBLE),
            new ComputedColumn("mean_purchase_value", DataType.DOUBLE),
            new ComputedColumn("probability_alive", DataType.DOUBLE),
            new ComputedColumn("probability_alive_low", DataType.DOUBLE),
            new ComputedColumn("probability_alive_high", DataType.DOUBLE),
            new ComputedColumn("expected_purchases", DataType.DOUBLE),
            new ComputedColumn("expected_purchases_low", DataType.DOUBLE),
            new ComputedColumn("expected_purchases_high", DataType.DOUBLE),
            new ComputedColumn("fewest_purchases", DataType.BIGINT),
            new ComputedColumn("most_purchases", DataType.BIGINT),
            new ComputedColumn("expected_purchase_value", DataType.DOUBLE),
            new ComputedColumn("expected_value", DataType.DOUBLE),
            new ComputedColumn("expected_value_low", DataType.DOUBLE),
            new ComputedColumn("expected_value_high", DataType.DOUBLE));

    /** How customers are supposed to buy, and to leave. */
    public enum BuyingModel {
        BG_NBD,
        MBG_NBD,
        PARETO_NBD
    }

    public PredictedValueMart {
        models = List.copyOf(models);
    }

    @Override
    public List<ComputedColumn> columns() {
        return COLUMNS;
    }

    @Override
    public PredictedValueMart named(String other) {
        return new PredictedValueMart(other, description, of, horizonDays, discount, models, at, Optional.empty());
    }

    @Override
    public String kind() {
        return "predicted_value";
    }
}
