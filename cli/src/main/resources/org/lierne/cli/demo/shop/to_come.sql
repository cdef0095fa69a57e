-- The five customers from whom most is expected within a year, by what they have bought so far, and how probable it is that they
-- buy nothing for a while. Without a model, nobody.
select
    future.customer_id,
    value.orders,
    value.net_amount,
    100 * future.probability_alive as percent_alive,
    future.expected_purchases,
    future.expected_value,
    100 * risk.churn_probability as percent_lost,
    risk.window_days
from mart.customer_future as future
join mart.customer_value as value
    on value.customer_id = future.customer_id
left join mart.churn_risk as risk
    on risk.customer_id = future.customer_id
where future.expected_value is not null
order by future.expected_value desc, future.customer_id
limit 5
