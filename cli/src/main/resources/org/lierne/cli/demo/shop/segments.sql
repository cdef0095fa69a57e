-- Customers per segment: how many, the median of days since they last bought, orders per customer, and their share of
-- revenue in percent. The most valuable first.
select segment,
       count(*) as customers,
       median(recency_days) as recency_days,
       avg(frequency) as orders_each,
       100 * sum(monetary)::double / sum(sum(monetary)) over () as revenue_percent
from mart.customer_rfm
group by segment
order by revenue_percent desc, segment
