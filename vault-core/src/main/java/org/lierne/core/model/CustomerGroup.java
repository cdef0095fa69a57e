package org.lierne.core.model;

/** By what customers are told apart in an analysis: a column of it. */
public sealed interface CustomerGroup {

    /** The column's name. */
    String column();

    /** By the month of what the analysis has first of them. */
    record Cohort() implements CustomerGroup {
        /** How it is written, and called. */
        public static final String NAME = "cohort";

        @Override
        public String column() {
            return NAME;
        }
    }

    /**
     * By what another mart says of them, now.
     *
     * @param mart a dimension, an analysis of customers or a mart of kind sql
     */
    record OfMart(String mart, String column) implements CustomerGroup {}
}
