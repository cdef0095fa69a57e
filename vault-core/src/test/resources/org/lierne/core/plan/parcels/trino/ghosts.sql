-- set up zero keys: raw_vault.hub_parcel
insert into raw_vault.hub_parcel (
  parcel_hk,
  parcel_no,
  load_date,
  record_source,
  run_id
)
select
  ghosts.parcel_hk,
  ghosts.parcel_no,
  ghosts.load_date,
  ghosts.record_source,
  ghosts.run_id
from (
  select
    cast(from_hex('00000000000000000000000000000000') as uuid) parcel_hk,
    cast(null as varchar) parcel_no,
    timestamp '1900-01-01 00:00:00' load_date,
    'lierne' record_source,
    0 run_id
  union all
  select
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) parcel_hk,
    cast(null as varchar) parcel_no,
    timestamp '1900-01-01 00:00:00' load_date,
    'lierne' record_source,
    0 run_id
) ghosts
where not exists (
  select 1 "one"
  from raw_vault.hub_parcel stored
  where stored.parcel_hk = ghosts.parcel_hk
);

-- set up zero keys: raw_vault.hub_depot
insert into raw_vault.hub_depot (
  depot_hk,
  country,
  depot_no,
  load_date,
  record_source,
  run_id
)
select
  ghosts.depot_hk,
  ghosts.country,
  ghosts.depot_no,
  ghosts.load_date,
  ghosts.record_source,
  ghosts.run_id
from (
  select
    cast(from_hex('00000000000000000000000000000000') as uuid) depot_hk,
    cast(null as varchar) country,
    cast(null as integer) depot_no,
    timestamp '1900-01-01 00:00:00' load_date,
    'lierne' record_source,
    0 run_id
  union all
  select
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) depot_hk,
    cast(null as varchar) country,
    cast(null as integer) depot_no,
    timestamp '1900-01-01 00:00:00' load_date,
    'lierne' record_source,
    0 run_id
) ghosts
where not exists (
  select 1 "one"
  from raw_vault.hub_depot stored
  where stored.depot_hk = ghosts.depot_hk
);

-- set up zero keys: raw_vault.hub_customer
insert into raw_vault.hub_customer (
  customer_hk,
  customer_no,
  load_date,
  record_source,
  run_id
)
select
  ghosts.customer_hk,
  ghosts.customer_no,
  ghosts.load_date,
  ghosts.record_source,
  ghosts.run_id
from (
  select
    cast(from_hex('00000000000000000000000000000000') as uuid) customer_hk,
    cast(null as varchar) customer_no,
    timestamp '1900-01-01 00:00:00' load_date,
    'lierne' record_source,
    0 run_id
  union all
  select
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) customer_hk,
    cast(null as varchar) customer_no,
    timestamp '1900-01-01 00:00:00' load_date,
    'lierne' record_source,
    0 run_id
) ghosts
where not exists (
  select 1 "one"
  from raw_vault.hub_customer stored
  where stored.customer_hk = ghosts.customer_hk
);

-- set up ghost records: raw_vault.sat_depot_name
insert into raw_vault.sat_depot_name (
  depot_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  depot_name
)
select
  ghosts.depot_hk,
  ghosts.load_date,
  ghosts.sequence,
  ghosts.delivery_id,
  ghosts.record_number,
  ghosts.row_number,
  ghosts.hashdiff,
  ghosts.record_source,
  ghosts.run_id,
  ghosts.depot_name
