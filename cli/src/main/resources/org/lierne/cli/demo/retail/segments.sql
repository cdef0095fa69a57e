-- Customers and revenue per segment, the most valuable first.
select segment,
       count(*) as customers,
       (100 * sum(monetary) / sum(sum(monetary)) over ())::decimal(5, 1) as revenue_percent
from mart.customer_rfm
group by segment
order by sum(monetary) desc, segment
