-- What was known of each customer at a moment: one row per customer who was active then. Only transactions before the moment
-- are read, of the mart as it was known then; so what came later, or was learnt later, is not in it.
--
-- A customer is active who has made a purchase within the window of {window} days before the moment. Purchases are transactions
-- whose amount is zero or more, of customers with a business key; others are returns. An order's moment is that of its first
-- purchase. Amounts and counts are taken by their natural logarithm (ln), those that may be 0 with one added.
--     recency          days since the latest order
--     tenure           days since the first order
--     orders           ln of the orders
--     overdue          recency by the mean days between the customer's orders, 10 at most: how many orders were to be expected in this
--                      silence; 0 for a customer with one order
--     recent_orders    ln of 1 and the orders in the window
--     earlier_orders   ln of 1 and the orders in the window before
--     order_value      ln of 1 and the mean value of an order, in the currency of the amounts
--     recent_spend     ln of 1 and what was spent in the window
--     basket           ln of the mean number of lines of an order
--     returned         what came back by what was bought, from 0 to 1
with lines as (
    select
        customer_hk,
        order_hk,
        occurred_at,
        cast(coalesce(amount, 0) as double) as amount,
        {returned} as returned
    from {transactions}
    where {key_present}
        and occurred_at < {moment}
),
orders as (
    select
        customer_hk,
        order_hk,
        min(occurred_at) filter (amount >= 0) as ordered_at,
        count(*) filter (amount >= 0) as lines,
        coalesce(sum(amount) filter (amount >= 0), 0) as bought,
        coalesce(-sum(amount) filter (amount < 0), 0) + sum(returned) as returned
    from lines
    group by customer_hk, order_hk
),
customers as (
    select
        customer_hk,
        epoch({moment} - max(ordered_at)) / 86400.0 as recency,
        epoch({moment} - min(ordered_at)) / 86400.0 as tenure,
        count(ordered_at) as orders,
        count(*) filter (ordered_at >= {moment} - to_days({window})) as recent_orders,
        count(*) filter (
            ordered_at >= {moment} - to_days({window} * 2) and ordered_at < {moment} - to_days({window})
        ) as earlier_orders,
        sum(bought) as bought,
        coalesce(sum(bought) filter (ordered_at >= {moment} - to_days({window})), 0) as recent_spend,
        sum(lines) as lines,
        sum(returned) as returned
    from orders
    group by customer_hk
    having max(ordered_at) >= {moment} - to_days({window})
)
select
    customer_hk,
    recency,
    tenure,
    ln(orders) as orders,
    case when tenure > recency then least(10, recency * (orders - 1) / (tenure - recency)) else 0 end as overdue,
    ln(1 + recent_orders) as recent_orders,
    ln(1 + earlier_orders) as earlier_orders,
    ln(1 + bought / orders) as order_value,
    ln(1 + recent_spend) as recent_spend,
    ln(lines / orders) as basket,
    case when bought > 0 then least(1, greatest(0, returned) / bought) else 0 end as returned
from customers
order by customer_hk
{limit}
