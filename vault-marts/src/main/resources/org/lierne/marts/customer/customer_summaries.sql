-- What models of buying need to know of each customer: one row per customer with a purchase before the moment of measuring.
--
-- A purchase is a day on which the customer's lines add up to more than nothing; several orders of one day are one purchase.
-- Amounts that are infinite or no number are left out.
-- Ages are in days, to the day: from the first purchase to the last, and from the first to the moment of measuring. The mean
-- value is that of purchases after the first. What is called former is the same as it was when two thirds of the days had
-- passed that all purchases lie in, and NULL for who came later.
with measured as (
    select cast({at} as date) as measured_on
),
days as (
    select customer_hk, cast(occurred_at as date) as day, sum(amount) as amount
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < measured_on
        and isfinite(cast(amount as double))
    group by all
    having sum(amount) > 0
),
divided as (
    select
        measured_on,
        min(day) + cast(floor(date_diff('day', min(day), measured_on) * 2 / 3) as integer) as divided_on
    from days
    cross join measured
    group by measured_on
),
customers as (
    select
        customer_hk,
        measured_on,
        divided_on,
        min(day) as first_day,
        max(day) as last_day,
        count(*) - 1 as repeats,
        arg_min(amount, day) as first_amount,
        sum(amount) as amount,
        count(*) filter (day < divided_on) - 1 as former_repeats,
        max(day) filter (day < divided_on) as former_last_day
    from days
    cross join divided
    group by customer_hk, measured_on, divided_on
)
select
    customer_hk,
    cast(repeats as integer) as repeats,
    cast(date_diff('day', first_day, last_day) as double) as recency,
    cast(date_diff('day', first_day, measured_on) as double) as age,
    case when repeats > 0 then cast(amount - first_amount as double) / repeats end as mean_value,
    cast(case when former_repeats >= 0 then former_repeats end as integer) as former_repeats,
    cast(date_diff('day', first_day, former_last_day) as double) as former_recency,
    cast(case when former_repeats >= 0 then date_diff('day', first_day, divided_on) end as double) as former_age
from customers
