-- The calendar from the first order to the last, a row per day (UTC). Weeks are those of ISO 8601: they begin on Monday, and
-- belong to the year that their Thursday is in, so 2024-12-30 is in week 1 of 2025.
with days as (
    select unnest(generate_series(
        cast(min(ordered_at) as date),
        cast(max(ordered_at) as date),
        interval 1 day
    )) as moment
    from raw_vault.sat_order_details_current
)
select
    cast(moment as date) as day,
    year(moment) as year,
    quarter(moment) as quarter,
    month(moment) as month,
    monthname(moment) as month_name,
    cast(date_trunc('month', moment) as date) as month_start,
    isoyear(moment) as iso_year,
    week(moment) as iso_week,
    day(moment) as day_of_month,
    isodow(moment) as weekday,
    dayname(moment) as weekday_name,
    isodow(moment) >= 6 as is_weekend
from days
