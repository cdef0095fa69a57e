-- tell snapshot dates: wanted_snapshot_nightly
create or replace temporary table wanted_snapshot_nightly as
select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly
from (
  values
    (timestamp '2024-01-31 23:59:59.000000', true, false, true, false),
    (timestamp '2024-02-01 23:59:59.000000', true, true, true, false)
) as dates (snapshot_date, is_daily, is_weekly, is_monthly, is_yearly);

-- note changed keys: changed_pit_customer
create or replace temporary table changed_pit_customer as
with built as (
  select
    case
      when coalesce(max(run_id), -1) <= (select run_id from this_run)
        and not exists (
          select 1
          from wanted_snapshot_nightly as wanted
          where wanted.snapshot_date < (
              select coalesce(max(snapshot_date), timestamp '9999-12-31 00:00:00') from business_vault.snapshot_nightly
            )
            and wanted.snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly)
        )
      then coalesce(max(run_id), -1)
      else -1
    end as run_id,
    (select max(snapshot_date) from business_vault.snapshot_nightly) as snapshot_date
  from business_vault.pit_customer
)
select customer_hk, min(load_date) as since
from (
  select customer_hk, load_date from raw_vault.hub_customer as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  union all
  select customer_hk, load_date from raw_vault.first_seen_hub_customer as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  union all
  select customer_hk, load_date from raw_vault.sat_customer_city as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  union all
  select customer_hk, load_date from raw_vault.sat_customer_status as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  union all
  select customer_hk, load_date from raw_vault.sat_customer_phones as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
) as changes
group by customer_hk;

-- find what holds: held_sat_customer_city
create or replace temporary table held_sat_customer_city as
with places as (
  select delivery_id, row_number() over (order by path, content_version) as _place
  from audit.delivery
)
select customer_hk, load_date, delivery_id, record_number, row_number, _place,
  lag(hashdiff) over in_order is not distinct from hashdiff as _repeats,
  coalesce(lead(load_date) over in_order, timestamp '9999-12-31 00:00:00') as _until
