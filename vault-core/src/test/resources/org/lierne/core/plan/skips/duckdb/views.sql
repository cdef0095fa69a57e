-- define sat_order_customer_effectivity_history: raw_vault.sat_order_customer_effectivity_history
create or replace view raw_vault.sat_order_customer_effectivity_history as
with units as (
  select
    satellite.order_hk,
    satellite.load_date,
    satellite.delivery_id,
    delivery.path,
    delivery.content_version,
    satellite.hashdiff,
    min(satellite.record_number) record_number,
    min(satellite.row_number) row_number
  from raw_vault.sat_order_customer_effectivity satellite
    left outer join audit.delivery delivery
      on delivery.delivery_id = satellite.delivery_id
  where (satellite.order_customer_hk not in (unhex('00000000000000000000000000000000'), unhex('ffffffffffffffffffffffffffffffff')))
  group by
    satellite.order_hk,
    satellite.load_date,
    satellite.delivery_id,
    delivery.path,
    delivery.content_version,
    satellite.hashdiff
),
ordered as (
  select *, lag(hashdiff) over (partition by order_hk order by load_date, path, content_version, record_number, row_number) as previous_hashdiff
  from units
),
latest as (
  select *, row_number() over (partition by order_hk, load_date order by run_id desc) as _place
  from raw_vault.presence_order_customer_effectivity
),
moved as (
  select order_hk, load_date, delivery_id, record_number, row_number, is_deleted, record_source, run_id,
    case when is_deleted then 0 else 1 end - coalesce(lag(case when is_deleted then 0 else 1 end)
      over (partition by order_hk order by load_date), 0) as _change
  from latest
  where _place = 1
),
counted as (
  select *, sum(_change) over (partition by order_hk order by load_date) = 0 as _is_deleted
  from moved
),
stated as (
  select *, row_number() over (partition by order_hk, load_date
    order by is_deleted = _is_deleted desc) as _place
  from counted
),
changes as (
  select order_hk, load_date, delivery_id, record_number, row_number, _is_deleted as is_deleted, record_source, run_id
  from (
    select *, coalesce(lag(_is_deleted) over (partition by order_hk order by load_date), true) as _was_deleted
    from stated
    where _place = 1
  ) as compared
  where _is_deleted <> _was_deleted
),
marks as (
  select order_hk, load_date, delivery_id, path, content_version, record_number, row_number, 1 as _kind
  from ordered
  where previous_hashdiff is distinct from hashdiff
  union all
  select order_hk, load_date, delivery_id, null as path, null as content_version, record_number, row_number, case when is_deleted then 2 else 0 end as _kind
  from (
    select *, lag(is_deleted) over (partition by order_hk order by changes.load_date) as _before
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
  window in_order as (partition by order_hk order by load_date, _kind, load_date, path, content_version, record_number, row_number),
    up_to_here as (partition by order_hk order by load_date, _kind, load_date, path, content_version, record_number, row_number rows between unbounded preceding and current row)
)
select satellite.order_hk,
  satellite.order_customer_hk,
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
join raw_vault.sat_order_customer_effectivity as satellite on satellite.order_hk is not distinct from segments.order_hk and satellite.load_date is not distinct from segments._unit[1] and satellite.delivery_id is not distinct from segments._unit[2]
where segments._is_there and not segments._is_replaced;

-- define sat_order_customer_effectivity_current: raw_vault.sat_order_customer_effectivity_current
create or replace view raw_vault.sat_order_customer_effectivity_current
as
select *
from raw_vault.sat_order_customer_effectivity_history
where is_current;

-- define sat_order_customer_terms_history: raw_vault.sat_order_customer_terms_history
create or replace view raw_vault.sat_order_customer_terms_history
as
with
  ordered as (
    select
      satellite.order_customer_hk,
      satellite.load_date,
      satellite.delivery_id,
      satellite.record_number,
      satellite.row_number,
      satellite.hashdiff,
      satellite.record_source,
      satellite.run_id,
      satellite.terms,
      delivery.path _path,
      delivery.content_version _content_version,
      lag(satellite.hashdiff) over (
        partition by satellite.order_customer_hk
        order by
          satellite.load_date asc,
          delivery.path asc,
          delivery.content_version asc,
          satellite.record_number asc,
          satellite.row_number asc
      ) previous_hashdiff
    from raw_vault.sat_order_customer_terms satellite
      left outer join audit.delivery delivery
        on delivery.delivery_id = satellite.delivery_id
    where (satellite.order_customer_hk not in (unhex('00000000000000000000000000000000'), unhex('ffffffffffffffffffffffffffffffff')))
  )
select
  ordered.order_customer_hk,
  ordered.load_date,
  lead(ordered.load_date) over (
    partition by ordered.order_customer_hk
    order by
      ordered.load_date asc,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) load_end_date,
  (lead(ordered.load_date) over (
    partition by ordered.order_customer_hk
    order by
      ordered.load_date asc,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) is null) is_current,
  ordered.delivery_id,
  ordered.record_number,
  ordered.row_number,
  ordered.hashdiff,
  ordered.record_source,
  ordered.run_id,
  ordered.terms
from ordered
where ordered.previous_hashdiff is distinct from ordered.hashdiff;

-- define sat_order_customer_terms_current: raw_vault.sat_order_customer_terms_current
create or replace view raw_vault.sat_order_customer_terms_current
as
select *
from raw_vault.sat_order_customer_terms_history
where is_current;

-- define link_order_customer_in_force: raw_vault.link_order_customer_in_force
create or replace view raw_vault.link_order_customer_in_force
as
select
  link.order_customer_hk,
  link.order_hk,
  link.customer_hk,
  link.load_date,
  link.record_source,
  link.run_id
from raw_vault.link_order_customer link
where link.order_customer_hk in (
  select effectivity.order_customer_hk
  from raw_vault.sat_order_customer_effectivity_current effectivity
);

-- define link_order_shop_in_force: raw_vault.link_order_shop_in_force
create or replace view raw_vault.link_order_shop_in_force as
with latest as (
  select tracking.order_hk, tracking.order_shop_hk, true as _said, row_number() over (partition by tracking.order_hk order by tracking.load_date desc nulls last, delivery.path desc nulls last, delivery.content_version desc nulls last, tracking.record_number desc nulls last, tracking.row_number desc nulls last) as _place
  from raw_vault.tracking_orders as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.order_shop_hk is not null
),
whole as (
  select max(load_date) as load_date
  from (
    select load_date, max_by(is_whole, run_id) as is_whole
    from raw_vault.judgement_orders
    group by load_date
  ) as judged
  where is_whole
),
there as (
  select evidence.order_hk
  from raw_vault.tracking_orders as evidence
  left join whole on true
  where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
    and evidence.delivery_id in (select max_by(delivery_id, run_id) from raw_vault.batch_orders group by path) and evidence.order_shop_hk is not null
  union
  select evidence.order_hk
  from raw_vault.seen_orders as evidence
  left join whole on true
  where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
    and evidence.delivery_id in (select max_by(delivery_id, run_id) from raw_vault.batch_orders group by path)
)
select link.order_shop_hk, link.order_hk, link.shop_hk, link.load_date, link.record_source, link.run_id
from raw_vault.link_order_shop as link
where link.order_shop_hk in (
  select latest.order_shop_hk
  from latest
  join there on there.order_hk = latest.order_hk
  where latest._place = 1
);

-- define link_payment_in_force: raw_vault.link_payment_in_force
create or replace view raw_vault.link_payment_in_force
as
select
  link.payment_hk,
  link.order_hk,
  link.payment_no,
  link.load_date,
  link.delivery_id,
  link.record_number,
  link.row_number,
  link.record_source,
  link.run_id,
  link.amount
from raw_vault.link_payment link;
