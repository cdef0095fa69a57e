-- What was sold by day (UTC) of the order and channel, cancelled orders left out: orders; revenue, what was taken back of
-- it, and what is left (EUR); and the margin of what is left, at the cost of the day of the order.
select
    cast(ordered_at as date) as day,
    channel,
    count(distinct order_hk) as orders,
    sum(quantity) as items,
    sum(amount) as revenue,
    sum(returned_amount) as returned,
    sum(amount - returned_amount) as net_revenue,
    sum(margin) as margin
from mart.fact_order_line
group by day, channel
