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
        return Stream.of(
                revenueByDay(),
                revenueByDayAndProduct(),
                revenueOfTheMart(),
                orders(),
                ordersOfCustomers(),
                orderLines(),
                statusesOfOrders(),
                statusesAtTheEndOfMonths(),
                payments(),
                shipments(),
                customersNow(),
                addressesDayByDay(),
                loyaltyDayByDay(),
                productsDayByDay(),
                categoriesDayByDay(),
                productsListedDayByDay(),
                pricesDayByDay(),
                stockDayByDay(),
                reviews(),
                likesDayByDay(),
                sessions(),
                campaigns(),
                costsOfCampaigns());
    }

    private static Agreement revenueByDay() {
        return new Agreement("revenue by day", """
                select date::date, orders::bigint, pieces::bigint,
                    revenue::decimal(18, 2), returned::decimal(18, 2), margin::decimal(18, 2)
                from {revenue_daily}
                where orders <> '0'
                """, """
                select ordered_at::date, count(distinct order_hk), sum(quantity),
                    sum(amount), sum(returned_amount), sum(margin)
                from published.mart.fact_order_line
                group by all
                """);
    }

    private static Agreement revenueByDayAndProduct() {
        return new Agreement("revenue by day and product", """
                select date::date, sku, pieces::bigint,
                    revenue::decimal(18, 2), returned::decimal(18, 2), margin::decimal(18, 2)
                from {revenue_daily_product}
                """, """
                select ordered_at::date, product_code, sum(quantity), sum(amount), sum(returned_amount), sum(margin)
                from published.mart.fact_order_line
                group by all
                """);
    }

    private static Agreement revenueOfTheMart() {
        return new Agreement("the mart revenue_daily", """
                select date::date, orders::bigint, revenue::decimal(18, 2), margin::decimal(18, 2)
                from {revenue_daily}
                where orders <> '0'
                """, """
                select day, sum(orders), sum(revenue), sum(margin) from published.mart.revenue_daily group by all
                """);
    }

    private static Agreement orders() {
        return new Agreement("orders as they are now", """
                select order_id, ordered_at::timestamp, channel, status, currency,
                    shipping_cost::decimal(12, 2), discount::decimal(12, 2),
                    guest_email, ship_to_street, ship_to_city, ship_to_country
                from {orders}
                """, """
                select order_id, ordered_at, channel, status, currency, shipping_cost, discount,
                    guest_email, ship_to_street, ship_to_city, ship_to_country
                from vault.raw_vault.sat_order_details_current
                join vault.raw_vault.sat_order_address_current using (order_hk)
                join vault.raw_vault.hub_order using (order_hk)
                """);
    }

    private static Agreement ordersOfCustomers() {
        return new Agreement("who orders for whom, and because of what", """
                select order_id, customer_id, recipient_id, campaign_code from {orders}
                """, """
                select hub_order.order_id, customer.customer_id, recipient.customer_id, campaign.campaign_code
                from vault.raw_vault.hub_order
                join vault.raw_vault.link_order_customer_in_force as ordered using (order_hk)
                join vault.raw_vault.link_order_campaign_in_force as caused using (order_hk)
                join vault.raw_vault.hub_customer as customer on customer.customer_hk = ordered.customer_hk
                join vault.raw_vault.hub_customer as recipient on recipient.customer_hk = ordered.recipient_hk
                join vault.raw_vault.hub_campaign as campaign using (campaign_hk)
                """);
    }

    private static Agreement orderLines() {
        return new Agreement("order lines as they are now", """
                select order_id, line_number::integer, sku, quantity::integer, returned::integer,
                    unit_price::decimal(12, 2), amount::decimal(14, 2)
                from {order_lines}
                """, """
                select order_id, line_number, product_code, quantity, returned, unit_price,
                    (quantity * unit_price)::decimal(14, 2)
                from vault.raw_vault.link_order_line_in_force
                join vault.raw_vault.sat_order_line_details_current using (order_line_hk)
                join vault.raw_vault.hub_order using (order_hk)
                join vault.raw_vault.hub_product using (product_hk)
                """);
    }

    private static Agreement statusesOfOrders() {
        return new Agreement("each status that an order ever had", """
                select order_id, load_date::timestamp, changed_at::timestamp, status
                from {order_documents}
                qualify status is distinct from
                    lag(status) over (partition by order_id order by load_date, changed_at::timestamp)
                """, """
                select order_id, history.load_date, sequence, status
                from vault.raw_vault.sat_order_details_history as history
                join vault.raw_vault.hub_order using (order_hk)
                qualify status is distinct from
                    lag(status) over (partition by order_id order by history.load_date, sequence)
                """);
    }

    private static Agreement statusesAtTheEndOfMonths() {
        return new Agreement("the status of each order when a month ended", """
                with closed as (
                    select distinct least(last_day(load_date::date), max(load_date::date) over ()) as day from {deliveries}
                )
                select order_id, day, status
                from {order_documents} join closed on load_date::date <= day
                qualify row_number() over (
                    partition by order_id, day order by load_date::timestamp desc, changed_at::timestamp desc) = 1
                """, """
                select order_id, pit.snapshot_date::date, details.status
                from vault.business_vault.pit_order as pit
                join vault.raw_vault.hub_order using (order_hk)
                join vault.raw_vault.sat_order_details as details
                    on details.order_hk = pit.sat_order_details_hk
                    and details.load_date = pit.sat_order_details_load_date
                    and details.delivery_id = pit.sat_order_details_delivery_id
                    and details.record_number = pit.sat_order_details_record_number
                    and details.row_number = pit.sat_order_details_row_number
                where order_id is not null and details.run_id > 0
                """);
    }

    private static Agreement payments() {
        return new Agreement("payments", """
                select payment_id, order_id, method, amount::decimal(12, 2), currency, paid_at::timestamp, status
                from {payments}
                """, """
                select payment_id, order_id, method, amount, currency, paid_at, status from published.mart.fact_payment
                """);
    }

    private static Agreement shipments() {
        return new Agreement("shipments", """
                select shipment_number, order_id, line_number::integer, warehouse_code, carrier,
                    shipped_at::timestamp, delivered_at::timestamp, quantity::integer, status = 'cancelled'
                from {shipments}
                """, """
                select shipment_number, order_id, line_number, warehouse_code, carrier,
                    shipped_at, delivered_at, quantity, deleted_at is not null
                from published.mart.fact_shipment
                """);
    }

    private static Agreement customersNow() {
        return new Agreement("customers as they are now", """
                select customer_id, email, phone, first_name, last_name, birth_date::date, street, postal_code, city,
                    country_code, newsletter::boolean, registered_at::timestamp, loyalty_tier
                from {customer_history}
                qualify row_number() over (
                    partition by customer_id order by load_date::date desc, updated_at::timestamp desc) = 1
                """, """
                select customer_id, email, phone, first_name, last_name, birth_date, street, postal_code, city,
                    country_code, newsletter, registered_at, loyalty_tier
                from published.mart.dim_customer
                where is_current and registered_at is not null
                """);
    }

    private static Agreement addressesDayByDay() {
        return new Agreement(
                "addresses on each day on which the CRM told one",
                lastOfDay("customer_history", "customer_id", "updated_at", "street, postal_code, city, country_code"),
                onDaysOf(
                        "customers",
                        "customer",
                        "customer_id",
                        "customer_address",
                        "street, postal_code, city, country_code"));
    }

    private static Agreement loyaltyDayByDay() {
        return new Agreement(
                "loyalty on each day on which the CRM told it",
                lastOfDay("customer_history", "customer_id", "updated_at", "loyalty_tier"),
                onDaysOf("customers", "customer", "customer_id", "customer_details", "loyalty_tier"));
    }

    /** The last that the truth has of a key and day. */
    private static String lastOfDay(String table, String key, String order, String columns) {
        return """
                select key, load_date::timestamp, columns
                from {table}
                qualify row_number() over (partition by key, load_date order by sequence::timestamp desc) = 1
                """.replace("{table}", "{" + table + "}")
                .replace("key", key)
                .replace("sequence", order)
                .replace("columns", columns);
    }

    /** What a satellite's history says at the end of each day on which its source told something of the key. */
    private static String onDaysOf(String source, String hub, String key, String satellite, String columns) {
        return """
                select distinct on (key, day) key, day, columns
                from (select distinct hub_hk, load_date as day from vault.raw_vault.tracking_source) as told
                join vault.raw_vault.sat_satellite_history as history
                    on history.hub_hk = told.hub_hk
                    and history.load_date <= day and (history.load_end_date is null or history.load_end_date > day)
                join vault.raw_vault.hub_hub as hub on hub.hub_hk = told.hub_hk
                """.replace("tracking_source", "tracking_" + source)
                .replace("sat_satellite", "sat_" + satellite)
                .replace("hub_hub", "hub_" + hub)
                .replace("hub_hk", hub + "_hk")
                .replace("key", "hub." + key)
                .replace("columns", columns);
    }

    private static Agreement productsDayByDay() {
        return new Agreement("each version of a product", """
                select sku, load_date::timestamp, name, list_price::decimal(12, 2), cost::decimal(12, 2),
                    weight_kg::decimal(8, 3), discontinued::boolean
                from {product_history}
                qualify (name, list_price, cost, weight_kg, discontinued) is distinct from
                    lag((name, list_price, cost, weight_kg, discontinued)) over (partition by sku order by load_date)
                """, """
                select product_code, history.load_date, name, list_price, cost, weight_kg, discontinued
                from vault.raw_vault.sat_product_details_history as history
                join vault.raw_vault.hub_product using (product_hk)
                """);
    }

    private static Agreement categoriesDayByDay() {
        return new Agreement("each category and supplier that a listed product ever had", """
                select distinct sku, category_code, supplier from {product_history}
                """, """
                select distinct product_code, category_code, supplier_code
                from published.mart.dim_product
                where category_code is not null and supplier_code is not null
                """);
    }

    private static Agreement productsListedDayByDay() {
        return new Agreement("each day on which a product came into the catalogue or left it", """
                select sku, load_date::timestamp, listed::boolean from {product_status}
                """, """
                select product_code, history.load_date, not is_deleted
                from vault.raw_vault.sat_product_status_history as history
                join vault.raw_vault.hub_product using (product_hk)
                """);
    }

    private static Agreement pricesDayByDay() {
        return new Agreement("each block of prices", """
                select sku, load_date::timestamp, currency, customer_group, price::decimal(12, 2)
                from {price_history}
                where price is not null
                """, """
                select product_code, history.load_date, currency, customer_group, price
                from vault.raw_vault.sat_product_price_history as history
                join vault.raw_vault.hub_product using (product_hk)
                """);
    }

    private static Agreement stockDayByDay() {
        return new Agreement("stock by day, warehouse and product", """
                select date::date, warehouse, sku, on_hand::integer, reserved::integer, reorder_point::integer
                from {stock_daily}
                """, """
                select day, warehouse_code, product_code, on_hand, reserved, reorder_point
                from published.mart.fact_inventory
                """);
    }

    private static Agreement reviews() {
        return new Agreement("reviews as they are now", """
                select review_id, customer_id, sku, stars::integer, title, body, written_at::timestamp
                from {reviews}
                qualify row_number() over (partition by review_id order by version::integer desc) = 1
                """, """
                select review_id, customer_id, product_code, stars, title, body, written_at
                from vault.raw_vault.sat_review_text_current
                join vault.raw_vault.link_review using (review_hk)
                join vault.raw_vault.hub_customer using (customer_hk)
                join vault.raw_vault.hub_product using (product_hk)
                """);
    }

    private static Agreement likesDayByDay() {
        return new Agreement("likes of mentions as they grow", """
                select mention_id, load_date::timestamp, likes::integer
                from {mentions}
                qualify likes is distinct from
                    lag(likes) over (partition by mention_id order by load_date::date)
                """, """
                select mention_id, history.load_date, likes
                from vault.raw_vault.sat_mention_reach_history as history
                join vault.raw_vault.link_mention using (mention_hk)
                """);
    }

    private static Agreement sessions() {
        return new Agreement("sessions", """
                select session_id, visitor_id, customer_id, campaign_code, events::bigint, order_id is not null
                from {sessions}
                """, """
                select session_id, anonymous_id, customer_id, campaign_code, events, converted
                from published.mart.fact_session
                """);
    }

    private static Agreement campaigns() {
        return new Agreement("campaigns", """
                select campaign_code, name, channel, starts_on::date, ends_on::date, budget::decimal(12, 2)
                from {campaigns}
                where campaign_code in (select campaign_code from vault.raw_vault.hub_campaign)
                """, """
                select campaign_code, name, channel, starts_on, ends_on, budget
                from vault.raw_vault.sat_campaign_details_current
                join vault.raw_vault.hub_campaign using (campaign_hk)
                """);
    }

    private static Agreement costsOfCampaigns() {
        return new Agreement("what campaigns cost by day, as revised", """
                select campaign_code, spent_on::date, cost::decimal(12, 2), impressions::bigint, clicks::bigint
                from {campaign_costs}
                """, """
                select campaign_code, spent_on, cost, impressions, clicks
                from vault.raw_vault.sat_campaign_day_cost_current
                join vault.raw_vault.link_campaign_day using (campaign_day_hk)
                join vault.raw_vault.hub_campaign using (campaign_hk)
                """);
    }
}
