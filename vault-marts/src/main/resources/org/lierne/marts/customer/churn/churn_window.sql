-- After how many days of silence customers are better taken for lost than not. One row per window that was compared, and
-- one for a window that is shown beside them; or a single row without a window that says why none could be compared.
--
-- Two errors are made by a window: to take for lost who comes back (type I), and to take for active who does not (type II).
-- A longer window makes fewer of the first and more of the second; the one with the least mean of both is chosen, the
-- shortest of equals ("D-Curve: An Improved Method for Defining Non-Contractual Churn with Type I and Type II Errors",
-- Indeed Engineering, 2020, which minimises an objective of the two). Both are counted in the data:
--
-- Let the data span s days, from the first purchase's day. Customers are judged on every seventh day from s / 3 to s / 2 after the
-- beginning: all who have bought before, by the days since their latest purchase. Who buys in the s / 2 days that follow has
-- come back. Windows of 31 days (a month) to s / 3, 365 at most, are compared, since longer ones could not be seen by then.
--     judged           how often customers were judged: moments times customers
--     taken_for_lost   how often they had been silent for longer than the window
--     came_back_share  of taken_for_lost, who came back
--     type_1_error     of who came back, the share that was taken for lost
--     type_2_error     of who did not, the share that was not taken for lost
--     mean_error       (type_1_error + type_2_error) / 2
-- An error is NULL where there is nobody to err about. Purchases are transactions before the data end whose amount is zero or
-- more, of customers with a business key.
with measured as (
    select {at} as data_end
),
purchases as (
    select
        customer_hk,
        occurred_at,
        lead(occurred_at) over (partition by customer_hk order by occurred_at) as next_at,
        data_end
    from {transactions}
    cross join measured
    where {key_present}
        and occurred_at < data_end
        and coalesce(amount, 0) >= 0
),
span as (
    select
        cast(cast(min(occurred_at) as date) as timestamp) as data_start,
        date_diff('day', cast(min(occurred_at) as date), cast(max(data_end) as date)) as days
    from purchases
),
moments as (
    select
        unnest(generate_series(
            data_start + to_days(cast(days // 3 as integer)),
            data_start + to_days(cast(days // 2 as integer)),
            interval 7 days
        )) as moment,
        cast(days // 2 as integer) as horizon
    from span
    where days // 3 >= {shortest}
),
judged as (
    select
        cast(ceil(epoch(moments.moment - purchases.occurred_at) / 86400.0) as integer) as silence_days,
        count(*) filter (purchases.next_at < moments.moment + to_days(moments.horizon)) as came_back,
        count(*) as customers
    from moments
    join purchases
        on purchases.occurred_at < moments.moment
        and (purchases.next_at >= moments.moment or purchases.next_at is null)
    group by silence_days
),
windows as (
    select unnest(generate_series({shortest}, least(days // 3, 365))) as window_days
    from span
    where days // 3 >= {shortest}
    {union_beside}
),
counted as (
    select
        windows.window_days,
        sum(judged.customers) as judged,
        sum(judged.came_back) as came_back,
        coalesce(sum(judged.customers) filter (judged.silence_days > windows.window_days), 0) as taken_for_lost,
        coalesce(sum(judged.came_back) filter (judged.silence_days > windows.window_days), 0) as wrongly_lost
    from windows
    cross join judged
    group by windows.window_days
),
errors as (
    select
        cast(window_days as integer) as window_days,
        cast(judged as bigint) as judged,
        cast(taken_for_lost as bigint) as taken_for_lost,
        cast(wrongly_lost as double) / nullif(taken_for_lost, 0) as came_back_share,
        cast(wrongly_lost as double) / nullif(came_back, 0) as type_1_error,
        cast((judged - came_back) - (taken_for_lost - wrongly_lost) as double) / nullif(judged - came_back, 0) as type_2_error
    from counted
),
ranked as (
    select
        errors.*,
        (type_1_error + type_2_error) / 2 as mean_error,
        errors.window_days between {shortest} and least(span.days // 3, 365) as is_compared,
        row_number() over (
            order by
                case when errors.window_days between {shortest} and least(span.days // 3, 365)
                    then type_1_error + type_2_error end nulls last,
                errors.window_days
        ) as place,
        least(span.days // 3, 365) as longest
    from errors
    cross join span
)
select
    window_days,
    judged,
    taken_for_lost,
    came_back_share,
    type_1_error,
    type_2_error,
    mean_error,
    place = 1 and is_compared and mean_error is not null as is_chosen,
    {is_beside} as is_beside,
    case
        when place = 1 and is_compared and mean_error is null
            then 'No window is chosen: of the customers who were judged, '
                || case when type_1_error is null then 'nobody came back.' else 'everybody came back.' end
        when place = 1 and is_compared and window_days = {shortest}
            then 'The least error is that of the shortest window that a rate by months allows; a shorter one might be better.'
        when place = 1 and is_compared and window_days = longest
            then 'The least error is that of the longest window that the data can show; a longer one might be better.'
    end as remark
from ranked
union all
select
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    false,
    false,
    case
        when days is null then 'No window is chosen: there are no purchases.'
        else 'No window is chosen: the data span ' || days || ' days, and at least ' || 3 * {shortest} || ' are needed.'
    end
from span
where coalesce(days // 3, 0) < {shortest}
