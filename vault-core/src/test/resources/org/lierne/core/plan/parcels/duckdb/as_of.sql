-- define audit.delivery: audit.delivery
create or replace view audit.delivery as
select *
from shop.audit.delivery
where run_id <= 12;

-- define raw_vault.first_seen_hub_parcel: raw_vault.first_seen_hub_parcel
create or replace view raw_vault.first_seen_hub_parcel as
select
  stored.parcel_hk,
  stored.load_date,
  stored.run_id
from shop.raw_vault.first_seen_hub_parcel as stored
where stored.run_id <= 12
  and stored.load_date <= timestamp '2026-03-31 23:59:59.999999';

-- define raw_vault.hub_parcel: raw_vault.hub_parcel
create or replace view raw_vault.hub_parcel as
select
  stored.parcel_hk,
  stored.parcel_no,
  case when stored.load_date <= timestamp '2026-03-31 23:59:59.999999' then stored.load_date else (
    select min(seen.load_date)
    from raw_vault.first_seen_hub_parcel as seen
    where seen.parcel_hk = stored.parcel_hk
  ) end as load_date,
  stored.record_source,
  stored.run_id
from shop.raw_vault.hub_parcel as stored
where stored.run_id <= 12
  and (stored.load_date <= timestamp '2026-03-31 23:59:59.999999' or stored.parcel_hk in (
    select parcel_hk
    from raw_vault.first_seen_hub_parcel
  ));

-- define raw_vault.sat_parcel_leg_details: raw_vault.sat_parcel_leg_details
create or replace view raw_vault.sat_parcel_leg_details as
select
  stored.parcel_leg_hk,
  stored.load_date,
  stored.sequence,
  stored.delivery_id,
  stored.record_number,
  stored.row_number,
  stored.hashdiff,
  stored.record_source,
  stored.run_id,
  cast(stored.kilos as decimal(8,3)) as weight,
  stored.fee
from shop.raw_vault.sat_parcel_leg_facts as stored
where stored.run_id <= 12
  and stored.load_date <= timestamp '2026-03-31 23:59:59.999999';

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
    where (satellite.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
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
