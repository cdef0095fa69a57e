-- define sat_product_status_history: raw_vault.sat_product_status_history
create or replace view raw_vault.sat_product_status_history as
with latest as (
  select *, row_number() over (partition by product_hk, country, load_date order by run_id desc) as _place
  from raw_vault.sat_product_status
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
window in_order as (partition by changes.product_hk order by changes.load_date);

-- define sat_product_status_current: raw_vault.sat_product_status_current
create or replace view raw_vault.sat_product_status_current
as
select *
from raw_vault.sat_product_status_history
where is_current;

-- define sat_product_supplier_effectivity_history: raw_vault.sat_product_supplier_effectivity_history
create or replace view raw_vault.sat_product_supplier_effectivity_history as
with units as (
  select
    satellite.product_hk,
    satellite.load_date,
    satellite.delivery_id,
    delivery.path,
    delivery.content_version,
    satellite.hashdiff,
    min(satellite.record_number) record_number,
    min(satellite.row_number) row_number
  from raw_vault.sat_product_supplier_effectivity satellite
    left outer join audit.delivery delivery
      on delivery.delivery_id = satellite.delivery_id
  where (satellite.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
  group by
    satellite.product_hk,
    satellite.load_date,
    satellite.delivery_id,
    delivery.path,
    delivery.content_version,
    satellite.hashdiff
),
ordered as (
  select *, lag(hashdiff) over (partition by product_hk order by load_date, path, content_version, record_number, row_number) as previous_hashdiff
  from units
),
latest as (
  select *, row_number() over (partition by product_hk, country, load_date order by run_id desc) as _place
  from raw_vault.presence_product_supplier_effectivity
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
),
marks as (
  select product_hk, load_date, delivery_id, path, content_version, record_number, row_number, 1 as _kind
  from ordered
  where previous_hashdiff is distinct from hashdiff
  union all
  select product_hk, load_date, delivery_id, null as path, null as content_version, record_number, row_number, case when is_deleted then 2 else 0 end as _kind
  from (
    select *, lag(is_deleted) over (partition by product_hk order by changes.load_date) as _before
    from changes
  ) as moves
  where is_deleted is distinct from _before
),
segments as (
  select *, lead(load_date) over in_order as load_end_date,
      last_value(case when _kind = 1 then null else _kind = 0 end ignore nulls) over up_to_here as _is_there,
      coalesce(_kind = 0 and lead(_kind) over in_order = 1 and lead(load_date) over in_order = load_date, false) as _is_replaced,
      last_value(case when _kind = 1 then row(load_date, delivery_id) end ignore nulls) over up_to_here as _unit
  from marks
  window in_order as (partition by product_hk order by load_date, _kind, load_date, path, content_version, record_number, row_number),
    up_to_here as (partition by product_hk order by load_date, _kind, load_date, path, content_version, record_number, row_number rows between unbounded preceding and current row)
)
select satellite.product_hk,
  satellite.product_supplier_hk,
  case when segments._kind = 1 then satellite.load_date else segments.load_date end as load_date,
  segments.load_end_date,
  segments.load_end_date is null as is_current,
  case when segments._kind = 1 then satellite.delivery_id else segments.delivery_id end as delivery_id,
  case when segments._kind = 1 then satellite.record_number else segments.record_number end as record_number,
  case when segments._kind = 1 then satellite.row_number else segments.row_number end as row_number,
  satellite.hashdiff,
  satellite.record_source,
  satellite.run_id
from segments
join raw_vault.sat_product_supplier_effectivity as satellite on satellite.product_hk is not distinct from segments.product_hk and satellite.load_date is not distinct from segments._unit[1] and satellite.delivery_id is not distinct from segments._unit[2]
where segments._is_there and not segments._is_replaced;

-- define sat_product_supplier_effectivity_current: raw_vault.sat_product_supplier_effectivity_current
create or replace view raw_vault.sat_product_supplier_effectivity_current
as
select *
from raw_vault.sat_product_supplier_effectivity_history
where is_current;

-- define sat_shipped_line_status_history: raw_vault.sat_shipped_line_status_history
create or replace view raw_vault.sat_shipped_line_status_history as
with placed as (
  select presence.*, delivery.path as _path, delivery.content_version as _content_version
  from raw_vault.sat_shipped_line_status as presence
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
window in_order as (partition by changes.shipped_line_hk order by changes.load_date, changes.sequence nulls first, changes._path, changes._content_version, changes.record_number, changes.row_number);

-- define sat_shipped_line_status_current: raw_vault.sat_shipped_line_status_current
create or replace view raw_vault.sat_shipped_line_status_current
as
select *
from raw_vault.sat_shipped_line_status_history
where is_current;

-- define link_product_supplier_in_force: raw_vault.link_product_supplier_in_force
create or replace view raw_vault.link_product_supplier_in_force
as
select
  link.product_supplier_hk,
  link.product_hk,
  link.supplier_hk,
  link.load_date,
  link.record_source,
  link.run_id
from raw_vault.link_product_supplier link
where link.product_supplier_hk in (
  select effectivity.product_supplier_hk
  from raw_vault.sat_product_supplier_effectivity_current effectivity
);

-- define link_shipped_line_in_force: raw_vault.link_shipped_line_in_force
create or replace view raw_vault.link_shipped_line_in_force as
with latest as (
  select tracking.shipment_hk, tracking.line_number, tracking.shipped_line_hk, tracking.operation as _said, row_number() over (partition by tracking.shipment_hk, tracking.line_number order by tracking.load_date desc nulls last, tracking.sequence desc nulls last, delivery.path desc nulls last, delivery.content_version desc nulls last, tracking.record_number desc nulls last, tracking.row_number desc nulls last) as _place
  from raw_vault.tracking_shipments as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
)
select link.shipped_line_hk, link.shipment_hk, link.product_hk, link.line_number, link.load_date, link.record_source, link.run_id
from raw_vault.link_shipped_line as link
where link.shipped_line_hk in (
  select shipped_line_hk from latest where _place = 1 and not (_said in ('D'))
);