from (
  select satellite.customer_hk, satellite.load_date, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.hashdiff, places._place
  from raw_vault.sat_customer_city as satellite
  join changed_pit_customer as changed on changed.customer_hk = satellite.customer_hk
  left join places on places.delivery_id = satellite.delivery_id
  where (satellite.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as stored
window in_order as (partition by customer_hk order by load_date, _place, record_number, row_number);

-- pass over what repeats: held_sat_customer_city
-- only if:
--   select exists (select 1 from held_sat_customer_city where _repeats)
create or replace temporary table held_sat_customer_city as
select customer_hk, load_date, delivery_id, record_number, row_number, _place,
  _repeats,
  coalesce(lead(load_date) over in_order, timestamp '9999-12-31 00:00:00') as _until
from held_sat_customer_city
where not _repeats
window in_order as (partition by customer_hk order by load_date, _place, record_number, row_number);

-- find what holds: held_sat_customer_status
create or replace temporary table held_sat_customer_status as
select customer_hk, load_date, delivery_id, record_number, row_number, coalesce(lead(load_date) over (partition by customer_hk order by load_date, delivery_id, record_number, row_number), timestamp '9999-12-31 00:00:00') as _until
from (
  select distinct history.customer_hk, history.load_date, history.delivery_id, history.record_number, history.row_number
  from raw_vault.sat_customer_status_history as history
  join changed_pit_customer as changed on changed.customer_hk = history.customer_hk
  where history.load_end_date is distinct from history.load_date
) as held;

-- find what holds: held_sat_customer_phones
create or replace temporary table held_sat_customer_phones as
with places as (
  select delivery_id, row_number() over (order by path, content_version) as _place
  from audit.delivery
)
select customer_hk, load_date, sequence, delivery_id, _place, record_number, row_number,
  lag(hashdiff) over in_order is not distinct from hashdiff as _repeats,
  coalesce(lead(load_date) over in_order, timestamp '9999-12-31 00:00:00') as _until
from (
  select satellite.customer_hk, satellite.load_date, satellite.sequence, satellite.delivery_id, satellite.block_hashdiff as hashdiff, places._place,
    min(satellite.record_number) as record_number, min(satellite.row_number) as row_number
  from raw_vault.sat_customer_phones as satellite
  join changed_pit_customer as changed on changed.customer_hk = satellite.customer_hk
  left join places on places.delivery_id = satellite.delivery_id
  where (satellite.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
  group by satellite.customer_hk, satellite.load_date, satellite.sequence, satellite.delivery_id, satellite.block_hashdiff, places._place
) as stored
window in_order as (partition by customer_hk order by load_date, sequence nulls first, _place, record_number, row_number);

-- pass over what repeats: held_sat_customer_phones
-- only if:
--   select exists (select 1 from held_sat_customer_phones where _repeats)
create or replace temporary table held_sat_customer_phones as
select customer_hk, load_date, sequence, delivery_id, _place, record_number, row_number,
  _repeats,
  coalesce(lead(load_date) over in_order, timestamp '9999-12-31 00:00:00') as _until
from held_sat_customer_phones
where not _repeats
window in_order as (partition by customer_hk order by load_date, sequence nulls first, _place, record_number, row_number);

-- carry unchanged keys on: business_vault.pit_customer
-- only if:
--   select exists (select 1 from wanted_snapshot_nightly where snapshot_date > (select max(snapshot_date) from business_vault.snapshot_nightly))
insert into business_vault.pit_customer (customer_hk, snapshot_date, sat_customer_city_hk, sat_customer_city_load_date, sat_customer_city_delivery_id, sat_customer_city_record_number, sat_customer_city_row_number, sat_customer_status_hk, sat_customer_status_load_date, sat_customer_status_delivery_id, sat_customer_status_record_number, sat_customer_status_row_number, sat_customer_phones_hk, sat_customer_phones_load_date, sat_customer_phones_sequence, sat_customer_phones_delivery_id, run_id)
select built.customer_hk, wanted.snapshot_date, built.sat_customer_city_hk, built.sat_customer_city_load_date, built.sat_customer_city_delivery_id, built.sat_customer_city_record_number, built.sat_customer_city_row_number, built.sat_customer_status_hk, built.sat_customer_status_load_date, built.sat_customer_status_delivery_id, built.sat_customer_status_record_number, built.sat_customer_status_row_number, built.sat_customer_phones_hk, built.sat_customer_phones_load_date, built.sat_customer_phones_sequence, built.sat_customer_phones_delivery_id, (select run_id from this_run)
from business_vault.pit_customer as built
join wanted_snapshot_nightly as wanted on wanted.snapshot_date > built.snapshot_date
left join changed_pit_customer as changed on changed.customer_hk = built.customer_hk and changed.since <= wanted.snapshot_date
where built.snapshot_date = (select max(snapshot_date) from business_vault.snapshot_nightly)
  and changed.since is null;

-- drop old dates: business_vault.pit_customer
delete from business_vault.pit_customer
where snapshot_date not in (select snapshot_date from wanted_snapshot_nightly);

-- drop changed keys: business_vault.pit_customer
delete from business_vault.pit_customer
where snapshot_date >= (select min(since) from changed_pit_customer)
  and exists (
    select 1
    from changed_pit_customer as changed
    where changed.customer_hk = pit_customer.customer_hk and changed.since <= pit_customer.snapshot_date
  );

-- insert changed keys: business_vault.pit_customer
insert into business_vault.pit_customer (customer_hk, snapshot_date, sat_customer_city_hk, sat_customer_city_load_date, sat_customer_city_delivery_id, sat_customer_city_record_number, sat_customer_city_row_number, sat_customer_status_hk, sat_customer_status_load_date, sat_customer_status_delivery_id, sat_customer_status_record_number, sat_customer_status_row_number, sat_customer_phones_hk, sat_customer_phones_load_date, sat_customer_phones_sequence, sat_customer_phones_delivery_id, run_id)
with first_seen as (
  select customer_hk, min(load_date) as load_date
  from (
    select customer_hk, load_date from raw_vault.hub_customer
    union all
    select customer_hk, load_date from raw_vault.first_seen_hub_customer
  ) as seen
  group by customer_hk
),
points as (
  select first_seen.customer_hk, wanted.snapshot_date
  from first_seen
  join changed_pit_customer as changed on changed.customer_hk = first_seen.customer_hk
  join wanted_snapshot_nightly as wanted
    on wanted.snapshot_date >= first_seen.load_date and wanted.snapshot_date >= changed.since
)
select
  points.customer_hk,
  points.snapshot_date,
  coalesce(sat_customer_city.customer_hk, cast('00000000000000000000000000000000' as uuid)) as sat_customer_city_hk,
  coalesce(sat_customer_city.load_date, timestamp '1900-01-01 00:00:00') as sat_customer_city_load_date,
  coalesce(sat_customer_city.delivery_id, cast('00000000-0000-0000-0000-000000000000' as uuid)) as sat_customer_city_delivery_id,
  coalesce(sat_customer_city.record_number, 0) as sat_customer_city_record_number,
  coalesce(sat_customer_city.row_number, 0) as sat_customer_city_row_number,
  coalesce(sat_customer_status.customer_hk, cast('00000000000000000000000000000000' as uuid)) as sat_customer_status_hk,
  sat_customer_status.load_date as sat_customer_status_load_date,
  sat_customer_status.delivery_id as sat_customer_status_delivery_id,
  sat_customer_status.record_number as sat_customer_status_record_number,
  sat_customer_status.row_number as sat_customer_status_row_number,
  coalesce(sat_customer_phones.customer_hk, cast('00000000000000000000000000000000' as uuid)) as sat_customer_phones_hk,
  coalesce(sat_customer_phones.load_date, timestamp '1900-01-01 00:00:00') as sat_customer_phones_load_date,
  sat_customer_phones.sequence as sat_customer_phones_sequence,
  coalesce(sat_customer_phones.delivery_id, cast('00000000-0000-0000-0000-000000000000' as uuid)) as sat_customer_phones_delivery_id,
  (select run_id from this_run) as run_id
from points
left join held_sat_customer_city as sat_customer_city
  on sat_customer_city.customer_hk = points.customer_hk
  and sat_customer_city.load_date <= points.snapshot_date and sat_customer_city._until > points.snapshot_date
left join held_sat_customer_status as sat_customer_status
  on sat_customer_status.customer_hk = points.customer_hk
  and sat_customer_status.load_date <= points.snapshot_date and sat_customer_status._until > points.snapshot_date
left join held_sat_customer_phones as sat_customer_phones
  on sat_customer_phones.customer_hk = points.customer_hk
  and sat_customer_phones.load_date <= points.snapshot_date and sat_customer_phones._until > points.snapshot_date;

-- note changed keys: changed_pit_order_customer
create or replace temporary table changed_pit_order_customer as
with built as (
  select
    case
      when coalesce(max(run_id), -1) <= (select run_id from this_run)
        and not exists (
          select 1
          from wanted_snapshot_nightly as wanted
          where wanted.snapshot_date < (
              select coalesce(max(snapshot_date), timestamp '9999-12-31 00:00:00') from business_vault.snapshot_nightly
            )
            and wanted.snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly)
        )
      then coalesce(max(run_id), -1)
      else -1
    end as run_id,
    (select max(snapshot_date) from business_vault.snapshot_nightly) as snapshot_date
  from business_vault.pit_order_customer
)
select order_customer_hk, min(load_date) as since
from (
  select order_customer_hk, load_date from raw_vault.link_order_customer as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  union all
  select order_customer_hk, load_date from raw_vault.first_seen_link_order_customer as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  union all
  select satellite.order_customer_hk, moved.load_date
  from raw_vault.sat_order_customer_effectivity as satellite
  join (
    select order_hk, min(load_date) as load_date
    from (
      select order_hk, load_date from raw_vault.sat_order_customer_effectivity as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    ) as stated
    group by order_hk
  ) as moved on moved.order_hk = satellite.order_hk
) as changes
group by order_customer_hk;

-- find what holds: held_sat_order_customer_effectivity
create or replace temporary table held_sat_order_customer_effectivity as
select order_customer_hk, load_date, sequence, delivery_id, record_number, row_number, least(coalesce(load_end_date, timestamp '9999-12-31 00:00:00'), coalesce(lead(load_date) over (partition by order_customer_hk order by load_date, load_end_date nulls last, sequence, delivery_id, record_number, row_number), timestamp '9999-12-31 00:00:00')) as _until
from (
  select distinct history.order_customer_hk, history.load_date, history.sequence, history.delivery_id, history.record_number, history.row_number, history.load_end_date
  from raw_vault.sat_order_customer_effectivity_history as history
  join changed_pit_order_customer as changed on changed.order_customer_hk = history.order_customer_hk
  where history.load_end_date is distinct from history.load_date
) as held;

-- carry unchanged keys on: business_vault.pit_order_customer
-- only if:
--   select exists (select 1 from wanted_snapshot_nightly where snapshot_date > (select max(snapshot_date) from business_vault.snapshot_nightly))
insert into business_vault.pit_order_customer (order_customer_hk, snapshot_date, sat_order_customer_effectivity_hk, sat_order_customer_effectivity_load_date, sat_order_customer_effectivity_sequence, sat_order_customer_effectivity_delivery_id, sat_order_customer_effectivity_record_number, sat_order_customer_effectivity_row_number, run_id)
select built.order_customer_hk, wanted.snapshot_date, built.sat_order_customer_effectivity_hk, built.sat_order_customer_effectivity_load_date, built.sat_order_customer_effectivity_sequence, built.sat_order_customer_effectivity_delivery_id, built.sat_order_customer_effectivity_record_number, built.sat_order_customer_effectivity_row_number, (select run_id from this_run)
from business_vault.pit_order_customer as built
join wanted_snapshot_nightly as wanted on wanted.snapshot_date > built.snapshot_date
left join changed_pit_order_customer as changed on changed.order_customer_hk = built.order_customer_hk and changed.since <= wanted.snapshot_date
where built.snapshot_date = (select max(snapshot_date) from business_vault.snapshot_nightly)
  and changed.since is null;

-- drop old dates: business_vault.pit_order_customer
delete from business_vault.pit_order_customer
where snapshot_date not in (select snapshot_date from wanted_snapshot_nightly);

-- drop changed keys: business_vault.pit_order_customer
delete from business_vault.pit_order_customer
where snapshot_date >= (select min(since) from changed_pit_order_customer)
  and exists (
    select 1
    from changed_pit_order_customer as changed
    where changed.order_customer_hk = pit_order_customer.order_customer_hk and changed.since <= pit_order_customer.snapshot_date
  );

-- insert changed keys: business_vault.pit_order_customer
insert into business_vault.pit_order_customer (order_customer_hk, snapshot_date, sat_order_customer_effectivity_hk, sat_order_customer_effectivity_load_date, sat_order_customer_effectivity_sequence, sat_order_customer_effectivity_delivery_id, sat_order_customer_effectivity_record_number, sat_order_customer_effectivity_row_number, run_id)
with first_seen as (
  select order_customer_hk, min(load_date) as load_date
  from (
    select order_customer_hk, load_date from raw_vault.link_order_customer
    union all
    select order_customer_hk, load_date from raw_vault.first_seen_link_order_customer
  ) as seen
  group by order_customer_hk
),
points as (
  select first_seen.order_customer_hk, wanted.snapshot_date
  from first_seen
  join changed_pit_order_customer as changed on changed.order_customer_hk = first_seen.order_customer_hk
  join wanted_snapshot_nightly as wanted
    on wanted.snapshot_date >= first_seen.load_date and wanted.snapshot_date >= changed.since
)
select
  points.order_customer_hk,
  points.snapshot_date,
  coalesce(sat_order_customer_effectivity.order_customer_hk, cast('00000000000000000000000000000000' as uuid)) as sat_order_customer_effectivity_hk,
  coalesce(sat_order_customer_effectivity.load_date, timestamp '1900-01-01 00:00:00') as sat_order_customer_effectivity_load_date,
  sat_order_customer_effectivity.sequence as sat_order_customer_effectivity_sequence,
  coalesce(sat_order_customer_effectivity.delivery_id, cast('00000000-0000-0000-0000-000000000000' as uuid)) as sat_order_customer_effectivity_delivery_id,
  coalesce(sat_order_customer_effectivity.record_number, 0) as sat_order_customer_effectivity_record_number,
  coalesce(sat_order_customer_effectivity.row_number, 0) as sat_order_customer_effectivity_row_number,
  (select run_id from this_run) as run_id
from points
left join held_sat_order_customer_effectivity as sat_order_customer_effectivity
  on sat_order_customer_effectivity.order_customer_hk = points.order_customer_hk
  and sat_order_customer_effectivity.load_date <= points.snapshot_date and sat_order_customer_effectivity._until > points.snapshot_date;

-- note changed dates: changed_bridge_line_customer
create or replace temporary table changed_bridge_line_customer as
with built as (
  select
    case
      when coalesce(max(run_id), -1) <= (select run_id from this_run)
        and not exists (
          select 1
          from wanted_snapshot_nightly as wanted
          where wanted.snapshot_date < (
              select coalesce(max(snapshot_date), timestamp '9999-12-31 00:00:00') from business_vault.snapshot_nightly
            )
            and wanted.snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly)
        )
      then coalesce(max(run_id), -1)
      else -1
    end as run_id,
    (select max(snapshot_date) from business_vault.snapshot_nightly) as snapshot_date
  from business_vault.bridge_line_customer
)
select snapshot_date
from wanted_snapshot_nightly
where snapshot_date >= (
  select min(load_date)
  from (
    select min(load_date) as load_date from raw_vault.link_order_line as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.first_seen_link_order_line as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.tracking_lines as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.link_order_customer as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.first_seen_link_order_customer as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.sat_order_customer_effectivity as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
  ) as changes
)
  or snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly);

