-- Month by month: orders, revenue before returns and its change to the month before in percent, customers who are active
-- at its start, won, won back and lost, and the rate of those who are lost in percent. A month has a full window if the
-- data begin 90 days before it, and is final if it was over when they ended.
with months as (
    select date_trunc('month', occurred_at)::date as month,
           count(distinct order_hk) as orders,
           sum(amount) as revenue
    from mart.purchases
    where occurred_at is not null
    group by month
)
select strftime(months.month, '%Y-%m') as month,
       months.orders,
       months.revenue,
       100 * (months.revenue::double / lag(months.revenue) over (order by months.month) - 1) as change_percent,
       churn.active_start,
       churn.new_customers,
       churn.reactivated,
       churn.churned,
       100 * churn.churn_rate as churn_percent,
       churn.has_full_window,
       churn.is_final
from months
left join mart.churn_monthly as churn on churn.month = months.month
order by months.month
