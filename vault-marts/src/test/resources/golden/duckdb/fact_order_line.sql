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
link_customer_nation as (
    select * replace (
        case
            when lag(valid_from) over (partition by customer_hk order by valid_from) is null
                then timestamp '0001-01-01 00:00:00'
            else valid_from
        end as valid_from
    )
    from (
        select
            link_rows.*,
            in_force.load_date as valid_from,
            coalesce(in_force.load_end_date, timestamp '9999-12-31 00:00:00') as valid_to
        from (
            select
                *,
                row_number() over (partition by customer_hk, load_date order by customer_nation_hk) as _place
            from raw_vault.sat_customer_nation_effectivity_history
            where load_end_date is null or load_end_date > load_date
        ) as in_force
        join raw_vault.link_customer_nation as link_rows
            on link_rows.customer_nation_hk = in_force.customer_nation_hk
        where in_force._place = 1
    ) as in_force
),
sat_product_prices_then as (
    select
        *,
        case
            when lag(load_date) over (partition by product_hk order by load_date) is null
                then timestamp '0001-01-01 00:00:00'
            else load_date
        end as valid_from
    from raw_vault.sat_product_prices_history
    where load_end_date is null or load_end_date > load_date
),
sat_nation_details_then as (
    select
        *,
        case
            when lag(load_date) over (partition by nation_hk order by load_date) is null
                then timestamp '0001-01-01 00:00:00'
            else load_date
        end as valid_from
    from raw_vault.sat_nation_details_history
    where load_end_date is null or load_end_date > load_date
)
select
    link_order_line.order_line_hk,
    link_order_line.order_hk,
    link_order_line.product_hk,
    coalesce(link_order_customer.customer_hk, cast('00000000000000000000000000000000' as uuid)) as customer_hk,
    coalesce(link_order_customer.recipient_hk, cast('00000000000000000000000000000000' as uuid)) as recipient_hk,
    coalesce(link_customer_nation.nation_hk, cast('00000000000000000000000000000000' as uuid)) as nation_hk,
    hub_order.order_no,
    hub_product.product_code,
    hub_customer.customer_no,
    hub_recipient.customer_no as recipient_customer_no,
    hub_nation.nation_code,
    link_order_line.line_number,
    sat_order_details.ordered_at,
    sat_order_line_details.quantity,
    cast((sat_order_line_details.quantity * sat_order_line_details.price) as decimal(14,2)) as amount,
    cast((cast((sat_order_line_details.quantity * sat_order_line_details.price) as decimal(14,2)) - sat_order_line_details.quantity * sat_product_prices.price) as decimal(14,2)) as margin
from raw_vault.link_order_line_in_force as link_order_line
left join link_order_customer
    on link_order_customer.order_hk = link_order_line.order_hk
left join raw_vault.sat_order_line_details_current as sat_order_line_details
    on sat_order_line_details.order_line_hk = link_order_line.order_line_hk
left join raw_vault.hub_order as hub_order
    on hub_order.order_hk = link_order_line.order_hk
left join raw_vault.sat_order_details_current as sat_order_details
    on sat_order_details.order_hk = link_order_line.order_hk
left join raw_vault.hub_product as hub_product
    on hub_product.product_hk = link_order_line.product_hk
left join raw_vault.hub_customer as hub_customer
    on hub_customer.customer_hk = link_order_customer.customer_hk
left join raw_vault.hub_customer as hub_recipient
    on hub_recipient.customer_hk = link_order_customer.recipient_hk
left join link_customer_nation
    on link_customer_nation.customer_hk = link_order_customer.customer_hk
    and link_customer_nation.valid_from <= cast(sat_order_details.ordered_at as timestamp)
    and link_customer_nation.valid_to > cast(sat_order_details.ordered_at as timestamp)
asof left join sat_product_prices_then as sat_product_prices
    on sat_product_prices.product_hk = link_order_line.product_hk
    and sat_product_prices.valid_from <= cast(sat_order_details.ordered_at as timestamp)
left join raw_vault.hub_nation as hub_nation
    on hub_nation.nation_hk = link_customer_nation.nation_hk
asof left join sat_nation_details_then as sat_nation_details
    on sat_nation_details.nation_hk = link_customer_nation.nation_hk
    and sat_nation_details.valid_from <= cast(sat_order_details.ordered_at as timestamp)
where (sat_nation_details.nation_name <> 'Nowhere')
