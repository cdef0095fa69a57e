package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * An analysis whose rows, one per customer, a fitted model computes. They are not computed again for the past, but kept: in a
 * computed satellite of the customer's hub, with the run that computed them.
 */
public sealed interface ComputedMart extends AnalysisMart
        permits PredictedValueMart, ChurnPredictionMart, ClustersMart {

    /** The payload of the satellite. */
    List<ComputedColumn> columns();

    /** The name that it had before. */
    Optional<String> was();

    /** The same under another name, which it did not have before any other. */
    ComputedMart named(String name);
}
