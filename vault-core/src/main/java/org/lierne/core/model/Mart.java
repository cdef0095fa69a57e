package org.lierne.core.model;

/** A table that the business reads. Its name is the table's name. */
public sealed interface Mart permits DimensionMart, FactMart, TransactionsMart, AnalysisMart, MartOfAnalysis, SqlMart {

    String name();

    String description();

    /** Its kind, in the word of the language. */
    String kind();
}
