package org.lierne.marts.customer.segment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.RfmMart;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/**
 * Recency, frequency and monetary value of each customer. One row per customer with a business key: {@code
 * customer_hk}, the business key under its own names, {@code recency_days}, {@code frequency} (orders),
 * {@code monetary}, {@code r_score}, {@code f_score}, {@code m_score} (1 to n, never NULL), {@code segment}. The file
 * {@code rfm.sql} says how the scores fall.
 */
public final class RfmQuery {

    private RfmQuery() {}

    /**
     * The query over a mart of transactions.
     *
     * @param at the day at whose beginning recency is measured; empty means the day after the latest transaction
     */
    public static String of(Transactions transactions, RfmMart mart, Optional<LocalDate> at) {
        Map<String, String> parts = new HashMap<>(new Scoring(mart).parts());
        parts.put("transactions", Template.mart(transactions.mart()));
        parts.put("at", Template.at(transactions.mart(), at));
        parts.put("key", Template.key(transactions.customerKey()));
        parts.put("key_present", Template.keyPresent(transactions.customerKey()));
        parts.put("key_names", Template.keyNames(transactions.customerKey()));
        return Template.fill("segment/rfm.sql", parts);
    }

    /** What the mart means. */
    public static Meaning meaning(Transactions transactions, RfmMart mart) {
        return MeaningFile.read(
                RfmQuery.class,
                "rfm",
                transactions.keyNames(),
                Map.of(
                        "mart", Template.mart(mart.name()),
                        "scores", Integer.toString(mart.scores()),
                        "by_rank",
                                mart.bounds().frequency().isEmpty()
                                        ? "; their scores follow the business key alone"
                                        : ""));
    }
}
