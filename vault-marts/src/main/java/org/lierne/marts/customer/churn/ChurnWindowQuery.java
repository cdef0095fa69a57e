package org.lierne.marts.customer.churn;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Loss;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * After how many days of silence customers are better taken for lost than not. One row per window that was compared:
 * {@code window_days}, {@code judged}, {@code taken_for_lost}, {@code came_back_share}, {@code type_1_error}, {@code type_2_error},
 * {@code mean_error} (these from 0 to 1), {@code is_chosen}, {@code is_beside}, {@code remark} (a sentence, or NULL). The file
 * {@code churn_window.sql} defines each, and states the rule with its source.
 */
public final class ChurnWindowQuery {

    private ChurnWindowQuery() {}

    /**
     * The query over a mart of transactions.
     *
     * @param beside a window that is shown too, in days
     * @param at the day at whose beginning the data end; empty means the day after the latest transaction
     */
    public static String of(Transactions transactions, Optional<Integer> beside, Optional<LocalDate> at) {
        return Template.fill(
                "churn/churn_window.sql",
                Map.of(
                        "transactions", Template.mart(transactions.mart()),
                        "at", Template.at(transactions.mart(), at),
                        "key_present", Template.keyPresent(transactions.customerKey()),
                        "shortest", Integer.toString(Loss.SHORTEST_WINDOW),
                        "union_beside",
                                beside.map(days -> "union\nselect " + days + "\nfrom span\nwhere days // 3 >= "
                                                + Loss.SHORTEST_WINDOW)
                                        .orElse(""),
                        "is_beside", beside.map(days -> "window_days = " + days).orElse("false")));
    }
}
