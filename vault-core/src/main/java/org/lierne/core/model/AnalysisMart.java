package org.lierne.core.model;

/** What a mart of transactions tells, by a method that is known. */
public sealed interface AnalysisMart extends Mart permits RfmMart, HistoricValueMart, ChurnRateMart, ComputedMart {

    /** The name of the transactions mart. */
    String of();
}