-- drop old and changed dates: business_vault.bridge_line_customer
delete from business_vault.bridge_line_customer
where snapshot_date not in (select snapshot_date from wanted_snapshot_nightly)
  or snapshot_date in (select snapshot_date from changed_bridge_line_customer);

-- insert changed dates: business_vault.bridge_line_customer
insert into business_vault.bridge_line_customer (snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, run_id)
with places as (
  select delivery_id, row_number() over (order by path, content_version) as _place
  from audit.delivery
),
dates as (
  select snapshot_date from changed_bridge_line_customer
),
link_order_line_stated as (
  select tracking.order_line_hk, tracking.load_date, lead(tracking.load_date) over (
    partition by link.order_hk, link.line
    order by tracking.load_date, places._place nulls first, tracking.record_number, tracking.row_number
  ) as load_end_date
  from raw_vault.tracking_lines as tracking
  join raw_vault.link_order_line as link on link.order_line_hk = tracking.order_line_hk
  left join places on places.delivery_id = tracking.delivery_id
),
link_order_line as (
  select dates.snapshot_date, link.order_line_hk, link.order_hk, link.product_hk
  from link_order_line_stated as held
  join dates as dates
    on dates.snapshot_date >= held.load_date
    and (held.load_end_date is null or held.load_end_date > dates.snapshot_date)
  join raw_vault.link_order_line as link on link.order_line_hk = held.order_line_hk
  where held.load_end_date is distinct from held.load_date
),
link_order_customer as (
  select dates.snapshot_date, link.order_customer_hk, link.order_hk, link.customer_hk
  from raw_vault.sat_order_customer_effectivity_history as held
  join dates as dates
    on dates.snapshot_date >= held.load_date
    and (held.load_end_date is null or held.load_end_date > dates.snapshot_date)
  join raw_vault.link_order_customer as link on link.order_customer_hk = held.order_customer_hk
  where held.load_end_date is distinct from held.load_date
)
select
  link_order_line.snapshot_date,
  link_order_line.order_line_hk as order_line_hk,
  link_order_line.order_hk as order_hk,
  coalesce(link_order_customer.order_customer_hk, cast('00000000000000000000000000000000' as uuid)) as order_customer_hk,
  coalesce(link_order_customer.customer_hk, cast('00000000000000000000000000000000' as uuid)) as customer_hk,
  (select run_id from this_run) as run_id
