-- Customers parted by the order of their hash keys, so that the transactions of each part fit into memory: one row per part, with the
-- key behind which it begins and the last that it has; NULL for no limit.
--
-- Customers are needed up to a key until which, by what is known now, so many as {needed} were active at the moment. Those are parted
-- evenly, and those after them, too; {lines} transactions are in a part at most, and one customer's more.
with customers as (
    select
        customer_hk,
        count(*) as lines,
        coalesce(bool_or(
            coalesce(amount, 0) >= 0 and occurred_at < {moment} and occurred_at >= {moment} - to_days({window})
        ), false) as is_active
    from {transactions}
    where {key_present}
    group by customer_hk
),
placed as (
    select
        customer_hk,
        sum(lines) over up_to_here as place,
        sum(cast(is_active as integer)) over up_to_here - cast(is_active as integer) >= {needed} as is_after
    from customers
    window up_to_here as (order by customer_hk rows between unbounded preceding and current row)
),
parted as (
    select
        customer_hk,
        is_after,
        place,
        coalesce(max(case when not is_after then place end) over (), 0) as needed_lines
    from placed
),
numbered as (
    select
        customer_hk,
        is_after,
        case
            when is_after then (place - needed_lines - 1) // {lines}
            else floor((place - 1) * ceil(needed_lines / {lines}) / needed_lines)
        end as part
    from parted
),
ends as (
    select max(customer_hk) as last_hk
    from numbered
    group by is_after, part
)
select
    row_number() over (order by last_hk) as number,
    lag(last_hk) over (order by last_hk) as after_hk,
    case when lead(last_hk) over (order by last_hk) is not null then last_hk end as last_hk
from ends
