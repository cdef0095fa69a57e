-- What the shares cannot tell.
with customers as (
    select
        count(*) as customers,
        count(*) filter ("value" < 0) as negative,
        count(*) filter ("value" is null) as missing,
        count(value_share) as shares,
        count(distinct "value") as different
    from {mart}
)
select 'There are no customers, so there is no value to share.' as warning
from customers
where customers = 0
union all
select 'There is one customer only, who makes up all of the value.'
from customers
where customers = 1 and shares > 0
union all
select 'Nobody is worth more than nothing, so there are no shares, and no groups.'
from customers
where customers > 0 and shares = 0
union all
select 'All customers are worth the same, so the groups follow the business key alone.'
from customers
where customers > 1 and different = 1 and shares > 0
union all
select
    case when negative = 1 then '1 customer is' else negative || ' customers are' end
        || ' worth less than nothing, and counted as nothing: more was taken back than bought.'
from customers
where negative > 0
union all
select
    case when missing = 1 then '1 customer has' else missing || ' customers have' end
        || ' no value, which counts as nothing.'
from customers
where missing > 0
