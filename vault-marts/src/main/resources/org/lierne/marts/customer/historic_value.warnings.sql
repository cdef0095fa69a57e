-- What the value so far cannot tell.
with customers as (
    select
        count(*) as customers,
        count(*) filter (orders = 0) as only_returned,
        count(*) filter (net_amount < 0) as negative,
        count(*) filter (orders > 1) as again
    from {mart}
)
select 'No customer has bought or returned anything before the moment of measuring.' as warning
from customers
where customers = 0
union all
select
    case when only_returned = 1 then '1 customer has' else only_returned || ' customers have' end
        || ' only returned: what was bought lies before the data, or has no customer.'
from customers
where only_returned > 0
union all
select
    case when negative = 1 then '1 customer is' else negative || ' customers are' end
        || ' worth less than nothing so far: more was taken back than bought.'
from customers
where negative > 0
union all
select 'Nobody has ordered twice, so days_between_orders is empty.'
from customers
where customers > 0 and again = 0
