-- What customers are worth: a row per fifth of the customers by net revenue, the best first. Orders per customer, net
-- revenue, its share of all in percent, margin in percent of net revenue, returns in percent of gross revenue.
with customers as (
    select *, ntile(5) over (order by net_amount desc, customer_id) as fifth
    from mart.customer_value
)
select case fifth when 1 then 'best fifth' when 5 then 'last fifth' else 'fifth ' || fifth end
           || ' (' || count(*) || ')' as who,
       avg(orders) as orders_each,
       sum(net_amount) as net,
       100 * sum(net_amount)::double / sum(sum(net_amount)) over () as net_percent,
       100 * sum(margin)::double / nullif(sum(net_amount), 0) as margin_percent,
       100 * sum(returned_amount)::double / nullif(sum(gross_amount), 0) as returned_percent
from customers
group by fifth
order by fifth
