package org.lierne.marts.customer;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/**
 * How many customers are lost by calendar month (UTC), by a window of inactivity. One row per month: {@code month} (its
 * first day), {@code active_start}, {@code new_customers}, {@code reactivated}, {@code churned}, {@code active_end} (all
 * customers), {@code churn_rate} (from 0 to 1; NULL if nobody was active or the month is not final), {@code is_final},
 * {@code has_full_window}. The file {@code churn_rate.sql} defines each.
 *
 * <p>That activity ends with silence of a stated length, the churn period, is how losses are told where no contract ends
 * ("D-Curve: An Improved Method for Defining Non-Contractual Churn with Type I and Type II Errors", Indeed Engineering,
 * 2020, section "Theory").
 */
public final class ChurnRateQuery {

    private ChurnRateQuery() {}

    /**
     * The query over a mart of transactions.
     *
     * @param window after how many days without a purchase a customer is lost
     * @param at the day at whose beginning the data end; empty means the day after the latest transaction
     */
    public static String of(Transactions transactions, int window, Optional<LocalDate> at) {
        return Template.fill(
                "churn_rate.sql",
                Map.of(
                        "transactions", Template.mart(transactions.mart()),
                        "at", Template.at(transactions.mart(), at),
                        "key_present", Template.keyPresent(transactions.customerKey()),
                        "window", Integer.toString(window)));
    }

    /**
     * What the mart means.
     *
     * @param mart its name
     */
    public static Meaning meaning(String mart, Transactions transactions, int window) {
        return MeaningFile.read(
                ChurnRateQuery.class,
                "churn_rate",
                transactions.keyNames(),
                Map.of("mart", Template.mart(mart), "window", Integer.toString(window)));
    }
}
