-- Which customers make up most of the value: one row per customer, from who is worth most to who is worth least.
--
-- The curve: customer_share is the part of customers that is reached with this one, value_share the part of all value. A value
-- below zero counts as nothing, so that shares grow from 0 to 1. A customer is in the first group that was not full before: the
-- group up to 80 % has the fewest customers who make up 80 %. Amounts are summed in their own type, so money adds up exactly.
with customers as (
    select
        customer_hk,
        customer_no,
        net_amount as "value",
        greatest(0, coalesce(net_amount, 0)) as counted
    from mart.customer_value
),
ranked as (
    select
        *,
        row_number() over by_value as value_rank,
        count(*) over () as customers,
        sum(counted) over () as total,
        sum(counted) over (by_value rows between unbounded preceding and current row) as so_far
    from customers
    window by_value as (order by counted desc, "value" desc nulls last, customer_no)
)
select
    customer_hk,
    customer_no,
    "value",
    value_rank,
    cast(value_rank as double) / customers as customer_share,
    case when total > 0 then least(1, cast(so_far as double) / cast(total as double)) end as value_share,
    case
        when total is null or total = 0 then null
        when so_far - counted < 0.8 * total and counted > 0 then 'A'
        when so_far - counted < 0.95 * total and counted > 0 then 'B'
        else 'C'
    end as value_group
from ranked
