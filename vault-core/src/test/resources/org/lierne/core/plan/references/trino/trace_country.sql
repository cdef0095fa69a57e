-- read tracking_own_list: trace_tracking_own_list
create or replace table trace_tracking_own_list as
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, 'own_list' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_own_list as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.ref_country_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read tracking_countries: trace_tracking_countries
create or replace table trace_tracking_countries as
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, 'countries' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_countries as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.ref_country_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read ref_country_from_own_list: trace_ref_country_from_own_list
create or replace table trace_ref_country_from_own_list as
select stored.ref_country_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.hashdiff, stored.record_source, stored.run_id, stored.country_code, stored.name, stored.vat_rate,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.ref_country_from_own_list as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.ref_country_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read ref_country_from_countries: trace_ref_country_from_countries
create or replace table trace_ref_country_from_countries as
select stored.ref_country_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.hashdiff, stored.record_source, stored.run_id, stored.country_code, stored.name, stored.vat_rate,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.ref_country_from_countries as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.ref_country_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- tell ref_country_from_own_list: trace_ref_country_from_own_list
select *
from (
  with placed as (
    select *, row_number() over (partition by ref_country_hk order by load_date, _path, _content_version, record_number, row_number) as _place
    from trace_ref_country_from_own_list
  )
  select
    case
      when previous._place is null then 'created'
      when previous.hashdiff = satellite.hashdiff then 'repeated'
      else 'changed'
    end as _what,
    satellite.load_date, null as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, satellite.country_code, satellite.name, satellite.vat_rate, previous.country_code as _before_country_code, previous.name as _before_name, previous.vat_rate as _before_vat_rate
  from placed as satellite
  left join placed as previous on previous.ref_country_hk = satellite.ref_country_hk and previous._place = satellite._place - 1
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell ref_country_from_countries: trace_ref_country_from_countries
select *
from (
  with placed as (
    select *, row_number() over (partition by ref_country_hk order by load_date, _path, _content_version, record_number, row_number) as _place
    from trace_ref_country_from_countries
  )
  select
    case
      when previous._place is null then 'created'
      when previous.hashdiff = satellite.hashdiff then 'repeated'
      else 'changed'
    end as _what,
    satellite.load_date, null as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, satellite.country_code, satellite.name, satellite.vat_rate, previous.country_code as _before_country_code, previous.name as _before_name, previous.vat_rate as _before_vat_rate
  from placed as satellite
  left join placed as previous on previous.ref_country_hk = satellite.ref_country_hk and previous._place = satellite._place - 1
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- count what is only tracked: tracking_own_list
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, null as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_own_list as tracked
  where not exists (
    select 1 from trace_ref_country_from_own_list as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6));

-- count what is only tracked: tracking_countries
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, null as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_countries as tracked
  where not exists (
    select 1 from trace_ref_country_from_countries as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6));
