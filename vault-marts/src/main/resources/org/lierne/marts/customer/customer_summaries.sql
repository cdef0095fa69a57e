-- What models of buying need to know of each customer: one row per customer with a purchase before the moment of measuring.
--
-- A purchase is a day on which the customer's lines add up to more than nothing; several orders of one day are one purchase.
-- Ages are in days, to the day: from the first purchase to the last, and from the first to the moment of measuring.
with measured as (
    select {at} as measured_at
),
days as (
    select customer_hk, cast(occurred_at as date) as day, sum(amount) as amount
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < measured_at
    group by all
    having sum(amount) > 0
)
select
    customer_hk,
    count(*) - 1 as repeat_purchases,
    cast(date_diff('day', min(day), max(day)) as double) as last_purchase_age,
    cast(date_diff('day', min(day), cast(max(measured_at) as date)) as double) as customer_age
from days
cross join measured
group by customer_hk
