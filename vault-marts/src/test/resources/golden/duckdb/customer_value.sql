-- What each customer has been worth so far: one row per customer who has bought or returned something.
--
-- Transactions at or after the moment of measuring, those without a moment, and those without a customer, are left out.
-- A line is a purchase if its amount is zero or more, and a return if it is less; a missing amount counts as zero.
-- Orders: distinct orders with a purchase. Gross: the sum of the amounts of purchases. Returned: what was taken back of
-- purchases, and what returns amount to, as a positive number. Net: gross less returned. An order's moment is that of
-- its first purchase. Days as customer: whole days from the first purchase to the moment of measuring. Days between
-- orders: the days from the first order to the latest, with their fraction, by the number of orders less one; NULL
-- before the second. Net per month: net by the months as customer, of 30.4375 days each, at least one, so that who came
-- yesterday is not extrapolated. What is measured from purchases is NULL for a customer who has only returned.
with measured as (
    select (select cast(max(occurred_at) as date) + interval 1 day from mart.sales) as measured_at
),
lines as (
    select
        customer_hk,
        customer_no,
        order_hk,
        product_hk,
        occurred_at,
        coalesce(amount, 0) as amount,
        coalesce(returned, 0) as returned,
        coalesce(margin, 0) as margin,
        coalesce(amount, 0) >= 0 as is_purchase
    from mart.sales
    cross join measured
    where customer_no is not null
        and occurred_at < measured_at
),
orders as (
    select
        customer_hk,
        count(*) as orders,
        min(ordered_at) as first_order_at,
        max(ordered_at) as latest_order_at
    from (
        select customer_hk, order_hk, min(occurred_at) as ordered_at
        from lines
        where is_purchase
        group by customer_hk, order_hk
    ) as moments
    group by customer_hk
),
customers as (
    select
        customer_hk,
        customer_no,
        min(occurred_at) filter (is_purchase) as first_purchase_at,
        max(occurred_at) filter (is_purchase) as latest_purchase_at,
        count(*) filter (is_purchase) as lines,
        count(distinct product_hk) filter (is_purchase) as products,
        coalesce(sum(amount) filter (is_purchase), 0) as gross_amount,
        sum(margin) as margin,
        sum(returned) - coalesce(sum(amount) filter (not is_purchase), 0) as returned_amount
    from lines
    group by all
)
select
    customers.customer_hk,
    customer_no,
    first_purchase_at,
    latest_purchase_at,
    coalesce(orders.orders, 0) as orders,
    customers.lines,
    products,
    gross_amount,
    returned_amount,
    gross_amount - returned_amount as net_amount,
    margin,
    cast(gross_amount as double) / orders.orders as average_order_value,
    cast(returned_amount as double) / nullif(cast(gross_amount as double), 0) as returned_share,
    date_sub('day', first_purchase_at, measured_at) as customer_days,
    case
        when orders.orders > 1
            then epoch(orders.latest_order_at - orders.first_order_at) / 86400.0 / (orders.orders - 1)
    end as days_between_orders,
    case
        when first_purchase_at is not null
            then cast(gross_amount - returned_amount as double)
                / greatest(1, date_sub('day', first_purchase_at, measured_at) / 30.4375)
    end as net_amount_per_month
from customers
cross join measured
left join orders
    on orders.customer_hk = customers.customer_hk
