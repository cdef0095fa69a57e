package org.lierne.marts.customer.churn;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * Who buys again, by cohort and month. One row per cohort and month since: {@code cohort} (the first day of the month of the first
 * purchase), {@code months_since}, {@code month}, {@code customers}, {@code active}, {@code retention} (from 0 to 1; NULL if the
 * month is not final), {@code revenue} (in the currency of the amounts), {@code is_final}. The file {@code retention.sql} defines each.
 */
public final class RetentionQuery {

    private RetentionQuery() {}

    /** @param at the day at whose beginning the data end; empty means the day after the latest transaction */
    public static String of(Transactions transactions, Optional<LocalDate> at) {
        return Template.fill(
                "churn/retention.sql",
                Map.of(
                        "transactions", Template.mart(transactions.mart()),
                        "at", Template.at(transactions.mart(), at),
                        "key_present", Template.keyPresent(transactions.customerKey())));
    }
}
