package org.lierne.marts.customer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;

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
        String nextDay =
                "(select cast(max(occurred_at) as date) + interval 1 day from mart." + name(transactions) + ")";
        Map<String, String> parts = Map.of(
                "transactions", "mart." + name(transactions),
                "at", at.map(day -> "timestamp '" + day + " 00:00:00'").orElse(nextDay),
                "key",
                        columns(
                                key,
                                each -> each.transactionsColumn().equals(each.name())
                                        ? name(each.name())
                                        : name(each.transactionsColumn()) + " as " + name(each.name())),
                "key_present", name(key.get(0).transactionsColumn()) + " is not null",
                "key_names", columns(key, each -> name(each.name())),
                "quantiles",
                        IntStream.range(1, scores)
                                .mapToObj(group -> String.format(Locale.ROOT, "%d / %d.0", group, scores))
                                .collect(Collectors.joining(", ", "[", "]")),
                "scores", Integer.toString(scores));
        String sql = template();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            sql = sql.replace("{" + part.getKey() + "}", part.getValue());
        }
        return sql.strip();
    }

    private static String columns(List<BusinessKeyColumn> key, Function<BusinessKeyColumn, String> text) {
        return key.stream().map(text).collect(Collectors.joining(", "));
    }

    private static String name(String name) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name(name));
    }

    private static String template() {
        try (InputStream stream = RfmQuery.class.getResourceAsStream("rfm.sql")) {
            if (stream == null) {
                throw new IllegalStateException("rfm.sql is missing beside its class");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
