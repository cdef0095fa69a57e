-- define sat_depot_name_history: raw_vault.sat_depot_name_history
create or replace view raw_vault.sat_depot_name_history
as
with
  ordered as (
    select
      satellite.depot_hk,
      satellite.load_date,
      satellite.sequence,
      satellite.delivery_id,
      satellite.record_number,
      satellite.row_number,
      satellite.hashdiff,
      satellite.record_source,
      satellite.run_id,
      satellite.depot_name,
      delivery.path _path,
      delivery.content_version _content_version,
      lag(satellite.hashdiff) over (
        partition by satellite.depot_hk
        order by
          satellite.load_date asc,
          satellite.sequence asc nulls first,
          delivery.path asc,
          delivery.content_version asc,
          satellite.record_number asc,
          satellite.row_number asc
      ) previous_hashdiff
    from raw_vault.sat_depot_name satellite
      left outer join audit.delivery delivery
        on delivery.delivery_id = satellite.delivery_id
    where (satellite.depot_hk not in (cast(from_hex('00000000000000000000000000000000') as uuid), cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid)))
  )
select
  ordered.depot_hk,
  ordered.load_date,
  lead(ordered.load_date) over (
    partition by ordered.depot_hk
    order by
      ordered.load_date asc,
      ordered.sequence asc nulls first,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) load_end_date,
  (lead(ordered.load_date) over (
    partition by ordered.depot_hk
    order by
      ordered.load_date asc,
      ordered.sequence asc nulls first,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) is null) is_current,
  ordered.sequence,
  ordered.delivery_id,
  ordered.record_number,
  ordered.row_number,
  ordered.hashdiff,
  ordered.record_source,
  ordered.run_id,
  ordered.depot_name
from ordered
where ordered.previous_hashdiff is distinct from ordered.hashdiff;

-- define sat_depot_name_current: raw_vault.sat_depot_name_current
create or replace view raw_vault.sat_depot_name_current
as
select *
from raw_vault.sat_depot_name_history
where is_current;

-- define sat_parcel_leg_details_history: raw_vault.sat_parcel_leg_details_history
create or replace view raw_vault.sat_parcel_leg_details_history
as
with
  ordered as (
    select
      satellite.parcel_leg_hk,
      satellite.load_date,
      satellite.sequence,
      satellite.delivery_id,
      satellite.record_number,
      satellite.row_number,
      satellite.hashdiff,
      satellite.record_source,
      satellite.run_id,
      satellite.weight,
      satellite.fee,
      delivery.path _path,
      delivery.content_version _content_version,
      lag(satellite.hashdiff) over (
        partition by satellite.parcel_leg_hk
        order by
          satellite.load_date asc,
          satellite.sequence asc nulls first,
          delivery.path asc,
          delivery.content_version asc,
          satellite.record_number asc,
          satellite.row_number asc
      ) previous_hashdiff
    from raw_vault.sat_parcel_leg_details satellite
      left outer join audit.delivery delivery
        on delivery.delivery_id = satellite.delivery_id
    where (satellite.parcel_leg_hk not in (cast(from_hex('00000000000000000000000000000000') as uuid), cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid)))
  )
select
  ordered.parcel_leg_hk,
  ordered.load_date,
  lead(ordered.load_date) over (
    partition by ordered.parcel_leg_hk
    order by
      ordered.load_date asc,
      ordered.sequence asc nulls first,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) load_end_date,
  (lead(ordered.load_date) over (
    partition by ordered.parcel_leg_hk
    order by
      ordered.load_date asc,
      ordered.sequence asc nulls first,
      ordered._path asc,
      ordered._content_version asc,
      ordered.record_number asc,
      ordered.row_number asc
  ) is null) is_current,
  ordered.sequence,
  ordered.delivery_id,
  ordered.record_number,
  ordered.row_number,
  ordered.hashdiff,
  ordered.record_source,
  ordered.run_id,
  ordered.weight,
  ordered.fee
from ordered
where ordered.previous_hashdiff is distinct from ordered.hashdiff;

-- define sat_parcel_leg_details_current: raw_vault.sat_parcel_leg_details_current
create or replace view raw_vault.sat_parcel_leg_details_current
as
select *
from raw_vault.sat_parcel_leg_details_history
where is_current;

