package org.lierne.core.model;

/** A table that the business reads. Its name is the table's name. */
public sealed interface Mart
        permits DimensionMart, FactMart, TransactionsMart, RfmMart, HistoricValueMart, ChurnRateMart, SqlMart {

    String name();

    String description();
}
