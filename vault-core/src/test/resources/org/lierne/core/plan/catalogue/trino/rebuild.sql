-- rebuild rows: tracking_products
with tracked as (
  select *
  from raw_vault.tracking_products
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
key_product as (
  select distinct stored.product_hk, stored.product_id
  from raw_vault.hub_product as stored
  where exists (select 1 from tracked where tracked.product_hk = stored.product_hk)
),
key_supplier as (
  select distinct stored.supplier_hk, stored.supplier_id
  from raw_vault.hub_supplier as stored
  where exists (select 1 from tracked where tracked.supplier_hk = stored.supplier_hk)
),
link_product_supplier as (
  select distinct stored.product_supplier_hk
  from raw_vault.link_product_supplier as stored
  where exists (select 1 from tracked where tracked.product_supplier_hk = stored.product_supplier_hk)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_products__load_date,
  tracked.country as tracking_products__country,
  case when tracked.product_hk is null then 'not taken' when tracked.product_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_product.product_hk is null then 'lost' else 'kept' end as key_product__state,
  key_product.product_id as key_product__product_id,
  case when tracked.supplier_hk is null then 'not taken' when tracked.supplier_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_supplier.supplier_hk is null then 'lost' else 'kept' end as key_supplier__state,
  key_supplier.supplier_id as key_supplier__supplier_id,
  case when tracked.product_supplier_hk is null then 'not taken' when link_product_supplier.product_supplier_hk is null then 'lost' else 'kept' end as link_product_supplier__state
from tracked
left join key_product
  on key_product.product_hk = tracked.product_hk
left join key_supplier
  on key_supplier.supplier_hk = tracked.supplier_hk
left join link_product_supplier
  on link_product_supplier.product_supplier_hk = tracked.product_supplier_hk;

-- rebuild rows: tracking_shipments
with tracked as (
  select *
  from raw_vault.tracking_shipments
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
key_shipment as (
  select distinct stored.shipment_hk, stored.shipment_id
  from raw_vault.hub_shipment as stored
  where exists (select 1 from tracked where tracked.shipment_hk = stored.shipment_hk)
),
key_product as (
  select distinct stored.product_hk, stored.product_id
  from raw_vault.hub_product as stored
  where exists (select 1 from tracked where tracked.product_hk = stored.product_hk)
),
link_shipped_line as (
  select distinct stored.shipped_line_hk, stored.line_number
  from raw_vault.link_shipped_line as stored
  where exists (select 1 from tracked where tracked.shipped_line_hk = stored.shipped_line_hk)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_shipments__load_date,
  tracked.sequence as tracking_shipments__sequence,
  tracked.operation as tracking_shipments__operation,
  tracked.line_number as tracking_shipments__line_number,
  case when tracked.shipment_hk is null then 'not taken' when tracked.shipment_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_shipment.shipment_hk is null then 'lost' else 'kept' end as key_shipment__state,
  key_shipment.shipment_id as key_shipment__shipment_id,
  case when tracked.product_hk is null then 'not taken' when tracked.product_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_product.product_hk is null then 'lost' else 'kept' end as key_product__state,
  key_product.product_id as key_product__product_id,
  case when tracked.operation in ('D') then 'deletion' when tracked.shipped_line_hk is null then 'not taken' when link_shipped_line.shipped_line_hk is null then 'lost' else 'kept' end as link_shipped_line__state,
  link_shipped_line.line_number as link_shipped_line__line_number
from tracked
left join key_shipment
  on key_shipment.shipment_hk = tracked.shipment_hk
left join key_product
  on key_product.product_hk = tracked.product_hk
left join link_shipped_line
  on link_shipped_line.shipped_line_hk = tracked.shipped_line_hk;
