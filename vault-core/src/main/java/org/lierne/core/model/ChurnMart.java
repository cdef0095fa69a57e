package org.lierne.core.model;

/** An analysis of who is lost, and who stays, that is SQL, or computed again at any time. */
public sealed interface ChurnMart extends AnalysisMart
        permits ChurnWindowMart, ChurnRateMart, SurvivalMart, LogRankMart, RetentionMart {}
