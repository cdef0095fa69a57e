-- Lines whose date cannot be.
with misdated as (
    select
        misdated_at,
        misdated_at > coalesce(
            (select max(occurred_at) from {mart}),
            (select max(started_at) from audit.run) - interval 50 years
        ) as is_late
    from {mart}
    where misdated_at is not null
),
counted as (
    select
        is_late,
        count(*) as lines,
        case
            when is_late then 'dated later than what was loaded can be, '
                || case when count(*) = 1 then '' else 'the latest ' end || strftime(max(misdated_at), '%Y-%m-%d')
            else 'dated more than 50 years before what was loaded, '
                || case when count(*) = 1 then '' else 'the earliest ' end || strftime(min(misdated_at), '%Y-%m-%d')
        end as how
    from misdated
    group by is_late
)
select
    case when lines = 1
        then '1 transaction is ' || how || '. It has no moment here, and no analysis counts it; misdated_at says which it is.'
            || ' Mend the date in the source, or leave it out by "where".'
        else lines || ' transactions are ' || how || '. They have no moment here, and no analysis counts them; misdated_at says'
            || ' which they are. Mend the dates in the source, or leave them out by "where".'
    end as warning
from counted
order by is_late desc
