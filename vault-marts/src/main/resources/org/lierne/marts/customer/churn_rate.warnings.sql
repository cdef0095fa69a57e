-- What the rates cannot tell.
with months as (
    select
        count(*) as months,
        count(*) filter (not has_full_window) as young,
        count(*) filter (not is_final) as open,
        count(churn_rate) as rates
    from {mart}
)
select 'No customer with a business key has bought anything, so there is no month to count.' as warning
from months
where months = 0
union all
select
    'The first ' || case when young = 1 then 'month begins' else young || ' months begin' end
        || ' less than {window} days after the first transaction: customers from before the data are missing or look new.'
from months
where young > 0
union all
select 'The last month is not over, so it has no rate yet.'
from months
where open > 0
union all
select 'Not one month has a rate: the data are too short for a window of {window} days.'
from months
where months > 0 and rates = 0
