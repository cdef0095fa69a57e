-- How customers moved between segments from one snapshot to the next: a row per two snapshots and two segments between which
-- somebody moved, or in which somebody stayed.
--
-- Who has bought for the first time between the two comes from "(new)". Share: of those who were in the segment before.
with segments as (
    {segments}
),
steps as (
    select snapshot_at, lag(snapshot_at) over (order by snapshot_at) as before_at
    from (select distinct snapshot_at from segments) as moments
),
moved as (
    select
        steps.before_at as from_at,
        steps.snapshot_at as to_at,
        coalesce(before.segment, '(new)') as from_segment,
        segments.segment as to_segment,
        count(*) as customers
    from segments
    join steps
        on steps.snapshot_at = segments.snapshot_at
        and steps.before_at is not null
    left join segments as before
        on before.snapshot_at = steps.before_at
        and before.customer_hk = segments.customer_hk
    group by all
)
select
    from_at,
    to_at,
    from_segment,
    to_segment,
    customers,
    cast(customers as double) / sum(customers) over (partition by to_at, from_segment) as share,
    to_at = max(to_at) over () as is_latest
from moved
order by to_at, from_segment, to_segment
