package org.lierne.marts.customer.churn;

import java.util.List;
import org.lierne.marts.customer.Template;

/**
 * For how long customers stay (Kaplan and Meier 1958). One row per day, and group, if there are any: the groups, {@code day} (since
 * a customer came), {@code at_risk}, {@code lost}, {@code censored} (customers), {@code survival} (from 0 to 1),
 * {@code standard_error}, {@code lower}, {@code upper} (95 % confidence). The file {@code survival.sql} defines each, with its source.
 */
public final class SurvivalQuery {

    private SurvivalQuery() {}

    /** The query. */
    public static String of(Activity activity, List<Group> groups) {
        return Template.fill("churn/survival.sql", new Groups(groups).parts(activity));
    }
}
