package org.lierne.core.businessvault;

import org.lierne.core.plan.Stage;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.SqlText;

/**
 * What has changed since a derived table was built. A row of the raw vault has if a later run stored it, or if its load
 * date is after the newest snapshot that was built. What holds at a date follows from rows up to that date, so nothing
 * before the earliest such row is touched.
 */
final class Changed {

    /** The number of the run, as a scalar. */
    static final String RUN = "(select run_id from " + Stage.THIS_RUN + ")";

    private Changed() {}

    /**
     * The step {@code built}: up to which run and which snapshot the table is built. Before every run, if it is empty, if
     * runs are counted anew, or if there is a new date that is not behind all others: then it is made anew by the same
     * statements.
     *
     * @param table the derived table
     */
    static String built(String table, String rule) {
        return """
                built as (
                  select
                    case
                      when coalesce(max(run_id), -1) <= %4$s
                        and not exists (
                          select 1
                          from %2$s as wanted
                          where wanted.snapshot_date < (
                              select coalesce(max(snapshot_date), timestamp '9999-12-31 00:00:00') from %3$s
                            )
                            and wanted.snapshot_date not in (select snapshot_date from %3$s)
                        )
                      then coalesce(max(run_id), -1)
                      else -1
                    end as run_id,
                    (select max(snapshot_date) from %3$s) as snapshot_date
                  from %1$s
                )""".formatted(table, Snapshots.wanted(rule), Snapshots.built(rule), RUN);
    }

    /** The rows of a table of the raw vault that have changed, under the alias {@code stored}. */
    static String in(String table) {
        return "from %s as stored cross join built where stored.%s > built.run_id or stored.%s > built.snapshot_date"
                .formatted(SqlText.raw(table), Names.RUN_ID, Names.LOAD_DATE);
    }
}
