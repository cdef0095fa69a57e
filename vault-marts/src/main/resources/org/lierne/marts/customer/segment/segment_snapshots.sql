-- The segment of each customer at each snapshot: recency, frequency and monetary value of what had happened by then, scored
-- against all customers of then. One row per customer and snapshot, from the customer's first transaction on.
--
-- An order counts from its first line on. Snapshots before which nothing had happened are left out, and so are those after the
-- moment of measuring; of the others the latest {most} count. At one and the same moment this is what rfm.sql gives.
with measured as (
    select {at} as measured_at
),
dates as (
    {snapshots}
),
snapshots as (
    select snapshot_at
    from dates
    order by snapshot_at desc
    limit {most}
),
lines as (
    select
        customer_hk,
        {key},
        occurred_at,
        coalesce(amount, 0) as amount,
        row_number() over (partition by customer_hk, order_hk order by occurred_at) = 1 as is_order
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < measured_at
),
-- What happened between the snapshot before and this one.
happened as (
    select
        snapshots.snapshot_at,
        lines.customer_hk,
        {key_names},
        max(lines.occurred_at) as latest_at,
        count(*) filter (lines.is_order) as orders,
        sum(lines.amount) as amount
    from lines
    asof join snapshots
        on lines.occurred_at < snapshots.snapshot_at
    group by all
),
customers as (
    select customer_hk, {key_names}, min(snapshot_at) as first_at
    from happened
    group by all
),
so_far as (
    select
        snapshots.snapshot_at,
        customers.customer_hk,
        {customers_key_names},
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
        row_number() over (partition by snapshot_at order by frequency, {key_names}) as frequency_rank
    from so_far
),
edges as (
    select
        snapshot_at,
        {recency_edges} as recency,
        {frequency_edges} as frequency,
        {monetary_edges} as monetary
    from ranked
    group by snapshot_at
),
scored as (
    select
        ranked.*,
        {scores} - len(list_filter(edges.recency, lambda edge: ranked.recency_days > edge)) as r_score,
        1 + len(list_filter(edges.frequency, lambda edge: ranked.{frequency_scored} > edge)) as f_score,
        1 + len(list_filter(edges.monetary, lambda edge: ranked.monetary > edge)) as m_score
    from ranked
    join edges
        on edges.snapshot_at = ranked.snapshot_at
)
select
    snapshot_at,
    customer_hk,
    {segment} as segment
from scored
