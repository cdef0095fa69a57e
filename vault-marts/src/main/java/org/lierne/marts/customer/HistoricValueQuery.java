package org.lierne.marts.customer;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/**
 * What each customer has been worth so far. One row per customer with a business key: {@code customer_hk}, the business
 * key under its own names, {@code first_purchase_at} and {@code latest_purchase_at} (timestamps, UTC), {@code orders},
 * {@code lines}, {@code products} (distinct; if the transactions have a product), {@code gross_amount},
 * {@code returned_amount} (zero or more), {@code net_amount} and, if the transactions have it, {@code margin}, in the
 * currency of the amounts; {@code average_order_value} (currency per order), {@code returned_share} (from 0 to 1),
 * {@code customer_days}, {@code days_between_orders} (both in days), {@code net_amount_per_month}. The file
 * {@code historic_value.sql} defines each.
 */
public final class HistoricValueQuery {

    private HistoricValueQuery() {}

    /** @param at the day at whose beginning it is measured; empty means the day after the latest transaction */
    public static String of(Transactions transactions, Optional<LocalDate> at) {
        Map<String, String> parts = new HashMap<>();
        parts.put("transactions", Template.mart(transactions.mart()));
        parts.put("at", Template.at(transactions.mart(), at));
        parts.put("key", Template.key(transactions.customerKey()));
        parts.put("key_names", Template.keyNames(transactions.customerKey()));
        parts.put("key_present", Template.keyPresent(transactions.customerKey()));
        parts.put("product", transactions.hasProduct() ? "product_hk," : "");
        parts.put(
                "products",
                transactions.hasProduct() ? "count(distinct product_hk) filter (is_purchase) as products," : "");
        parts.put("products_column", transactions.hasProduct() ? "products," : "");
        String returns = "coalesce(sum(amount) filter (not is_purchase), 0)";
        parts.put("returned", transactions.hasReturned() ? "coalesce(returned, 0) as returned," : "");
        parts.put("returned_amount", transactions.hasReturned() ? "sum(returned) - " + returns : "-" + returns);
        parts.put("margin", transactions.hasMargin() ? "coalesce(margin, 0) as margin," : "");
        parts.put("margin_sum", transactions.hasMargin() ? "sum(margin) as margin," : "");
        parts.put("margin_column", transactions.hasMargin() ? "margin," : "");
        return Template.fill("historic_value.sql", parts);
    }

    /**
     * What the mart means.
     *
     * @param mart its name
     */
    public static Meaning meaning(String mart, Transactions transactions) {
        return MeaningFile.read(
                HistoricValueQuery.class,
                "historic_value",
                transactions.keyNames(),
                Map.of("mart", Template.mart(mart)));
    }
}
