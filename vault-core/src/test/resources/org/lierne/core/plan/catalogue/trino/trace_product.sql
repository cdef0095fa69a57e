-- read tracking_products: trace_tracking_products
create or replace table trace_tracking_products as
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, stored.product_supplier_hk, 'products' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_products as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read tracking_shipments: trace_tracking_shipments
create or replace table trace_tracking_shipments as
select stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, stored.shipped_line_hk, 'shipments' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_shipments as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read hub_product: trace_hub_product
create or replace table trace_hub_product as
select stored.product_hk, stored.product_id, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version
from raw_vault.hub_product as stored
left join (
  select *, row_number() over (partition by load_date, record_source
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, record_source, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_products
    union all
    select load_date, record_source, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_shipments
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.record_source = stored.record_source and stated._place = 1
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read first_seen_hub_product: trace_first_seen_hub_product
create or replace table trace_first_seen_hub_product as
select stored.product_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_hub_product as stored
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read link_product_supplier: trace_link_product_supplier
create or replace table trace_link_product_supplier as
select stored.product_supplier_hk, stored.product_hk, stored.supplier_hk, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version,
  case when stored.product_hk <> cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid) then hub_of_product.product_id end as _product__product_id,
  hub_of_supplier.supplier_id as _supplier__supplier_id
from raw_vault.link_product_supplier as stored
left join (
  select *, row_number() over (partition by load_date, product_supplier_hk
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, product_supplier_hk, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_products
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.product_supplier_hk = stored.product_supplier_hk and stated._place = 1
left join raw_vault.hub_product as hub_of_product on hub_of_product.product_hk = stored.product_hk
left join raw_vault.hub_supplier as hub_of_supplier on hub_of_supplier.supplier_hk = stored.supplier_hk
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read first_seen_link_product_supplier: trace_first_seen_link_product_supplier
create or replace table trace_first_seen_link_product_supplier as
select stored.product_supplier_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_link_product_supplier as stored
where stored.product_supplier_hk in (select product_supplier_hk from trace_link_product_supplier);

-- read link_shipped_line: trace_link_shipped_line
create or replace table trace_link_shipped_line as
select stored.shipped_line_hk, stored.shipment_hk, stored.product_hk, stored.line_number, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version,
  hub_of_shipment.shipment_id as _shipment__shipment_id,
  case when stored.product_hk <> cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid) then hub_of_product.product_id end as _product__product_id
from raw_vault.link_shipped_line as stored
left join (
  select *, row_number() over (partition by load_date, shipped_line_hk
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, shipped_line_hk, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_shipments
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.shipped_line_hk = stored.shipped_line_hk and stated._place = 1
left join raw_vault.hub_shipment as hub_of_shipment on hub_of_shipment.shipment_hk = stored.shipment_hk
left join raw_vault.hub_product as hub_of_product on hub_of_product.product_hk = stored.product_hk
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read first_seen_link_shipped_line: trace_first_seen_link_shipped_line
create or replace table trace_first_seen_link_shipped_line as
select stored.shipped_line_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_link_shipped_line as stored
where stored.shipped_line_hk in (select shipped_line_hk from trace_link_shipped_line);

-- read sat_product_supplier_effectivity: trace_sat_product_supplier_effectivity
create or replace table trace_sat_product_supplier_effectivity as
select stored.product_hk, stored.product_supplier_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.hashdiff, stored.record_source, stored.run_id,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.sat_product_supplier_effectivity as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where exists (
  select 1 from trace_link_product_supplier as link
  where link.product_hk = stored.product_hk
);

-- read sat_product_status: trace_sat_product_status
create or replace table trace_sat_product_status as
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.country, stored.is_deleted, stored.record_source, stored.run_id
from raw_vault.sat_product_status as stored
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read presence_product_supplier_effectivity: trace_presence_product_supplier_effectivity
create or replace table trace_presence_product_supplier_effectivity as
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.country, stored.is_deleted, stored.record_source, stored.run_id
from raw_vault.presence_product_supplier_effectivity as stored
where exists (
  select 1 from trace_link_product_supplier as link
  where link.product_hk = stored.product_hk
);

-- read sat_shipped_line_status: trace_sat_shipped_line_status
create or replace table trace_sat_shipped_line_status as
select stored.shipped_line_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, stored.operation, stored.is_deleted, stored.record_source, stored.run_id
from raw_vault.sat_shipped_line_status as stored
where stored.shipped_line_hk in (select shipped_line_hk from trace_link_shipped_line);

-- read seen_products: trace_seen_products
create or replace table trace_seen_products as
select stored.load_date, stored.delivery_id, stored.record_number, stored.run_id, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.seen_products as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.product_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- tell hub_product: trace_hub_product
select *
from (
  select 'created' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, hub.product_id, null as _before_product_id
  from trace_hub_product as hub
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_hub_product: trace_first_seen_hub_product
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id
  from trace_first_seen_hub_product as seen
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell link_product_supplier: trace_link_product_supplier
select *
from (
  select 'linked' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, link._product__product_id, link._supplier__supplier_id
  from trace_link_product_supplier as link
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_link_product_supplier: trace_first_seen_link_product_supplier
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id, link._product__product_id, link._supplier__supplier_id
  from trace_first_seen_link_product_supplier as seen
  join trace_link_product_supplier as link on link.product_supplier_hk = seen.product_supplier_hk
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell link_shipped_line: trace_link_shipped_line
select *
from (
  select 'linked' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, link._shipment__shipment_id, link._product__product_id, link.line_number
  from trace_link_shipped_line as link
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_link_shipped_line: trace_first_seen_link_shipped_line
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id, link._shipment__shipment_id, link._product__product_id, link.line_number
  from trace_first_seen_link_shipped_line as seen
  join trace_link_shipped_line as link on link.shipped_line_hk = seen.shipped_line_hk
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_product_supplier_effectivity: trace_sat_product_supplier_effectivity
select *
from (
  with placed as (
    select *, dense_rank() over (partition by product_hk order by load_date, _path, _content_version) as _place
    from trace_sat_product_supplier_effectivity
  ),
  sets as (
    select product_hk, _place, load_date, _path, _content_version, delivery_id, record_source, run_id,
      min(record_number) as record_number, min(row_number) as row_number
    from placed
    group by product_hk, _place, load_date, _path, _content_version, delivery_id, record_source, run_id
  )
  select 'opened' as _what,
    satellite.load_date, null as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, link._product__product_id, link._supplier__supplier_id
  from placed as satellite
  join trace_link_product_supplier as link on link.product_supplier_hk = satellite.product_supplier_hk
  where not exists (
    select 1 from placed as previous
    where satellite.product_hk = previous.product_hk and satellite.product_supplier_hk = previous.product_supplier_hk and previous._place = satellite._place - 1
  )
  union all
  select 'closed' as _what,
    sets.load_date, null as _sequence, sets._path, sets._content_version, sets.delivery_id, sets.record_number, sets.row_number, sets.record_source, sets.run_id, link._product__product_id, link._supplier__supplier_id
  from placed as previous
  join sets on sets.product_hk = previous.product_hk and sets._place = previous._place + 1
  join trace_link_product_supplier as link on link.product_supplier_hk = previous.product_supplier_hk
  where not exists (
    select 1 from placed as satellite
    where satellite.product_hk = previous.product_hk and satellite.product_supplier_hk = previous.product_supplier_hk and satellite._place = sets._place
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_product_status: trace_sat_product_status
select *
from (
  select changes.status as _what, changes.load_date, null as _sequence, delivery.path as _path, delivery.content_version as _content_version, changes.delivery_id, changes.record_number, changes.row_number, changes.record_source, changes.run_id
  from (
    with latest as (
      select *, row_number() over (partition by product_hk, country, load_date order by run_id desc) as _place
      from trace_sat_product_status
    ),
    moved as (
      select product_hk, load_date, delivery_id, record_number, row_number, country, is_deleted, record_source, run_id,
        case when is_deleted then 0 else 1 end - coalesce(lag(case when is_deleted then 0 else 1 end)
          over (partition by product_hk, country order by load_date), 0) as _change
      from latest
      where _place = 1
    ),
    counted as (
      select *, sum(_change) over (partition by product_hk order by load_date) = 0 as _is_deleted
      from moved
    ),
    stated as (
      select *, row_number() over (partition by product_hk, load_date
        order by is_deleted = _is_deleted desc, country) as _place
      from counted
    ),
    changes as (
      select product_hk, load_date, delivery_id, record_number, row_number, country, _is_deleted as is_deleted, record_source, run_id
      from (
        select *, coalesce(lag(_is_deleted) over (partition by product_hk order by load_date), true) as _was_deleted
        from stated
        where _place = 1
      ) as compared
      where _is_deleted <> _was_deleted
    )
    select
      changes.product_hk,
      changes.load_date,
      lead(changes.load_date) over in_order as load_end_date,
      lead(changes.load_date) over in_order is null as is_current,
      case when changes.is_deleted then 'deleted'
        when row_number() over in_order = 1 then 'created'
        else 'reappeared' end as status,
      changes.delivery_id,
      changes.record_number,
      changes.row_number,
      changes.country,
      changes.is_deleted,
      changes.record_source,
      changes.run_id
    from changes
    window in_order as (partition by changes.product_hk order by changes.load_date)
  ) as changes
  left join audit.delivery as delivery on delivery.delivery_id = changes.delivery_id
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell presence_product_supplier_effectivity: trace_presence_product_supplier_effectivity
select *
from (
  select changes.status as _what, changes.load_date, null as _sequence, delivery.path as _path, delivery.content_version as _content_version, changes.delivery_id, changes.record_number, changes.row_number, changes.record_source, changes.run_id, link._product__product_id
  from (
    with latest as (
      select *, row_number() over (partition by product_hk, country, load_date order by run_id desc) as _place
      from trace_presence_product_supplier_effectivity
    ),
    moved as (
      select product_hk, load_date, delivery_id, record_number, row_number, country, is_deleted, record_source, run_id,
        case when is_deleted then 0 else 1 end - coalesce(lag(case when is_deleted then 0 else 1 end)
          over (partition by product_hk, country order by load_date), 0) as _change
      from latest
      where _place = 1
    ),
    counted as (
      select *, sum(_change) over (partition by product_hk order by load_date) = 0 as _is_deleted
      from moved
    ),
    stated as (
      select *, row_number() over (partition by product_hk, load_date
        order by is_deleted = _is_deleted desc, country) as _place
      from counted
    ),
    changes as (
      select product_hk, load_date, delivery_id, record_number, row_number, country, _is_deleted as is_deleted, record_source, run_id
      from (
        select *, coalesce(lag(_is_deleted) over (partition by product_hk order by load_date), true) as _was_deleted
        from stated
        where _place = 1
      ) as compared
      where _is_deleted <> _was_deleted
    )
    select
      changes.product_hk,
      changes.load_date,
      lead(changes.load_date) over in_order as load_end_date,
      lead(changes.load_date) over in_order is null as is_current,
      case when changes.is_deleted then 'deleted'
        when row_number() over in_order = 1 then 'created'
        else 'reappeared' end as status,
      changes.delivery_id,
      changes.record_number,
      changes.row_number,
      changes.country,
      changes.is_deleted,
      changes.record_source,
      changes.run_id
    from changes
    window in_order as (partition by changes.product_hk order by changes.load_date)
  ) as changes
  left join audit.delivery as delivery on delivery.delivery_id = changes.delivery_id
  join (select distinct product_hk, _product__product_id from trace_link_product_supplier) as link on link.product_hk = changes.product_hk
  where changes.status in ('deleted', 'reappeared')
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_shipped_line_status: trace_sat_shipped_line_status
select *
from (
  select changes.status as _what, changes.load_date, changes.sequence as _sequence, delivery.path as _path, delivery.content_version as _content_version, changes.delivery_id, changes.record_number, changes.row_number, changes.record_source, changes.run_id, link._shipment__shipment_id, link._product__product_id, link.line_number
  from (
    with placed as (
      select presence.*, delivery.path as _path, delivery.content_version as _content_version
      from trace_sat_shipped_line_status as presence
      left join audit.delivery as delivery on delivery.delivery_id = presence.delivery_id
    ),
    changes as (
      select *
      from (
        select *,
          lag(case when is_deleted then '' else operation end) over in_order as _previous,
          coalesce(bool_or(not is_deleted) over (in_order rows between unbounded preceding and 1 preceding),
            false) as _has_been
        from placed
        window in_order as (partition by shipped_line_hk order by placed.load_date, placed.sequence nulls first, placed._path, placed._content_version, placed.record_number, placed.row_number)
      ) as compared
      where case when is_deleted then '' else operation end is distinct from _previous
        and (_has_been or not is_deleted)
    )
    select
      changes.shipped_line_hk,
      changes.load_date,
      lead(changes.load_date) over in_order as load_end_date,
      lead(changes.load_date) over in_order is null as is_current,
      case when changes.is_deleted then 'deleted'
        when row_number() over in_order = 1 then 'created'
        else case when lag(changes.is_deleted) over in_order then 'reappeared' else 'updated' end end as status,
      changes.sequence,
      changes.delivery_id,
      changes.record_number,
      changes.row_number,
      changes.operation,
      changes.is_deleted,
      changes.record_source,
      changes.run_id
    from changes
    window in_order as (partition by changes.shipped_line_hk order by changes.load_date, changes.sequence nulls first, changes._path, changes._content_version, changes.record_number, changes.row_number)
  ) as changes
  left join audit.delivery as delivery on delivery.delivery_id = changes.delivery_id
  join trace_link_shipped_line as link on link.shipped_line_hk = changes.shipped_line_hk
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell seen_products: trace_seen_products
select *
from (
  select 'refused' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, cast(null as integer) as row_number, 'products' as record_source, run_id
  from trace_seen_products
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- count what is only tracked: tracking_products
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, null as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_products as tracked
  where not exists (
    select 1 from trace_hub_product as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_link_product_supplier as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_product_status as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_product_supplier_effectivity as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6));

-- count what is only tracked: tracking_shipments
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, tracked.sequence as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_shipments as tracked
  where not exists (
    select 1 from trace_hub_product as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_link_shipped_line as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_shipped_line_status as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6));
