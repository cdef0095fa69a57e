-- How unevenly value is spread: one row per group of mart.customer_groups, from the one with the customers who are worth most.
--
-- The Gini coefficient is that of all customers, the same in every row: with values x from the least to the greatest,
-- (2 * sum(i * x_i) / sum(x) - (n + 1)) / n. 0: all are worth the same; near 1: a few are worth all. Values below zero
-- count as nothing.
with customers as (
    select
        value_group,
        value_rank,
        greatest(0, coalesce("value", 0)) as counted,
        count(*) over () as customers,
        sum(greatest(0, coalesce("value", 0))) over () as total
    from mart.customer_groups
),
spread as (
    select
        case
            when max(total) > 0
                then greatest(0, (2 * sum((customers + 1 - value_rank) * cast(counted as double)) / max(cast(total as double)) - (max(customers) + 1)) / max(customers))
        end as gini
    from customers
)
select
    value_group,
    count(*) as customers,
    cast(count(*) as double) / max(customers.customers) as customer_share,
    sum(counted) as "value",
    case when max(total) > 0 then cast(sum(counted) as double) / cast(max(total) as double) end as value_share,
    min(counted) as least_value,
    max(counted) as most_value,
    max(gini) as gini
from customers
cross join spread
group by value_group
order by min(value_rank)
