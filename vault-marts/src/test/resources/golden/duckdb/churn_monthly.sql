-- How many customers are lost by calendar month, where no contract says that they are. One row per month from that of
-- the first purchase to that in which the data end.
--
-- A customer is active at a moment who has made a purchase in the 90 days before it, that moment excluded. So
-- activity begins with a purchase that none precedes by 90 days or less, and ends 90 days after one that
-- none follows by 90 days or less; the month in which it ends is the month of the loss. A month has its first
-- moment, and not that of the next.
--     new_customers  whose first purchase of all is in the month
--     reactivated    whose activity begins in the month, and who have bought before
--     churned        whose activity ends in the month
--     active_end     = active_start + new_customers + reactivated - churned
--     churn_rate     = churned / active_start
-- A month that is not over when the data end is counted as far as they go, and is not final: it has no rate yet. For a
-- month that begins less than 90 days after the first transaction, customers who bought before the data begin
-- are missing or look new: has_full_window is false.
--
-- Purchases are transactions whose amount is zero or more, of customers with a business key. The window has 31 days at
-- least, so nobody is lost twice in a month, and nobody who was not active at its start.
with measured as (
    select
        (select cast(max(occurred_at) as date) + interval 1 day from mart.sales) as data_end,
        (select cast(min(occurred_at) as date) from mart.sales) as data_start
),
purchases as (
    select
        customer_hk,
        occurred_at,
        data_end,
        lag(occurred_at) over by_customer as previous_at,
        lead(occurred_at) over by_customer as next_at
    from mart.sales
    cross join measured
    where customer_no is not null
        and occurred_at < data_end
        and coalesce(amount, 0) >= 0
    window by_customer as (partition by customer_hk order by occurred_at)
),
changes as (
    select
        date_trunc('month', occurred_at) as month,
        case when previous_at is null then 'new' else 'reactivated' end as change
    from purchases
    where previous_at is null or previous_at + interval 90 days < occurred_at
    union all
    select date_trunc('month', occurred_at + interval 90 days), 'churned'
    from purchases
    where (next_at is null or next_at > occurred_at + interval 90 days)
        and occurred_at + interval 90 days < data_end
),
months as (
    select unnest(generate_series(
        date_trunc('month', min(occurred_at)),
        date_trunc('month', max(data_end) - interval 1 microsecond),
        interval 1 month
    )) as month
    from purchases
),
counted as (
    select
        months.month,
        count(*) filter (changes.change = 'new') as new_customers,
        count(*) filter (changes.change = 'reactivated') as reactivated,
        count(*) filter (changes.change = 'churned') as churned
    from months
    left join changes
        on changes.month = months.month
    group by months.month
),
balanced as (
    select
        *,
        cast(sum(new_customers + reactivated - churned) over (order by month) as bigint) as active_end
    from counted
)
select
    cast(month as date) as month,
    active_end - new_customers - reactivated + churned as active_start,
    new_customers,
    reactivated,
    churned,
    active_end,
    case
        when month + interval 1 month <= data_end
            then cast(churned as double) / nullif(active_end - new_customers - reactivated + churned, 0)
    end as churn_rate,
    month + interval 1 month <= data_end as is_final,
    month - interval 90 days >= data_start as has_full_window
from balanced
cross join measured
