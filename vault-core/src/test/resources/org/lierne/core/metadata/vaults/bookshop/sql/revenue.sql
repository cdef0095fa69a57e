select cast(sold_at as date) as day, sum(amount) as revenue
from mart.purchases
group by day
