with link_order_customer as (
    select *
    from (
        select
            *,
            row_number() over (
                partition by order_hk
                order by order_customer_hk
            ) as _place
        from raw_vault.link_order_customer_in_force
    ) as candidates
    where _place = 1
),
possible as (
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
        link_order_line.order_line_hk as transaction_hk,
        coalesce(link_order_customer.recipient_hk, cast('00000000000000000000000000000000' as uuid)) as customer_hk,
        link_order_line.order_hk as order_hk,
        hub_recipient.customer_no as customer_no,
        hub_order.order_no as order_no,
        cast(sat_order_details.ordered_at as timestamp) as stated_at,
        (sat_order_line_details.quantity * sat_order_line_details.price) as amount
    from raw_vault.link_order_line_in_force as link_order_line
    left join link_order_customer
        on link_order_customer.order_hk = link_order_line.order_hk
    left join raw_vault.sat_order_line_details_current as sat_order_line_details
        on sat_order_line_details.order_line_hk = link_order_line.order_line_hk
    left join raw_vault.hub_order as hub_order
        on hub_order.order_hk = link_order_line.order_hk
    left join raw_vault.sat_order_details_current as sat_order_details
        on sat_order_details.order_hk = link_order_line.order_hk
    left join raw_vault.hub_customer as hub_recipient
        on hub_recipient.customer_hk = link_order_customer.recipient_hk
    left join raw_vault.sat_customer_details_current as sat_customer_details_of_recipient
        on sat_customer_details_of_recipient.customer_hk = link_order_customer.recipient_hk
    where (sat_customer_details_of_recipient.name <> 'Test')
)
select
    transaction_hk,
    customer_hk,
    order_hk,
    customer_no,
    order_no,
    case when stated_at < earliest or stated_at >= latest then null else stated_at end as occurred_at,
    amount,
    case when stated_at < earliest or stated_at >= latest then stated_at end as misdated_at
from lines
cross join possible
