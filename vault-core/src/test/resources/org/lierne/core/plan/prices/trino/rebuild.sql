-- rebuild rows: tracking_price_list
with tracked as (
  select *
  from raw_vault.tracking_price_list
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
key_product as (
  select distinct stored.product_hk, stored.product_code
  from raw_vault.hub_product as stored
  where exists (select 1 from tracked where tracked.product_hk = stored.product_hk)
),
sat_product_price as (
  select distinct stored.product_hk, stored.hashdiff, stored.currency, stored.customer_group, stored.price
  from raw_vault.sat_product_price as stored
  where exists (select 1 from tracked where tracked.product_hk = stored.product_hk and tracked.product_price_hashdiff = stored.hashdiff)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_price_list__load_date,
  case when tracked.product_hk is null then 'not taken' when tracked.product_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_product.product_hk is null then 'lost' else 'kept' end as key_product__state,
  key_product.product_code as key_product__product_code,
  case when tracked.product_hk is null or tracked.product_price_hashdiff is null then 'not taken' when tracked.product_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when sat_product_price.product_hk is null then 'lost' else 'kept' end as sat_product_price__state,
  sat_product_price.currency as sat_product_price__currency,
  sat_product_price.customer_group as sat_product_price__customer_group,
  sat_product_price.price as sat_product_price__price
from tracked
left join key_product
  on key_product.product_hk = tracked.product_hk
left join sat_product_price
  on sat_product_price.product_hk = tracked.product_hk
  and sat_product_price.hashdiff = tracked.product_price_hashdiff;
