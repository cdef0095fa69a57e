-- Who buys again, by month of the first purchase (the cohort) and months since: the triangle of cohorts. One row per
-- cohort and month from the first to that in which the data end, months in which nobody of it bought included.
--
-- Purchases are transactions before the data end whose amount is zero or more, of customers with a business key. A month has
-- its first moment, and not that of the next; months are those of UTC.
--     customers   whose first purchase is in the cohort's month
--     active      who bought in the month
--     retention   = active / customers, from 0 to 1; NULL for the month in which the data end, unless it is over
--     revenue     the sum of the amounts of their purchases in the month
with measured as (
    select {at} as data_end
),
bought as (
    select
        customer_hk,
        date_trunc('month', occurred_at) as month,
        sum(coalesce(amount, 0)) as revenue
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < data_end
        and coalesce(amount, 0) >= 0
    group by all
),
since as (
    select
        *,
        min(month) over (partition by customer_hk) as cohort
    from bought
),
active as (
    select
        cohort,
        month,
        count(*) as active,
        sum(revenue) as revenue
    from since
    group by cohort, month
),
triangle as (
    select
        active.cohort,
        active.active as customers,
        unnest(generate_series(
            active.cohort,
            date_trunc('month', measured.data_end - interval 1 microsecond),
            interval 1 month
        )) as month
    from active
    cross join measured
    where active.cohort = active.month
)
select
    cast(triangle.cohort as date) as cohort,
    date_diff('month', triangle.cohort, triangle.month) as months_since,
    cast(triangle.month as date) as month,
    triangle.customers,
    coalesce(active.active, 0) as active,
    case
        when triangle.month + interval 1 month <= measured.data_end
            then cast(coalesce(active.active, 0) as double) / triangle.customers
    end as retention,
    coalesce(active.revenue, 0) as revenue,
    triangle.month + interval 1 month <= measured.data_end as is_final
from triangle
cross join measured
left join active
    on active.cohort = triangle.cohort
    and active.month = triangle.month
