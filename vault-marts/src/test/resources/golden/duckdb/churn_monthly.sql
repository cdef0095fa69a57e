-- How many customers are lost by calendar month. One row per month from that of the first who came to that in
-- which the data end.
--
-- A customer is active at a moment who has made a purchase in the window_days before it, that moment excluded. So
-- activity begins with a purchase that none precedes by window_days or less, and ends window_days after one that
-- none follows by window_days or less. Purchases are transactions whose amount is zero or more, of customers
-- with a business key. The window has 31 days at least, so nobody is lost twice in a month, and nobody who was
-- not active at its start.
--
-- A spell of activity begins and ends; the month in which it ends is the month of the loss. A month has its first moment,
-- and not that of the next.
--     new_customers  whose first spell begins in the month
--     reactivated    whose spell begins in the month, and who have been active before
--     churned        whose spell ends in the month
--     active_end     = active_start + new_customers + reactivated - churned
--     churn_rate     = those of active_start whose spell ends in the month / active_start
-- A month that is not over when the data end is counted as far as they go, and is not final: it has no rate yet.
-- has_full_window: whether the data begin before the month, and as long before it as a customer may be silent; else who
-- came before the data begin is missing, or looks new.
with
measured as (
    select
        (select cast(max(occurred_at) as date) + interval 1 day from mart.sales) as data_end,
        (select cast(min(occurred_at) as date) from mart.sales) as data_start,
        90 as window_days
),
purchases as (
    select
        customer_hk,
        occurred_at,
        window_days,
        lag(occurred_at) over by_customer as previous_at
    from mart.sales
    cross join measured
    where customer_no is not null
        and occurred_at < data_end
        and coalesce(amount, 0) >= 0
        and window_days is not null
    window by_customer as (partition by customer_hk order by occurred_at)
),
numbered as (
    select
        customer_hk,
        occurred_at,
        window_days,
        count(*) filter (previous_at is null or previous_at + to_days(window_days) < occurred_at)
            over (partition by customer_hk order by occurred_at) as spell
    from purchases
),
spells as (
    select
        customer_hk,
        spell,
        min(occurred_at) as started_at,
        max(occurred_at) + to_days(max(window_days)) as ends_at
    from numbered
    group by customer_hk, spell
),
grouped as (
    select
        spells.started_at,
        case when spells.ends_at < measured.data_end then spells.ends_at end as ended_at,
        spells.spell = 1 as is_first
    from spells
    cross join measured
),
changes as (
    select
        date_trunc('month', started_at) as month,
        case when is_first then 'new' else 'reactivated' end as change,
        false as was_active
    from grouped
    union all
    select
        date_trunc('month', ended_at),
        'churned',
        started_at < date_trunc('month', ended_at)
    from grouped
    where ended_at is not null
),
months as (
    select
        unnest(generate_series(
            date_trunc('month', min(started_at)),
            date_trunc('month', max(data_end) - interval 1 microsecond),
            interval 1 month
        )) as month
    from grouped
    cross join measured
),
counted as (
    select
        months.month,
        count(*) filter (changes.change = 'new') as new_customers,
        count(*) filter (changes.change = 'reactivated') as reactivated,
        count(*) filter (changes.change = 'churned') as churned,
        count(*) filter (changes.change = 'churned' and changes.was_active) as churned_of_active
    from months
    left join changes
        on changes.month = months.month
    group by  months.month
),
balanced as (
    select
        *,
        cast(sum(new_customers + reactivated - churned) over ( order by month) as bigint) as active_end
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
            then cast(churned_of_active as double) / nullif(active_end - new_customers - reactivated + churned, 0)
    end as churn_rate,
    month + interval 1 month <= data_end as is_final,
    month - to_days(coalesce(window_days, 0)) >= data_start as has_full_window,
    window_days
from balanced
cross join measured
