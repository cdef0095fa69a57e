-- The five customers who are worth most, with their net revenue.
select customer_id, net_amount
from mart.customer_value
order by net_amount desc, customer_id
limit 5
