measured as (
    select
        {at} as data_end,
        (select cast(min(occurred_at) as date) from {transactions}) as data_start,
        {window} as window_days
),
purchases as (
    select
        customer_hk,
        occurred_at,
        window_days,
        lag(occurred_at) over by_customer as previous_at
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < data_end
        and coalesce(amount, 0) >= 0
        and window_days is not null
    window by_customer as (partition by customer_hk order by occurred_at)
),
numbered as (
    select
        customer_hk,
        occurred_at,
        window_days,
        count(*) filter (previous_at is null or previous_at + to_days(window_days) < occurred_at)
            over (partition by customer_hk order by occurred_at) as spell
    from purchases
),
spells as (
    select
        customer_hk,
        spell,
        min(occurred_at) as started_at,
        max(occurred_at) + to_days(max(window_days)) as ends_at
    from numbered
    group by customer_hk, spell
)
