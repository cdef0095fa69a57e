package org.lierne.marts.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
     * @param key the customer's business key as the transactions carry it
     * @param scores how many score groups, at least 2
     * @param at the day at whose beginning recency is measured; empty means the day after the latest transaction
     */
    public static String of(String transactions, List<BusinessKeyColumn> key, int scores, Optional<LocalDate> at) {
        return Template.fill(
                "rfm.sql",
                Map.of(
                        "transactions",
                        Template.mart(transactions),
                        "at",
                        Template.at(transactions, at),
                        "key",
                        Template.key(key),
                        "key_present",
                        Template.keyPresent(key),
                        "key_names",
                        Template.keyNames(key),
                        "quantiles",
                        IntStream.range(1, scores)
                                .mapToObj(group -> String.format(Locale.ROOT, "%d / %d.0", group, scores))
                                .collect(Collectors.joining(", ", "[", "]")),
                        "scores",
                        Integer.toString(scores)));
    }

    /**
     * What the mart means.
     *
     * @param mart its name
     */
    public static Meaning meaning(String mart, Transactions transactions, int scores) {
        return MeaningFile.read(
                RfmQuery.class,
                "rfm",
                transactions.keyNames(),
                Map.of(
                        "mart", Template.mart(mart),
                        "scores", Integer.toString(scores),
                        "by_rank", "; their scores follow the business key alone"));
    }
}
