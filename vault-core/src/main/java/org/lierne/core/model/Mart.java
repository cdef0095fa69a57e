package org.lierne.core.model;

/** A table that the business reads. Its name is the table's name. */
public sealed interface Mart permits DimensionMart, TransactionsMart, RfmMart, SqlMart {

    String name();

    String description();
}