from link_order_line
left join link_order_customer
  on link_order_customer.snapshot_date = link_order_line.snapshot_date
  and link_order_customer.order_hk = link_order_line.order_hk
  and link_order_line.order_hk <> cast('00000000000000000000000000000000' as uuid);

-- note changed dates: changed_bridge_line_supplier
create or replace temporary table changed_bridge_line_supplier as
with built as (
  select
    case
      when coalesce(max(run_id), -1) <= (select run_id from this_run)
        and not exists (
          select 1
          from wanted_snapshot_nightly as wanted
          where wanted.snapshot_date < (
              select coalesce(max(snapshot_date), timestamp '9999-12-31 00:00:00') from business_vault.snapshot_nightly
            )
            and wanted.snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly)
        )
      then coalesce(max(run_id), -1)
      else -1
    end as run_id,
    (select max(snapshot_date) from business_vault.snapshot_nightly) as snapshot_date
  from business_vault.bridge_line_supplier
)
select snapshot_date
from wanted_snapshot_nightly
where snapshot_date >= (
  select min(load_date)
  from (
    select min(load_date) as load_date from raw_vault.link_order_line as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.first_seen_link_order_line as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.tracking_lines as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.link_product_supplier as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.first_seen_link_product_supplier as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.tracking_products as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.batch_products as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.judgement_products as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(load_date) as load_date from raw_vault.seen_products as stored cross join built where stored.run_id > built.run_id or stored.load_date > built.snapshot_date
    union all
    select min(tracking.load_date) as load_date
    from raw_vault.tracking_products as tracking
    join raw_vault.batch_products as batch on batch.delivery_id = tracking.delivery_id
    where batch.path in (select path from raw_vault.batch_products where run_id > (select run_id from built))
  ) as changes
)
  or snapshot_date not in (select snapshot_date from business_vault.snapshot_nightly);

