-- What the rates cannot tell.
with months as (
    select
        count(distinct month) as months,
        count(distinct month) filter (not has_full_window) as young,
        count(*) filter (not is_final) as open,
        count(churn_rate) as rates
    from {mart}
)
select '{nobody}, so there is no month to count.' as warning
from months
where months = 0
union all
select
    'The first ' || case when young = 1 then 'month begins' else young || ' months begin' end
        || ' too soon after the data: customers from before are missing or look new.'
from months
where young > 0
union all
select 'The last month is not over, so it has no rate yet.'
from months
where open > 0
union all
select 'Not one month has a rate: the data are too short{for_the_window}.'
from months
where months > 0 and rates = 0
