with possible as (
    -- A line can have happened up to a month after what was loaded (files may be named by the month that they begin), not
    -- ten years after the run (load dates may be wrong, too), and not fifty years before.
    select
        least(coalesce(max(coalesce(delivery.load_date, run.started_at)) filter (delivery.run_id is not null), max(run.started_at)), max(run.started_at)) - interval 50 years as earliest,
        least(coalesce(max(coalesce(delivery.load_date, run.started_at)) filter (delivery.run_id is not null), max(run.started_at)) + interval 1 month, max(run.started_at) + interval 10 years) as latest
    from audit.run as run
    left join audit.delivery as delivery
        on delivery.run_id = run.run_id
),
lines as (
    select
        fact_order_line.order_line_hk as transaction_hk,
        fact_order_line.customer_hk as customer_hk,
        fact_order_line.order_hk as order_hk,
        fact_order_line.product_hk as product_hk,
        fact_order_line.customer_no as customer_no,
        fact_order_line.order_no as order_no,
        fact_order_line.product_code as product_code,
        cast(fact_order_line.ordered_at as timestamp) as stated_at,
        fact_order_line.amount as amount,
        (greatest(-fact_order_line.amount, 0)) as returned,
        fact_order_line.margin as margin
    from mart.fact_order_line as fact_order_line
)
select
    transaction_hk,
    customer_hk,
    order_hk,
    product_hk,
    customer_no,
    order_no,
    product_code,
    case when stated_at < earliest or stated_at >= latest then null else stated_at end as occurred_at,
    amount,
    returned,
    margin,
    case when stated_at < earliest or stated_at >= latest then stated_at end as misdated_at
from lines
cross join possible
