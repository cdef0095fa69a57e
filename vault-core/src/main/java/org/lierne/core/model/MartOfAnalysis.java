package org.lierne.core.model;

/** What is made of an analysis, rather than of transactions. */
public sealed interface MartOfAnalysis extends Mart
        permits SegmentMigrationMart, ValueGroupsMart, ValueConcentrationMart {

    /** The name of the mart that is analysed further. */
    String of();
}
