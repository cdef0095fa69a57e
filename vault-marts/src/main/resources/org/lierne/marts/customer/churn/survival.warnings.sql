-- What the curve cannot tell.
with ends as (
    select
        count(*) as days,
        coalesce(sum(lost), 0) as lost,
        coalesce(max(day), 0) as longest
    from {mart}
)
select '{nobody}, so there is no curve.' as warning
from ends
where days = 0
union all
select 'Nobody has been lost so far, so the curve is flat.'
from ends
where days > 0 and lost = 0
union all
select 'Nobody has been seen for longer than ' || longest || ' days: what comes after is not known.'
from ends
where days > 0
