package org.lierne.marts.customer.churn;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * When customers are active: spells, each of which begins, and ends when the customer is lost. What follows from them is the same
 * whether silence ends them or a contract.
 */
public final class Activity {

    private static final String LATEST_CHANGE =
            "cast(greatest(max(starts_at), max(ends_at) filter (isfinite(ends_at))) as" + " date) + interval 1 day";

    private final String commons;
    private final String meaning;

    private Activity(String commons, String meaning) {
        this.commons = commons;
        this.meaning = meaning;
    }

    /**
     * Where no contract ends: a spell ends with silence of a stated length, the churn period ("D-Curve: An Improved Method for
     * Defining Non-Contractual Churn with Type I and Type II Errors", Indeed Engineering, 2020, section "Theory").
     *
     * @param days after how many days without a purchase a customer is lost
     * @param at the day at whose beginning the data end; empty means the day after the latest transaction
     */
    public static Activity untilSilence(Transactions transactions, int days, Optional<LocalDate> at) {
        return ofPurchases(transactions, Integer.toString(days), at);
    }

    /**
     * Likewise, after as many days as another mart has chosen.
     *
     * @param windows the name of a mart of {@link ChurnWindowQuery}; if it has chosen none, there is no activity
     */
    public static Activity untilSilence(Transactions transactions, String windows, Optional<LocalDate> at) {
        return ofPurchases(
                transactions, "(select window_days from " + Template.mart(windows) + " where is_chosen)", at);
    }

    private static Activity ofPurchases(Transactions transactions, String window, Optional<LocalDate> at) {
        String commons = Template.fill(
                "churn/silence.sql",
                Map.of(
                        "transactions", Template.mart(transactions.mart()),
                        "at", Template.at(transactions.mart(), at),
                        "key_present", Template.keyPresent(transactions.customerKey()),
                        "window", window));
        return new Activity(commons, """
                -- A customer is active at a moment who has made a purchase in the window_days before it, that moment excluded. So
                -- activity begins with a purchase that none precedes by window_days or less, and ends window_days after one that
                -- none follows by window_days or less. Purchases are transactions whose amount is zero or more, of customers
                -- with a business key. The window has 31 days at least, so nobody is lost twice in a month, and nobody who was
                -- not active at its start.""");
    }

    /**
     * Where contracts end: a customer is active while any runs.
     *
     * @param mart whose rows are contracts
     * @param customer the column that tells customers apart
     * @param unknown the value of it that stands for a customer who is not known, as SQL, if there is one
     * @param starts the column that says since when a contract runs
     * @param ends the column that says when it ended; NULL while it runs
     * @param at the day at whose beginning the data end; empty means the day after the latest start or end
     * @param loaded the moment after which nothing can have begun or ended, since it was not loaded, as SQL
     */
    public static Activity untilContractsEnd(
            String mart,
            String customer,
            Optional<String> unknown,
            String starts,
            String ends,
            Optional<LocalDate> at,
            Optional<String> loaded) {
        String commons = Template.fill(
                "churn/contracts.sql",
                Map.of(
                        "contracts",
                        Template.mart(mart),
                        "customer",
                        Template.name(customer),
                        "customer_known",
                        unknown.map(key -> Template.name(customer) + " <> " + key)
                                .orElse(Template.name(customer) + " is not null"),
                        "starts",
                        Template.name(starts),
                        "ends",
                        Template.name(ends),
                        "at",
                        at.map(day -> "timestamp '" + day + " 00:00:00'")
                                .orElse(loaded.map(end -> "least(" + LATEST_CHANGE + ", " + end + ")")
                                        .orElse(LATEST_CHANGE)),
                        "since",
                        loaded.map(end -> end + " - interval 50 years").orElse("null")));
        return new Activity(commons, """
                -- A customer is active while a contract runs: at its start, and not at its end any more. Contracts that
                -- overlap or meet are one spell, so whoever changes from one to another is not lost. A contract without an end
                -- runs on, and so does one whose end is still to come. Left out are contracts without a start, without a customer, and
                -- those that ended as they started; one that began fifty years before the data end, or earlier, counts from then.""");
    }

    /** Common table expressions, the last of them {@code measured} (one row) and {@code spells}. */
    String commons() {
        return commons;
    }

    /** What activity is, as a comment. */
    String meaning() {
        return meaning;
    }
}