-- drop old and changed dates: business_vault.bridge_line_supplier
delete from business_vault.bridge_line_supplier
where snapshot_date not in (select snapshot_date from wanted_snapshot_nightly)
  or snapshot_date in (select snapshot_date from changed_bridge_line_supplier);

-- insert changed dates: business_vault.bridge_line_supplier
insert into business_vault.bridge_line_supplier (snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, run_id)
with places as (
  select delivery_id, row_number() over (order by path, content_version) as _place
  from audit.delivery
),
dates as (
  select snapshot_date from changed_bridge_line_supplier
),
link_order_line_stated as (
  select tracking.order_line_hk, tracking.load_date, lead(tracking.load_date) over (
    partition by link.order_hk, link.line
    order by tracking.load_date, places._place nulls first, tracking.record_number, tracking.row_number
  ) as load_end_date
  from raw_vault.tracking_lines as tracking
  join raw_vault.link_order_line as link on link.order_line_hk = tracking.order_line_hk
  left join places on places.delivery_id = tracking.delivery_id
),
link_order_line as (
  select dates.snapshot_date, link.order_line_hk, link.order_hk, link.product_hk
  from link_order_line_stated as held
  join dates as dates
    on dates.snapshot_date >= held.load_date
    and (held.load_end_date is null or held.load_end_date > dates.snapshot_date)
  join raw_vault.link_order_line as link on link.order_line_hk = held.order_line_hk
  where held.load_end_date is distinct from held.load_date
),
link_product_supplier_stated as (
  select tracking.product_supplier_hk, tracking.product_hk, tracking.load_date, lead(tracking.load_date) over (
    partition by tracking.product_hk
    order by tracking.load_date, places._place nulls first, tracking.record_number, tracking.row_number
  ) as load_end_date
  from raw_vault.tracking_products as tracking
  left join places on places.delivery_id = tracking.delivery_id
),
link_product_supplier_contents as (
  select max_by(delivery_id, run_id) as delivery_id
  from raw_vault.batch_products
  group by path
),
link_product_supplier_whole as (
  select dates.snapshot_date, judged.country, max(case when judged.is_whole and judged.load_date <= dates.snapshot_date
    then judged.load_date end) as load_date
  from (
    select load_date, country, max_by(is_whole, run_id) as is_whole
    from raw_vault.judgement_products
    group by load_date, country
  ) as judged
  cross join dates as dates
  group by dates.snapshot_date, judged.country
),
link_product_supplier_there as (
  select distinct whole.snapshot_date, evidence.product_hk
  from (
    select product_hk, country, load_date
    from raw_vault.tracking_products
    where delivery_id in (select delivery_id from link_product_supplier_contents)
    union all
    select product_hk, country, load_date
    from raw_vault.seen_products
    where delivery_id in (select delivery_id from link_product_supplier_contents)
  ) as evidence
  join link_product_supplier_whole as whole
    on whole.country is not distinct from evidence.country
    and evidence.load_date <= whole.snapshot_date
    and evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
),
link_product_supplier as (
  select dates.snapshot_date, link.product_supplier_hk, link.product_hk, link.supplier_hk
  from link_product_supplier_stated as held
  join dates as dates
    on dates.snapshot_date >= held.load_date
    and (held.load_end_date is null or held.load_end_date > dates.snapshot_date)
  join link_product_supplier_there as there on there.snapshot_date = dates.snapshot_date and there.product_hk = held.product_hk
  join raw_vault.link_product_supplier as link on link.product_supplier_hk = held.product_supplier_hk
)
select
  link_order_line.snapshot_date,
  link_order_line.order_line_hk as order_line_hk,
  link_order_line.product_hk as product_hk,
  coalesce(link_product_supplier.product_supplier_hk, cast('00000000000000000000000000000000' as uuid)) as product_supplier_hk,
  coalesce(link_product_supplier.supplier_hk, cast('00000000000000000000000000000000' as uuid)) as supplier_hk,
  (select run_id from this_run) as run_id
from link_order_line
left join link_product_supplier
  on link_product_supplier.snapshot_date = link_order_line.snapshot_date
  and link_product_supplier.product_hk = link_order_line.product_hk
  and link_order_line.product_hk <> cast('00000000000000000000000000000000' as uuid);

-- forget snapshot dates: business_vault.snapshot_nightly
-- only if:
--   select exists (select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from business_vault.snapshot_nightly except select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from wanted_snapshot_nightly)
--     or exists (select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from wanted_snapshot_nightly except select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from business_vault.snapshot_nightly)
delete from business_vault.snapshot_nightly;

-- keep snapshot dates: business_vault.snapshot_nightly
-- only if:
--   select exists (select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from business_vault.snapshot_nightly except select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from wanted_snapshot_nightly)
--     or exists (select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from wanted_snapshot_nightly except select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly from business_vault.snapshot_nightly)
insert into business_vault.snapshot_nightly (snapshot_date, is_daily, is_weekly, is_monthly, is_yearly)
select snapshot_date, is_daily, is_weekly, is_monthly, is_yearly
from wanted_snapshot_nightly
order by snapshot_date;
