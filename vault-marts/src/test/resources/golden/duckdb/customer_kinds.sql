-- Recency, frequency and monetary value of each customer, scored by quantiles or by fixed bounds, with a segment.
--
-- Transactions at or after the moment of measuring, and those without a customer, are left out.
-- Recency: whole days from the customer's last transaction to that moment. Frequency: distinct orders. Monetary: the
-- sum of amounts. The inner edges between n score groups are linearly interpolated quantiles 1/n ... (n-1)/n. A value
-- scores one more than the number of edges that it exceeds: groups are closed to the right, and the least value is in
-- the first. For recency fewer days score higher. Frequency is scored by rank, ties by business key, so its groups are
-- even. Where edges coincide, the scores between them stay empty. Fixed bounds are edges of values, of frequency too.
with measured as (
    select (select cast(max(occurred_at) as date) + interval 1 day from mart.purchases) as measured_at
),
customers as (
    select
        customer_hk,
        customer_no,
        date_sub('day', max(occurred_at), max(measured_at)) as recency_days,
        count(distinct order_hk) as frequency,
        coalesce(sum(amount), 0) as monetary
    from mart.purchases
    cross join measured
    where customer_no is not null
        and occurred_at < measured_at
    group by all
),
ranked as (
    select *, row_number() over (order by frequency, customer_no) as frequency_rank
    from customers
),
edges as (
    select
        any_value([30, 120]) as recency,
        any_value([1, 3]) as frequency,
        quantile_cont(cast(monetary as double), [1 / 3.0, 2 / 3.0]) as monetary
    from ranked
),
scored as (
    select
        ranked.*,
        3 - len(list_filter(edges.recency, lambda edge: ranked.recency_days > edge)) as r_score,
        1 + len(list_filter(edges.frequency, lambda edge: ranked.frequency > edge)) as f_score,
        1 + len(list_filter(edges.monetary, lambda edge: ranked.monetary > edge)) as m_score
    from ranked
    cross join edges
)
select
    customer_hk,
    customer_no,
    recency_days,
    frequency,
    monetary,
    cast(r_score as integer) as r_score,
    cast(f_score as integer) as f_score,
    cast(m_score as integer) as m_score,
    case
        when r_score between 2 and 3 and f_score = 3
            or r_score = 3 and f_score between 1 and 2 and m_score = 3 then 'best'
        else 'others'
    end as segment
from scored
