-- Customers won and lost by month; the rate in percent.
select strftime(month, '%Y-%m') as month,
       active_start,
       new_customers,
       reactivated,
       churned,
       active_end,
       100 * churn_rate as churn_percent,
       has_full_window,
       is_final
from mart.churn_monthly
order by churn_monthly.month