-- define sat_parcel_customers_effectivity_history: raw_vault.sat_parcel_customers_effectivity_history
create or replace view raw_vault.sat_parcel_customers_effectivity_history
as
with
  units as (
    select
      satellite.parcel_hk,
      satellite.load_date,
      satellite.sequence,
      satellite.delivery_id,
      delivery.path,
      delivery.content_version,
      satellite.hashdiff,
      min(satellite.record_number) record_number,
      min(satellite.row_number) row_number
    from raw_vault.sat_parcel_customers_effectivity satellite
      left outer join audit.delivery delivery
        on delivery.delivery_id = satellite.delivery_id
    where (satellite.parcel_customers_hk not in (cast(from_hex('00000000000000000000000000000000') as uuid), cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid)))
    group by
      satellite.parcel_hk,
      satellite.load_date,
      satellite.sequence,
      satellite.delivery_id,
      delivery.path,
      delivery.content_version,
      satellite.hashdiff
  ),
  ordered as (
    select
      units.*,
      lag(units.hashdiff) over (
        partition by units.parcel_hk
        order by
          units.load_date asc,
          units.sequence asc nulls first,
          units.path asc,
          units.content_version asc,
          units.record_number asc,
          units.row_number asc
      ) previous_hashdiff
    from units
  ),
  changes as (
    select
      ordered.*,
      lead(ordered.load_date) over (
        partition by ordered.parcel_hk
        order by
          ordered.load_date asc,
          ordered.sequence asc nulls first,
          ordered.path asc,
          ordered.content_version asc,
          ordered.record_number asc,
          ordered.row_number asc
      ) load_end_date
    from ordered
    where ordered.previous_hashdiff is distinct from ordered.hashdiff
  )
select
  satellite.parcel_hk,
  satellite.parcel_customers_hk,
  satellite.load_date,
  changes.load_end_date,
  (changes.load_end_date is null) is_current,
  satellite.sequence,
  satellite.delivery_id,
  satellite.record_number,
  satellite.row_number,
  satellite.hashdiff,
  satellite.record_source,
  satellite.run_id
from changes
  join raw_vault.sat_parcel_customers_effectivity satellite
    on (
      satellite.parcel_hk = changes.parcel_hk
      and satellite.load_date = changes.load_date
      and satellite.sequence is not distinct from changes.sequence
      and satellite.delivery_id = changes.delivery_id
    );

-- define sat_parcel_customers_effectivity_current: raw_vault.sat_parcel_customers_effectivity_current
create or replace view raw_vault.sat_parcel_customers_effectivity_current
as
select *
from raw_vault.sat_parcel_customers_effectivity_history
where is_current;

-- define link_parcel_leg_in_force: raw_vault.link_parcel_leg_in_force
create or replace view raw_vault.link_parcel_leg_in_force
as
with
  ranked as (
    select
      link.parcel_leg_hk,
      row_number() over (
        partition by link.parcel_hk, link.leg
        order by
          tracking.load_date desc nulls last,
          tracking.sequence desc nulls last,
          delivery.path desc nulls last,
          delivery.content_version desc nulls last,
          tracking.record_number desc nulls last,
          tracking.row_number desc nulls last
      ) _place
    from raw_vault.tracking_parcels tracking
      join raw_vault.link_parcel_leg link
        on link.parcel_leg_hk = tracking.parcel_leg_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
  )
select
  link.parcel_leg_hk,
  link.parcel_hk,
  link.depot_hk,
  link.leg,
  link.load_date,
  link.record_source,
  link.run_id
from raw_vault.link_parcel_leg link
where link.parcel_leg_hk in (
  select ranked.parcel_leg_hk
  from ranked
  where ranked._place = 1
);

-- define link_parcel_customers_in_force: raw_vault.link_parcel_customers_in_force
create or replace view raw_vault.link_parcel_customers_in_force
as
select
  link.parcel_customers_hk,
  link.parcel_hk,
  link.customer_hk,
  link.recipient_hk,
  link.load_date,
  link.record_source,
  link.run_id
from raw_vault.link_parcel_customers link
where link.parcel_customers_hk in (
  select effectivity.parcel_customers_hk
  from raw_vault.sat_parcel_customers_effectivity_current effectivity
);
