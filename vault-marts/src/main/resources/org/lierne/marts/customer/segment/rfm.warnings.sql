-- What scores cannot tell: they compare customers, and tell nothing where these are few or alike.
with customers as (
    select
        count(*) as customers,
        count(distinct recency_days) as recencies,
        count(distinct frequency) as frequencies,
        count(distinct monetary) as amounts,
        count(*) filter (monetary < 0) as negative,
        count(*) filter (frequency = 1) as once
    from {mart}
)
select 'No customer has a transaction before the moment of measuring, so there is nobody to score.' as warning
from customers
where customers = 0
union all
select 'There is one customer only. Scores compare customers, so they mean nothing yet.'
from customers
where customers = 1
union all
select 'There are ' || customers || ' customers for {scores} groups, so some scores are given to nobody.'
from customers
where customers > 1 and customers < {scores}
union all
select 'All customers bought last on the same number of days ago, so recency tells none apart.'
from customers
where customers > 1 and recencies = 1
union all
select 'All customers have the same number of orders, so frequency tells none apart{by_rank}.'
from customers
where customers > 1 and frequencies = 1
union all
select 'All customers have spent the same, so money tells none apart.'
from customers
where customers > 1 and amounts = 1
union all
select
    round(100 * once / customers) || ' % of customers have bought once. Frequency is scored by rank, so among them the score follows'
        || ' the business key alone.'
from customers
where '{by_rank}' <> '' and frequencies > 1 and once > customers / {scores}
union all
select
    case when negative = 1 then '1 customer has' else negative || ' customers have' end
        || ' a monetary value below zero: more was taken back than bought.'
from customers
where negative > 0
