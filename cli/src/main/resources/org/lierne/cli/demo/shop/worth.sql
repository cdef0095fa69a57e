-- What customers are worth: a row per fifth of the customers by net revenue, then a row for each of the five customers
-- who are worth most. Orders per customer, net revenue, its share of all in percent, margin in percent of net revenue,
-- returns in percent of gross revenue, and for a fifth its number.
with customers as (
    select *, ntile(5) over (order by net_amount desc, customer_id) as fifth
    from mart.customer_value
),
fifths as (
    select fifth,
           count(*) as customers,
           avg(orders) as orders_each,
           sum(net_amount) as net,
           sum(margin) as margin,
           sum(returned_amount) as returned,
           sum(gross_amount) as gross
    from customers
    group by fifth
),
rows as (
    select fifth as place,
           fifth,
           case fifth when 1 then 'best fifth' when 5 then 'last fifth' else 'fifth ' || fifth end
               || ' (' || customers || ')' as who,
           orders_each, net, margin, returned, gross
    from fifths
    union all
    select 5 + row_number() over (order by net_amount desc, customer_id),
           null,
           'customer ' || customer_id,
           orders, net_amount, margin, returned_amount, gross_amount
    from customers
    order by 1
    limit 10
)
select who,
       orders_each,
       net,
       100 * net::double / (select sum(net_amount) from customers) as net_percent,
       100 * margin::double / nullif(net, 0) as margin_percent,
       100 * returned::double / nullif(gross, 0) as returned_percent,
       fifth
from rows
order by place
