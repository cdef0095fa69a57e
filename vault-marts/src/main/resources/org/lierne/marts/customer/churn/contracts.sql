contracts as (
    select
        {customer} as customer_hk,
        greatest(cast({starts} as timestamp), {since}) as starts_at,
        coalesce(cast({ends} as timestamp), timestamp 'infinity') as ends_at
    from {contracts}
    where {customer_known}
        and {starts} is not null
),
measured as (
    select
        {at} as data_end,
        cast(min(starts_at) as date) as data_start,
        cast(null as integer) as window_days
    from contracts
),
covered as (
    select
        customer_hk,
        starts_at,
        ends_at,
        max(ends_at) over (
            partition by customer_hk
            order by starts_at, ends_at
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from contracts
    cross join measured
    where starts_at < data_end
        and starts_at < ends_at
),
numbered as (
    select
        customer_hk,
        starts_at,
        ends_at,
        count(*) filter (covered_until is null or covered_until < starts_at) over (
            partition by customer_hk
            order by starts_at, ends_at
            rows between unbounded preceding and current row
        ) as spell
    from covered
),
spells as (
    select
        customer_hk,
        spell,
        min(starts_at) as started_at,
        max(ends_at) as ends_at
    from numbered
    group by customer_hk, spell
)
