-- Visits to the web shop: a row per session. A session's customer is the first who is known in it, so a visitor who logs in
-- at the end counts from the beginning; its campaign is that of its first event, where the visitor came from. Times are UTC.
-- Events without a session belong to none, and are left out.
with clicks as (
    select
        click.session_id,
        click.event_id,
        click.event,
        click.happened_at,
        click.visitor_hk,
        visitor.anonymous_id,
        click.customer_hk,
        customer.customer_id,
        click.campaign_hk,
        campaign.campaign_code,
        case when product.product_code is not null then click.product_hk end as product_hk
    from raw_vault.link_click as click
    left join raw_vault.hub_visitor as visitor
        on visitor.visitor_hk = click.visitor_hk
    left join raw_vault.hub_customer as customer
        on customer.customer_hk = click.customer_hk
    left join raw_vault.hub_campaign as campaign
        on campaign.campaign_hk = click.campaign_hk
    left join raw_vault.hub_product as product
        on product.product_hk = click.product_hk
    where click.session_id is not null
)
select
    session_id,
    first(visitor_hk order by happened_at, event_id) as visitor_hk,
    first(anonymous_id order by happened_at, event_id) as anonymous_id,
    first(customer_hk order by customer_id is null, happened_at, event_id) as customer_hk,
    first(customer_id order by customer_id is null, happened_at, event_id) as customer_id,
    first(campaign_hk order by happened_at, event_id) as campaign_hk,
    first(campaign_code order by happened_at, event_id) as campaign_code,
    min(happened_at) as started_at,
    max(happened_at) as ended_at,
    date_diff('second', min(happened_at), max(happened_at)) as seconds,
    count(*) as events,
    count(distinct product_hk) filter (event = 'view') as products_viewed,
    bool_or(event = 'cart') as reached_cart,
    bool_or(event = 'checkout') as reached_checkout,
    bool_or(event = 'purchase') as converted
from clicks
group by session_id
