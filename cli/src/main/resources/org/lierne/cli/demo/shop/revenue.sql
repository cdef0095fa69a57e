-- Revenue by month: customers who bought, orders, revenue before returns, and its change to the month before in percent.
-- The change is NULL for the first month, and for one that is not over.
with months as (
    select date_trunc('month', occurred_at)::date as month,
           count(distinct customer_id) as customers,
           count(distinct order_hk) as orders,
           sum(amount) as revenue
    from mart.purchases
    where occurred_at is not null
    group by month
)
select strftime(months.month, '%Y-%m') as month,
       months.customers,
       months.orders,
       months.revenue,
       case
           when churn.is_final
               then 100 * (months.revenue::double / lag(months.revenue) over (order by months.month) - 1)
       end as change_percent
from months
left join mart.churn_monthly as churn on churn.month = months.month
order by months.month
