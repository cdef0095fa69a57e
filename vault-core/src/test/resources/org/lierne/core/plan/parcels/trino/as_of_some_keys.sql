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
  and (stored.load_date <= timestamp '2026-03-31 23:59:59.999999' or seen.load_date is not null)
  and stored.parcel_hk in (
    select key
    from looked_at
  );

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
  and stored.load_date <= timestamp '2026-03-31 23:59:59.999999'
  and stored.parcel_leg_hk in (
    select key
    from looked_at
  );
