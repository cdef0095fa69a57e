package org.lierne.core.model;

import java.util.Optional;

/** An analysis of who is lost, and who stays. */
public sealed interface ChurnMart extends AnalysisMart
        permits ChurnWindowMart, ChurnRateMart, SurvivalMart, RetentionMart {

    /** The day at whose beginning the data end, as ISO date; empty means the day after the latest that they tell of. */
    Optional<String> at();
}
