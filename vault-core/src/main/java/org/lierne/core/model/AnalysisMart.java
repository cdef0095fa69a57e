package org.lierne.core.model;

/** What a mart of transactions, or one of contracts, tells, by a method that is known. */
public sealed interface AnalysisMart extends Mart permits RfmMart, HistoricValueMart, ChurnMart, ComputedMart {

    /** The name of the mart that it reads: of the transactions, or, if it says so, of contracts. */
    String of();
}
