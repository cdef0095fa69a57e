package org.lierne.marts.customer.churn;

import java.util.List;
import org.lierne.marts.customer.Template;

/**
 * How many customers are lost by calendar month (UTC). One row per month, and group, if there are any: the groups, {@code month}
 * (its first day), {@code active_start}, {@code new_customers}, {@code reactivated}, {@code churned}, {@code active_end} (all
 * customers), {@code churn_rate} (from 0 to 1; NULL if nobody was active or the month is not final), {@code is_final},
 * {@code has_full_window}, {@code window_days} (NULL with contracts). The file {@code churn_rate.sql} defines each.
 */
public final class ChurnRateQuery {

    private ChurnRateQuery() {}

    /** The query. */
    public static String of(Activity activity, List<Group> groups) {
        return Template.fill("churn/churn_rate.sql", new Groups(groups).parts(activity));
    }
}
