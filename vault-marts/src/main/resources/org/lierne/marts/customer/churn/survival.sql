-- For how long customers stay{by_groups}: the share of those who are not lost yet, by whole days since they came
-- (Kaplan and Meier, Nonparametric estimation from incomplete observations, JASA 53, 1958). One row per day on which
-- anybody was lost or is last seen, and day 0{of_each_group}.
--
{what_activity_is}
--
-- Each customer counts once, with the first spell of activity: from its beginning to its end, or, if it has not ended
-- when the data end, to there (censored). Who is lost on a day was at risk on it, and so was who is last seen on it.
--     survival        the product over the days so far of 1 - lost / at_risk
--     standard_error  survival * sqrt(v), v = the sum over the days so far of lost / (at_risk * (at_risk - lost))
--                     (Greenwood, The natural duration of cancer, 1926); NULL once nobody is left
--     lower, upper    95 % confidence on the scale log(-log(survival)): survival ^ exp(+-z * sqrt(v) / log(survival))
--                     (Kalbfleisch and Prentice, The statistical analysis of failure time data, 1980, section 1.3), so that
--                     both lie within 0 and 1; 1 while nobody is lost, NULL once nobody is left
{what_groups_are}
with
{activity},
customers as (
    select
        {grouped}
        date_sub(
            'day',
            spells.started_at,
            case when spells.ends_at < measured.data_end then spells.ends_at else measured.data_end end
        ) as day,
        spells.ends_at < measured.data_end as is_lost
    from spells
    cross join measured
    {joins}
    where spells.spell = 1
),
days as (
    select
        {groups}
        day,
        count(*) filter (is_lost) as lost,
        count(*) filter (not is_lost) as censored
    from customers
    group by {groups} day
    union all
    select distinct
        {groups}
        0,
        0,
        0
    from customers
),
counted as (
    select
        {groups}
        day,
        cast(sum(lost) as bigint) as lost,
        cast(sum(censored) as bigint) as censored
    from days
    group by {groups} day
),
at_risk as (
    select
        *,
        cast(sum(lost + censored) over (
            {partition_by}
            order by day
            rows between current row and unbounded following
        ) as bigint) as at_risk
    from counted
),
estimated as (
    select
        *,
        bool_or(lost = at_risk) over so_far as nobody_is_left,
        exp(sum(ln(1 - lost / nullif(cast(at_risk as double), lost))) over so_far) as product,
        coalesce(sum(cast(lost as double) / nullif(cast(at_risk as double) * (at_risk - lost), 0)) over so_far, 0) as variance
    from at_risk
    window so_far as ({partition_by} order by day)
),
shown as (
    select
        *,
        case when nobody_is_left then 0.0 else coalesce(product, 1.0) end as survival
    from estimated
)
select
    {groups}
    day,
    at_risk,
    lost,
    censored,
    survival,
    case when survival > 0 then survival * sqrt(variance) end as standard_error,
    case
        when survival = 1 then 1.0
        when survival > 0 then pow(survival, exp(-1.959963984540054 * sqrt(variance) / ln(survival)))
    end as lower,
    case
        when survival = 1 then 1.0
        when survival > 0 then pow(survival, exp(1.959963984540054 * sqrt(variance) / ln(survival)))
    end as upper
from shown