from (
  select
    cast(from_hex('00000000000000000000000000000000') as uuid) depot_hk,
    timestamp '1900-01-01 00:00:00' load_date,
    cast(null as timestamp(6)) sequence,
    cast('00000000-0000-0000-0000-000000000000' as uuid) delivery_id,
    0 record_number,
    0 row_number,
    cast(from_hex('00000000000000000000000000000000') as uuid) hashdiff,
    'lierne' record_source,
    0 run_id,
    cast(null as varchar) depot_name
  union all
  select
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) depot_hk,
    timestamp '1900-01-01 00:00:00' load_date,
    cast(null as timestamp(6)) sequence,
    cast('00000000-0000-0000-0000-000000000000' as uuid) delivery_id,
    0 record_number,
    0 row_number,
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) hashdiff,
    'lierne' record_source,
    0 run_id,
    cast(null as varchar) depot_name
) ghosts
where not exists (
  select 1 "one"
  from raw_vault.sat_depot_name stored
  where stored.depot_hk = ghosts.depot_hk
);

-- set up ghost records: raw_vault.sat_parcel_leg_details
insert into raw_vault.sat_parcel_leg_details (
  parcel_leg_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  weight,
  fee
)
select
  ghosts.parcel_leg_hk,
  ghosts.load_date,
  ghosts.sequence,
  ghosts.delivery_id,
  ghosts.record_number,
  ghosts.row_number,
  ghosts.hashdiff,
  ghosts.record_source,
  ghosts.run_id,
  ghosts.weight,
  ghosts.fee
from (
  select
    cast(from_hex('00000000000000000000000000000000') as uuid) parcel_leg_hk,
    timestamp '1900-01-01 00:00:00' load_date,
    cast(null as timestamp(6)) sequence,
    cast('00000000-0000-0000-0000-000000000000' as uuid) delivery_id,
    0 record_number,
    0 row_number,
    cast(from_hex('00000000000000000000000000000000') as uuid) hashdiff,
    'lierne' record_source,
    0 run_id,
    cast(null as decimal(8,3)) weight,
    cast(null as decimal(8,3)) fee
  union all
  select
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) parcel_leg_hk,
    timestamp '1900-01-01 00:00:00' load_date,
    cast(null as timestamp(6)) sequence,
    cast('00000000-0000-0000-0000-000000000000' as uuid) delivery_id,
    0 record_number,
    0 row_number,
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) hashdiff,
    'lierne' record_source,
    0 run_id,
    cast(null as decimal(8,3)) weight,
    cast(null as decimal(8,3)) fee
) ghosts
where not exists (
  select 1 "one"
  from raw_vault.sat_parcel_leg_details stored
  where stored.parcel_leg_hk = ghosts.parcel_leg_hk
);

-- set up ghost records: raw_vault.sat_parcel_customers_effectivity
insert into raw_vault.sat_parcel_customers_effectivity (
  parcel_hk,
  parcel_customers_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id
)
select
  ghosts.parcel_hk,
  ghosts.parcel_customers_hk,
  ghosts.load_date,
  ghosts.sequence,
  ghosts.delivery_id,
  ghosts.record_number,
  ghosts.row_number,
  ghosts.hashdiff,
  ghosts.record_source,
  ghosts.run_id
from (
  select
    cast(from_hex('00000000000000000000000000000000') as uuid) parcel_hk,
    cast(from_hex('00000000000000000000000000000000') as uuid) parcel_customers_hk,
    timestamp '1900-01-01 00:00:00' load_date,
    cast(null as timestamp(6)) sequence,
    cast('00000000-0000-0000-0000-000000000000' as uuid) delivery_id,
    0 record_number,
    0 row_number,
    cast(from_hex('00000000000000000000000000000000') as uuid) hashdiff,
    'lierne' record_source,
    0 run_id
  union all
  select
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) parcel_hk,
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) parcel_customers_hk,
    timestamp '1900-01-01 00:00:00' load_date,
    cast(null as timestamp(6)) sequence,
    cast('00000000-0000-0000-0000-000000000000' as uuid) delivery_id,
    0 record_number,
    0 row_number,
    cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid) hashdiff,
    'lierne' record_source,
    0 run_id
) ghosts
where not exists (
  select 1 "one"
  from raw_vault.sat_parcel_customers_effectivity stored
  where stored.parcel_customers_hk = ghosts.parcel_customers_hk
);
