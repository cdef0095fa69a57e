-- read tracking_price_list: trace_tracking_price_list
create or replace temporary table trace_tracking_price_list as
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, 'price_list' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_price_list as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.product_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read hub_product: trace_hub_product
create or replace temporary table trace_hub_product as
select stored.product_hk, stored.product_code, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version
from raw_vault.hub_product as stored
left join (
  select *, row_number() over (partition by load_date, record_source
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, record_source, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_price_list
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.record_source = stored.record_source and stated._place = 1
where stored.product_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read first_seen_hub_product: trace_first_seen_hub_product
create or replace temporary table trace_first_seen_hub_product as
select stored.product_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_hub_product as stored
where stored.product_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read sat_product_price: trace_sat_product_price
create or replace temporary table trace_sat_product_price as
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.hashdiff, stored.block_hashdiff, stored.record_source, stored.run_id, stored.currency, stored.customer_group, stored.price,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.sat_product_price as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.product_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- tell hub_product: trace_hub_product
select *
from (
  select 'created' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, hub.product_code, null as _before_product_code
  from trace_hub_product as hub
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_hub_product: trace_first_seen_hub_product
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id
  from trace_first_seen_hub_product as seen
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_product_price: trace_sat_product_price
select *
from (
  with placed as (
    select *, dense_rank() over (partition by product_hk order by load_date, _path, _content_version) as _place
    from trace_sat_product_price
  ),
  blocks as (
    select product_hk, _place, load_date, _path, _content_version, delivery_id, record_source, run_id,
      min(record_number) as record_number, min(row_number) as row_number
    from placed
    group by product_hk, _place, load_date, _path, _content_version, delivery_id, record_source, run_id
  )
  select
    case
      when previous._place is null and satellite._place = 1 then 'created'
      when previous._place is null then 'added'
      when previous.hashdiff = satellite.hashdiff then 'repeated'
      else 'changed'
    end as _what,
    satellite.load_date, null as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, satellite.currency, satellite.customer_group, satellite.price, previous.currency as _before_currency, previous.customer_group as _before_customer_group, previous.price as _before_price
  from placed as satellite
  left join placed as previous on previous.product_hk = satellite.product_hk and previous.currency is not distinct from satellite.currency and previous.customer_group is not distinct from satellite.customer_group and previous._place = satellite._place - 1
  where previous._place is null or previous.hashdiff <> satellite.hashdiff
  union all
  select 'removed' as _what,
    block.load_date, null as _sequence, block._path, block._content_version, block.delivery_id, block.record_number, block.row_number, block.record_source, block.run_id, previous.currency as currency, previous.customer_group as customer_group, null as price, previous.currency as _before_currency, previous.customer_group as _before_customer_group, previous.price as _before_price
  from placed as previous
  join blocks as block on block.product_hk = previous.product_hk and block._place = previous._place + 1
  where not exists (
    select 1 from placed as satellite
    where previous.product_hk = satellite.product_hk and previous.currency is not distinct from satellite.currency and previous.customer_group is not distinct from satellite.customer_group and satellite._place = block._place
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- count what is only tracked: tracking_price_list
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, null as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_price_list as tracked
  where not exists (
    select 1 from trace_hub_product as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_product_price as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp);
