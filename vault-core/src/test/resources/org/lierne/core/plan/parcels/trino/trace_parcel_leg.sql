-- read tracking_parcels: trace_tracking_parcels
create or replace table trace_tracking_parcels as
select stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, stored.parcel_leg_hk, 'parcels' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_parcels as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.parcel_leg_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read link_parcel_leg: trace_link_parcel_leg
create or replace table trace_link_parcel_leg as
select stored.parcel_leg_hk, stored.parcel_hk, stored.depot_hk, stored.leg, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version,
  hub_of_parcel.parcel_no as _parcel__parcel_no,
  hub_of_depot.country as _depot__country,
  hub_of_depot.depot_no as _depot__depot_no
from raw_vault.link_parcel_leg as stored
left join (
  select *, row_number() over (partition by load_date, parcel_leg_hk
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, parcel_leg_hk, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_parcels
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.parcel_leg_hk = stored.parcel_leg_hk and stated._place = 1
left join raw_vault.hub_parcel as hub_of_parcel on hub_of_parcel.parcel_hk = stored.parcel_hk
left join raw_vault.hub_depot as hub_of_depot on hub_of_depot.depot_hk = stored.depot_hk
where stored.parcel_leg_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read first_seen_link_parcel_leg: trace_first_seen_link_parcel_leg
create or replace table trace_first_seen_link_parcel_leg as
select stored.parcel_leg_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_link_parcel_leg as stored
where stored.parcel_leg_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read sat_parcel_leg_details: trace_sat_parcel_leg_details
create or replace table trace_sat_parcel_leg_details as
select stored.parcel_leg_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, stored.hashdiff, stored.record_source, stored.run_id, stored.weight, stored.fee,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.sat_parcel_leg_details as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.parcel_leg_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- tell link_parcel_leg: trace_link_parcel_leg
select *
from (
  select 'linked' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, link._parcel__parcel_no, link._depot__country, link._depot__depot_no, link.leg
  from trace_link_parcel_leg as link
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_link_parcel_leg: trace_first_seen_link_parcel_leg
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id
  from trace_first_seen_link_parcel_leg as seen
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_parcel_leg_details: trace_sat_parcel_leg_details
select *
from (
  with placed as (
    select *, row_number() over (partition by parcel_leg_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _place
    from trace_sat_parcel_leg_details
  )
  select
    case
      when previous._place is null then 'created'
      when previous.hashdiff = satellite.hashdiff then 'repeated'
      else 'changed'
    end as _what,
    satellite.load_date, satellite.sequence as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, satellite.weight, satellite.fee, previous.weight as _before_weight, previous.fee as _before_fee
  from placed as satellite
  left join placed as previous on previous.parcel_leg_hk = satellite.parcel_leg_hk and previous._place = satellite._place - 1
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- count what is only tracked: tracking_parcels
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, tracked.sequence as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_parcels as tracked
  where not exists (
    select 1 from trace_link_parcel_leg as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_parcel_leg_details as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6));
