-- define hub_order: raw_vault.hub_order
create or replace view raw_vault.hub_order
as
select
  stored."order_PK" order_hk,
  stored.order_id,
  stored."LDTS" load_date,
  stored."RSRC" record_source,
  coalesce(stored.run_id, 0) run_id
from dv.h_order stored;

-- define hub_customer: raw_vault.hub_customer
create or replace view raw_vault.hub_customer
as
select
  stored."client key" customer_hk,
  stored.customer_id,
  stored."LDTS" load_date,
  stored."RSRC" record_source,
  coalesce(stored.run_id, 0) run_id
from dv.h_customer stored;

-- define link_order_customer: raw_vault.link_order_customer
create or replace view raw_vault.link_order_customer
as
select
  stored."order_customer_PK" order_customer_hk,
  stored."order_PK" order_hk,
  stored."client key" customer_hk,
  stored."LDTS" load_date,
  stored."RSRC" record_source,
  coalesce(stored.run_id, 0) run_id
from sales.order_client stored;

-- define sat_order_amount: raw_vault.sat_order_amount
create or replace view raw_vault.sat_order_amount
as
select
  stored."order_PK" order_hk,
  stored."LDTS" load_date,
  stored.delivery_id,
  coalesce(stored.record_number, 0) record_number,
  coalesce(stored.row_number, 0) row_number,
  stored."order_amount_DIFF" hashdiff,
  stored."RSRC" record_source,
  coalesce(stored.run_id, 0) run_id,
  stored.amount
from dv.s_order_amount stored;

-- define sat_order_amount_history: raw_vault.sat_order_amount_history
create or replace view raw_vault.sat_order_amount_history
as
with
  ordered as (
    select
      satellite.order_hk,
      satellite.load_date,
      satellite.delivery_id,
      satellite.record_number,
      satellite.row_number,
      satellite.hashdiff,
      satellite.record_source,
      satellite.run_id,
      satellite.amount,
      delivery.path _path,
      delivery.content_version _content_version,
      lag(satellite.hashdiff) over (
        partition by satellite.order_hk
        order by
          satellite.load_date asc,
          delivery.path asc,
          delivery.content_version asc,
          satellite.record_number asc,
          satellite.row_number asc
      ) previous_hashdiff
    from raw_vault.sat_order_amount satellite
      left outer join audit.delivery delivery
        on delivery.delivery_id = satellite.delivery_id
    where (satellite.order_hk not in ('00000000000000000000000000000000', 'ffffffffffffffffffffffffffffffff'))
  )
select
  ordered.order_hk,
  ordered.load_date,
  lead(ordered.load_date) over (
    partition by ordered.order_hk
    order by
      ordered.load_date asc,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) load_end_date,
  (lead(ordered.load_date) over (
    partition by ordered.order_hk
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
  ordered.amount
from ordered
where ordered.previous_hashdiff is distinct from ordered.hashdiff;

-- define sat_order_amount_current: raw_vault.sat_order_amount_current
create or replace view raw_vault.sat_order_amount_current
as
select *
from raw_vault.sat_order_amount_history
where is_current;

-- define link_order_customer_in_force: raw_vault.link_order_customer_in_force
create or replace view raw_vault.link_order_customer_in_force
as
with
  ranked as (
    select
      link.order_customer_hk,
      row_number() over (
        partition by link.order_hk
        order by
          coalesce(tracking.load_date, link.load_date) desc,
          tracking.load_date desc nulls last,
          delivery.path desc nulls last,
          delivery.content_version desc nulls last,
          tracking.record_number desc nulls last,
          tracking.row_number desc nulls last
      ) _place
    from raw_vault.link_order_customer link
      left outer join raw_vault.tracking_orders tracking
        on link.order_customer_hk = tracking.order_customer_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
  )
select
  link.order_customer_hk,
  link.order_hk,
  link.customer_hk,
  link.load_date,
  link.record_source,
  link.run_id
from raw_vault.link_order_customer link
where link.order_customer_hk in (
  select ranked.order_customer_hk
  from ranked
  where ranked._place = 1
);
