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
  case when stored.load_date <= timestamp '2026-03-31 23:59:59.999999' then stored.load_date else seen.load_date end as load_date,
  stored.record_source,
  stored.run_id
from shop.raw_vault.hub_parcel as stored
left join (
  select parcel_hk, min(load_date) as load_date
  from raw_vault.first_seen_hub_parcel
  group by parcel_hk
) as seen on seen.parcel_hk = stored.parcel_hk
where stored.run_id <= 12
  and (stored.load_date <= timestamp '2026-03-31 23:59:59.999999' or seen.load_date is not null);

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

-- define raw_vault.tracking_parcels: raw_vault.tracking_parcels
create or replace view raw_vault.tracking_parcels as
select
  stored.load_date,
  stored.sequence,
  stored.delivery_id,
  stored.record_number,
  stored.row_number,
  stored.run_id,
  stored.parcel_hk,
  stored.depot_hk,
  stored.customer_hk,
  stored.recipient_hk,
  stored.parcel_leg_hk,
  stored.parcel_customers_hk,
  stored.depot_name_hashdiff,
  stored.parcel_leg_details_hashdiff,
  stored.parcel_customers_effectivity_hashdiff
from shop.raw_vault.tracking_parcels as stored
where stored.run_id <= 12
  and stored.load_date <= timestamp '2026-03-31 23:59:59.999999'
union all
select
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as timestamp),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as timestamp),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as bigint),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as integer),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as bigint),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid),
  cast(error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') as uuid)
where error('Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot be told: what came and went, which links were in force, and which deliveries had a key.') is not null;

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
