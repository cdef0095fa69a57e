-- read tracking_parcels: trace_tracking_parcels
create or replace temporary table trace_tracking_parcels as
select stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, stored.parcel_customers_hk, 'parcels' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_parcels as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.customer_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid) or stored.recipient_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read hub_customer: trace_hub_customer
create or replace temporary table trace_hub_customer as
select stored.customer_hk, stored.customer_no, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version
from raw_vault.hub_customer as stored
left join (
  select *, row_number() over (partition by load_date, record_source
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, record_source, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_parcels
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.record_source = stored.record_source and stated._place = 1
where stored.customer_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read first_seen_hub_customer: trace_first_seen_hub_customer
create or replace temporary table trace_first_seen_hub_customer as
select stored.customer_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_hub_customer as stored
where stored.customer_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read link_parcel_customers: trace_link_parcel_customers
create or replace temporary table trace_link_parcel_customers as
select stored.parcel_customers_hk, stored.parcel_hk, stored.customer_hk, stored.recipient_hk, stored.load_date, stored.record_source, stored.run_id, stated.delivery_id, stated.record_number, stated.row_number, stated._path, stated._content_version,
  hub_of_parcel.parcel_no as _parcel__parcel_no,
  case when stored.customer_hk <> cast('0cc175b9c0f1b6a831c399e269772661' as uuid) then hub_of_customer.customer_no end as _customer__customer_no,
  case when stored.recipient_hk <> cast('0cc175b9c0f1b6a831c399e269772661' as uuid) then hub_of_recipient.customer_no end as _recipient__customer_no
from raw_vault.link_parcel_customers as stored
left join (
  select *, row_number() over (partition by load_date, parcel_customers_hk
    order by _path, _content_version, record_number, row_number) as _place
  from (
    select load_date, parcel_customers_hk, delivery_id, record_number, row_number, _path, _content_version
    from trace_tracking_parcels
  ) as tracked
) as stated on stated.load_date = stored.load_date and stated.parcel_customers_hk = stored.parcel_customers_hk and stated._place = 1
left join raw_vault.hub_parcel as hub_of_parcel on hub_of_parcel.parcel_hk = stored.parcel_hk
left join raw_vault.hub_customer as hub_of_customer on hub_of_customer.customer_hk = stored.customer_hk
left join raw_vault.hub_customer as hub_of_recipient on hub_of_recipient.customer_hk = stored.recipient_hk
where stored.customer_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid) or stored.recipient_hk = cast('0cc175b9c0f1b6a831c399e269772661' as uuid);

-- read first_seen_link_parcel_customers: trace_first_seen_link_parcel_customers
create or replace temporary table trace_first_seen_link_parcel_customers as
select stored.parcel_customers_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_link_parcel_customers as stored
where stored.parcel_customers_hk in (select parcel_customers_hk from trace_link_parcel_customers);

-- read sat_parcel_customers_effectivity: trace_sat_parcel_customers_effectivity
create or replace temporary table trace_sat_parcel_customers_effectivity as
select stored.parcel_hk, stored.parcel_customers_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, stored.hashdiff, stored.record_source, stored.run_id,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.sat_parcel_customers_effectivity as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where exists (
  select 1 from trace_link_parcel_customers as link
  where link.parcel_hk = stored.parcel_hk
);

-- tell hub_customer: trace_hub_customer
select *
from (
  select 'created' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, hub.customer_no, null as _before_customer_no
  from trace_hub_customer as hub
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_hub_customer: trace_first_seen_hub_customer
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id
  from trace_first_seen_hub_customer as seen
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell link_parcel_customers: trace_link_parcel_customers
select *
from (
  select 'linked' as _what, load_date, null as _sequence, _path, _content_version, delivery_id, record_number, row_number, record_source, run_id, link._parcel__parcel_no, link._customer__customer_no, link._recipient__customer_no
  from trace_link_parcel_customers as link
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_link_parcel_customers: trace_first_seen_link_parcel_customers
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id, link._parcel__parcel_no, link._customer__customer_no, link._recipient__customer_no
  from trace_first_seen_link_parcel_customers as seen
  join trace_link_parcel_customers as link on link.parcel_customers_hk = seen.parcel_customers_hk
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_parcel_customers_effectivity: trace_sat_parcel_customers_effectivity
select *
from (
  with placed as (
    select *, dense_rank() over (partition by parcel_hk order by load_date, sequence nulls first, _path, _content_version) as _place
    from trace_sat_parcel_customers_effectivity
  ),
  sets as (
    select parcel_hk, _place, load_date, sequence, _path, _content_version, delivery_id, record_source, run_id,
      min(record_number) as record_number, min(row_number) as row_number
    from placed
    group by parcel_hk, _place, load_date, sequence, _path, _content_version, delivery_id, record_source, run_id
  )
  select 'opened' as _what,
    satellite.load_date, satellite.sequence as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, link._parcel__parcel_no, link._customer__customer_no, link._recipient__customer_no
  from placed as satellite
  join trace_link_parcel_customers as link on link.parcel_customers_hk = satellite.parcel_customers_hk
  where not exists (
    select 1 from placed as previous
    where satellite.parcel_hk = previous.parcel_hk and satellite.parcel_customers_hk = previous.parcel_customers_hk and previous._place = satellite._place - 1
  )
  union all
  select 'closed' as _what,
    sets.load_date, sets.sequence as _sequence, sets._path, sets._content_version, sets.delivery_id, sets.record_number, sets.row_number, sets.record_source, sets.run_id, link._parcel__parcel_no, link._customer__customer_no, link._recipient__customer_no
  from placed as previous
  join sets on sets.parcel_hk = previous.parcel_hk and sets._place = previous._place + 1
  join trace_link_parcel_customers as link on link.parcel_customers_hk = previous.parcel_customers_hk
  where not exists (
    select 1 from placed as satellite
    where satellite.parcel_hk = previous.parcel_hk and satellite.parcel_customers_hk = previous.parcel_customers_hk and satellite._place = sets._place
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp)
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- count what is only tracked: tracking_parcels
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, tracked.sequence as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_parcels as tracked
  where not exists (
    select 1 from trace_hub_customer as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_link_parcel_customers as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_parcel_customers_effectivity as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp);
