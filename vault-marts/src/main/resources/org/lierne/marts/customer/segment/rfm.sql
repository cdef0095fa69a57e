-- Recency, frequency and monetary value of each customer, scored by quantiles or by fixed bounds, with a segment.
--
-- Transactions at or after the moment of measuring, and those without a customer, are left out.
-- Recency: whole days from the customer's last transaction to that moment. Frequency: distinct orders. Monetary: the
-- sum of amounts. The inner edges between n score groups are linearly interpolated quantiles 1/n ... (n-1)/n. A value
-- scores one more than the number of edges that it exceeds: groups are closed to the right, and the least value is in
-- the first. For recency fewer days score higher. Frequency is scored by rank, ties by business key, so its groups are
-- even. Where edges coincide, the scores between them stay empty. Fixed bounds are edges of values, of frequency too.
with measured as (
    select {at} as measured_at
),
customers as (
    select
        customer_hk,
        {key},
        date_sub('day', max(occurred_at), max(measured_at)) as recency_days,
        count(distinct order_hk) as frequency,
        coalesce(sum(amount), 0) as monetary
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < measured_at
    group by all
),
ranked as (
    select *, row_number() over (order by frequency, {key_names}) as frequency_rank
    from customers
),
edges as (
    select
        {recency_edges} as recency,
        {frequency_edges} as frequency,
        {monetary_edges} as monetary
    from ranked
),
scored as (
    select
        ranked.*,
        {scores} - len(list_filter(edges.recency, lambda edge: ranked.recency_days > edge)) as r_score,
        1 + len(list_filter(edges.frequency, lambda edge: ranked.{frequency_scored} > edge)) as f_score,
        1 + len(list_filter(edges.monetary, lambda edge: ranked.monetary > edge)) as m_score
    from ranked
    cross join edges
)
select
    customer_hk,
    {key_names},
    recency_days,
    frequency,
    monetary,
    cast(r_score as integer) as r_score,
    cast(f_score as integer) as f_score,
    cast(m_score as integer) as m_score,
    {segment} as segment
from scored
