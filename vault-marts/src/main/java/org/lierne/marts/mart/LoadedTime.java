package org.lierne.marts.mart;

/**
 * Up to when the data can go, by what was loaded: the one rule by which a date that cannot be is told from one that can (decision
 * 0063). It asks the ledger, so the past has its own.
 */
final class LoadedTime {

    /** The schema of the ledger. */
    static final String LEDGER = "audit";

    /**
     * Up to when what was loaded goes: a delivery whose rows have a load date each counts as of the start of its run. A run that loaded
     * nothing says nothing, unless there are no others.
     */
    private static final String LATEST =
            "coalesce(max(coalesce(delivery.load_date, run.started_at)) filter (delivery.run_id is not null), max(run.started_at))";

    private static final String FROM = """
            from audit.run as run
            left join audit.delivery as delivery
                on delivery.run_id = run.run_id""";

    /** The columns of the ledger that are asked, each with its type. */
    static final String RUN_COLUMNS = "run_id bigint, started_at timestamp";

    static final String DELIVERY_COLUMNS = "run_id bigint, load_date timestamp";

    private LoadedTime() {}

    /** A query with one row: {@code earliest} and {@code latest}, between which moments can be; NULL if nothing was loaded. */
    static String possible() {
        return """
                -- A line can have happened up to a month after what was loaded (files may be named by the month that they begin), not
                -- ten years after the run (load dates may be wrong, too), and not fifty years before.
                select
                    least(%1$s, max(run.started_at)) - interval 50 years as earliest,
                    least(%1$s + interval 1 month, max(run.started_at) + interval 10 years) as latest
                %2$s""".formatted(LATEST, FROM);
    }

    /** The end of the day up to when what was loaded goes, as an expression; NULL if nothing was loaded. */
    static String end() {
        return "(select cast(" + LATEST + " as date) + interval 1 day " + FROM.replaceAll("\\s+", " ") + ")";
    }
}
