-- What each warehouse had of each product: a row per product, warehouse and day (UTC), from the first count to the last day
-- on which any warehouse counted.
--
-- The raw vault stores a count when it differs from the one before, so a version holds for all days until the next. A day
-- without a file has what was counted last: is_counted is false. A product that a warehouse's file no longer has is gone:
-- it has no rows from that day until it is there again. Of several counts on a day the last one holds.
with counts as (
    select distinct stock_hk, cast(load_date as date) as day
    from raw_vault.sat_stock_counted
    where rows_tracked > 0
),
period as (
    select max(day) as last_day
    from counts
),
levels as (
    select
        stock_hk,
        cast(load_date as date) as from_day,
        least(coalesce(cast(load_end_date as date) - 1, last_day), last_day) as to_day,
        on_hand,
        reserved,
        reorder_point
    from raw_vault.sat_stock_level_history
    cross join period
),
daily as (
    select
        stock_hk,
        cast(unnest(generate_series(from_day, to_day, interval 1 day)) as date) as day,
        on_hand,
        reserved,
        reorder_point
    from levels
    where from_day <= to_day
),
gone as (
    select
        stock_hk,
        cast(load_date as date) as from_day,
        coalesce(cast(load_end_date as date), date '9999-12-31') as until_day
    from raw_vault.sat_stock_status_history
    where status = 'deleted'
)
select
    stock.stock_hk,
    stock.product_hk,
    stock.warehouse_hk,
    product.product_code,
    warehouse.warehouse_code,
    daily.day,
    daily.on_hand,
    daily.reserved,
    daily.on_hand - daily.reserved as available,
    daily.reorder_point,
    daily.on_hand - daily.reserved <= daily.reorder_point as is_to_reorder,
    counts.stock_hk is not null as is_counted
from daily
join raw_vault.link_stock as stock
    on stock.stock_hk = daily.stock_hk
join raw_vault.hub_product as product
    on product.product_hk = stock.product_hk
join raw_vault.hub_warehouse as warehouse
    on warehouse.warehouse_hk = stock.warehouse_hk
left join counts
    on counts.stock_hk = daily.stock_hk
    and counts.day = daily.day
where not exists (
    select 1
    from gone
    where gone.stock_hk = daily.stock_hk
        and gone.from_day <= daily.day
        and gone.until_day > daily.day
)
