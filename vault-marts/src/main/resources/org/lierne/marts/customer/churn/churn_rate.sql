-- How many customers are lost by calendar month{by_groups}. One row per month from that of the first who came to that in
-- which the data end{of_each_group}.
--
{what_activity_is}
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
{what_groups_are}
with
{activity},
grouped as (
    select
        {grouped}
        spells.started_at,
        case when spells.ends_at < measured.data_end then spells.ends_at end as ended_at,
        spells.spell = 1 as is_first
    from spells
    cross join measured
    {joins}
),
changes as (
    select
        {groups}
        date_trunc('month', started_at) as month,
        case when is_first then 'new' else 'reactivated' end as change,
        false as was_active
    from grouped
    union all
    select
        {groups}
        date_trunc('month', ended_at),
        'churned',
        started_at < date_trunc('month', ended_at)
    from grouped
    where ended_at is not null
),
months as (
    select
        {groups}
        unnest(generate_series(
            date_trunc('month', min(started_at)),
            date_trunc('month', max(data_end) - interval 1 microsecond),
            interval 1 month
        )) as month
    from grouped
    cross join measured
    {group_by}
),
counted as (
    select
        {months_groups}
        months.month,
        count(*) filter (changes.change = 'new') as new_customers,
        count(*) filter (changes.change = 'reactivated') as reactivated,
        count(*) filter (changes.change = 'churned') as churned,
        count(*) filter (changes.change = 'churned' and changes.was_active) as churned_of_active
    from months
    left join changes
        on changes.month = months.month
        {and_same_groups}
    group by {months_groups} months.month
),
balanced as (
    select
        *,
        cast(sum(new_customers + reactivated - churned) over ({partition_by} order by month) as bigint) as active_end
    from counted
)
select
    {groups}
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
