-- How customers moved between segments from one snapshot to the next: a row per two snapshots and two segments between which
-- somebody moved, or in which somebody stayed.
--
-- Who has bought for the first time between the two comes from "(new)". Share: of those who were in the segment before.
with segments as (
    -- The segment of each customer at each snapshot: recency, frequency and monetary value of what had happened by then, scored
    -- against all customers of then. One row per customer and snapshot, from the customer's first transaction on.
    --
    -- An order counts from its first line on. Snapshots before which nothing had happened are left out, and so are those after the
    -- moment of measuring; of the others the latest 600 count. At one and the same moment this is what rfm.sql gives.
    with measured as (
        select (select cast(max(occurred_at) as date) + interval 1 day from mart.purchases) as measured_at
    ),
    dates as (
        select unnest(generate_series(
            date_trunc('month', first_at) + interval 1 month,
            measured_at,
            interval 1 month
        )) as snapshot_at
        from (select min(occurred_at) as first_at from mart.purchases) as begun
        cross join measured
    ),
    snapshots as (
        select snapshot_at
        from dates
        order by snapshot_at desc
        limit 600
    ),
    lines as (
        select
            customer_hk,
            customer_no,
            occurred_at,
            coalesce(amount, 0) as amount,
            row_number() over (partition by customer_hk, order_hk order by occurred_at) = 1 as is_order
        from mart.purchases
        cross join measured
        where customer_no is not null
            and occurred_at < measured_at
    ),
    -- What happened between the snapshot before and this one.
    happened as (
        select
            snapshots.snapshot_at,
            lines.customer_hk,
            customer_no,
            max(lines.occurred_at) as latest_at,
            count(*) filter (lines.is_order) as orders,
            sum(lines.amount) as amount
        from lines
        asof join snapshots
            on lines.occurred_at < snapshots.snapshot_at
        group by all
    ),
    customers as (
        select customer_hk, customer_no, min(snapshot_at) as first_at
        from happened
        group by all
    ),
    so_far as (
        select
            snapshots.snapshot_at,
            customers.customer_hk,
            customers.customer_no,
            max(happened.latest_at) over until_then as latest_at,
            coalesce(sum(happened.orders) over until_then, 0) as frequency,
            coalesce(sum(happened.amount) over until_then, 0) as monetary
        from customers
        join snapshots
            on snapshots.snapshot_at >= customers.first_at
        left join happened
            on happened.customer_hk = customers.customer_hk
            and happened.snapshot_at = snapshots.snapshot_at
        window until_then as (
            partition by customers.customer_hk order by snapshots.snapshot_at
            rows between unbounded preceding and current row
        )
    ),
    ranked as (
        select
            *,
            date_sub('day', latest_at, snapshot_at) as recency_days,
            row_number() over (partition by snapshot_at order by frequency, customer_no) as frequency_rank
        from so_far
    ),
    edges as (
        select
            snapshot_at,
            quantile_cont(recency_days, [1 / 5.0, 2 / 5.0, 3 / 5.0, 4 / 5.0]) as recency,
            quantile_cont(frequency_rank, [1 / 5.0, 2 / 5.0, 3 / 5.0, 4 / 5.0]) as frequency,
            quantile_cont(cast(monetary as double), [1 / 5.0, 2 / 5.0, 3 / 5.0, 4 / 5.0]) as monetary
        from ranked
        group by snapshot_at
    ),
    scored as (
        select
            ranked.*,
            5 - len(list_filter(edges.recency, lambda edge: ranked.recency_days > edge)) as r_score,
            1 + len(list_filter(edges.frequency, lambda edge: ranked.frequency_rank > edge)) as f_score,
            1 + len(list_filter(edges.monetary, lambda edge: ranked.monetary > edge)) as m_score
        from ranked
        join edges
            on edges.snapshot_at = ranked.snapshot_at
    )
    select
        snapshot_at,
        customer_hk,
        case
            when r_score <= 2 and f_score <= 2 then 'hibernating'
            when r_score <= 2 and f_score <= 4 then 'at_risk'
            when r_score <= 2 then 'cant_lose'
            when r_score = 3 and f_score <= 2 then 'about_to_sleep'
            when r_score = 3 and f_score = 3 then 'need_attention'
            when r_score <= 4 and f_score >= 4 then 'loyal'
            when r_score = 4 and f_score = 1 then 'promising'
            when r_score = 5 and f_score = 1 then 'new'
            when f_score <= 3 then 'potential_loyalist'
            else 'champions'
        end as segment
    from scored
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
