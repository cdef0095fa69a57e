package org.lierne.cli.shop;

import java.util.stream.Stream;

/** What the truth and the vault have to say alike, each as two queries with equal columns. */
final class Truths {

    private Truths() {}

    /**
     * @param truth over the truth's tables, each written as {@code {name}}
     * @param told over the vault as {@code vault} and its marts as {@code published}
     */
    record Agreement(String name, String truth, String told) {

        String truth(SimulatedShop shop) {
            String query = truth;
            for (String table : shop.truths()) {
                query = query.replace("{" + table + "}", shop.truth(table));
            }
            return query;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Agreement> all() {
        return Stream.of(revenueByDay());
    }

    private static Agreement revenueByDay() {
        return new Agreement(
                "revenue by day",
                "select date::date, orders::bigint, pieces::bigint, revenue::decimal(18,2), returned::decimal(18,2),"
                        + " margin::decimal(18,2) from {revenue_daily}",
                "select ordered_at::date, count(distinct order_hk), sum(quantity), sum(amount), sum(returned_amount),"
                        + " sum(margin) from published.mart.fact_order_line group by all");
    }
}
