-- structure: raw_vault
with meant (table_name, column_name, data_type) as (
  values
    ('hub_parcel', '', 'table'),
    ('hub_parcel', 'parcel_hk', 'uuid'),
    ('hub_parcel', 'parcel_no', 'varchar'),
    ('hub_parcel', 'load_date', 'timestamp'),
    ('hub_parcel', 'record_source', 'varchar'),
    ('hub_parcel', 'run_id', 'bigint'),
    ('hub_depot', '', 'table'),
    ('hub_depot', 'depot_hk', 'uuid'),
    ('hub_depot', 'country', 'varchar'),
    ('hub_depot', 'depot_no', 'integer'),
    ('hub_depot', 'load_date', 'timestamp'),
    ('hub_depot', 'record_source', 'varchar'),
    ('hub_depot', 'run_id', 'bigint'),
    ('hub_customer', '', 'table'),
    ('hub_customer', 'customer_hk', 'uuid'),
    ('hub_customer', 'customer_no', 'varchar'),
    ('hub_customer', 'load_date', 'timestamp'),
    ('hub_customer', 'record_source', 'varchar'),
    ('hub_customer', 'run_id', 'bigint'),
    ('link_parcel_leg', '', 'table'),
    ('link_parcel_leg', 'parcel_leg_hk', 'uuid'),
    ('link_parcel_leg', 'parcel_hk', 'uuid'),
    ('link_parcel_leg', 'depot_hk', 'uuid'),
    ('link_parcel_leg', 'leg', 'integer'),
    ('link_parcel_leg', 'load_date', 'timestamp'),
    ('link_parcel_leg', 'record_source', 'varchar'),
    ('link_parcel_leg', 'run_id', 'bigint'),
    ('link_parcel_customers', '', 'table'),
    ('link_parcel_customers', 'parcel_customers_hk', 'uuid'),
    ('link_parcel_customers', 'parcel_hk', 'uuid'),
    ('link_parcel_customers', 'customer_hk', 'uuid'),
    ('link_parcel_customers', 'recipient_hk', 'uuid'),
    ('link_parcel_customers', 'load_date', 'timestamp'),
    ('link_parcel_customers', 'record_source', 'varchar'),
    ('link_parcel_customers', 'run_id', 'bigint'),
    ('sat_depot_name', '', 'table'),
    ('sat_depot_name', 'depot_hk', 'uuid'),
    ('sat_depot_name', 'load_date', 'timestamp'),
    ('sat_depot_name', 'sequence', 'timestamp'),
    ('sat_depot_name', 'delivery_id', 'uuid'),
    ('sat_depot_name', 'record_number', 'bigint'),
    ('sat_depot_name', 'row_number', 'integer'),
    ('sat_depot_name', 'hashdiff', 'uuid'),
    ('sat_depot_name', 'record_source', 'varchar'),
    ('sat_depot_name', 'run_id', 'bigint'),
    ('sat_depot_name', 'depot_name', 'varchar'),
    ('sat_parcel_leg_details', '', 'table'),
    ('sat_parcel_leg_details', 'parcel_leg_hk', 'uuid'),
    ('sat_parcel_leg_details', 'load_date', 'timestamp'),
    ('sat_parcel_leg_details', 'sequence', 'timestamp'),
    ('sat_parcel_leg_details', 'delivery_id', 'uuid'),
    ('sat_parcel_leg_details', 'record_number', 'bigint'),
    ('sat_parcel_leg_details', 'row_number', 'integer'),
    ('sat_parcel_leg_details', 'hashdiff', 'uuid'),
    ('sat_parcel_leg_details', 'record_source', 'varchar'),
    ('sat_parcel_leg_details', 'run_id', 'bigint'),
    ('sat_parcel_leg_details', 'weight', 'decimal(8,3)'),
    ('sat_parcel_leg_details', 'fee', 'decimal(8,3)'),
    ('sat_parcel_customers_effectivity', '', 'table'),
    ('sat_parcel_customers_effectivity', 'parcel_hk', 'uuid'),
    ('sat_parcel_customers_effectivity', 'parcel_customers_hk', 'uuid'),
    ('sat_parcel_customers_effectivity', 'load_date', 'timestamp'),
    ('sat_parcel_customers_effectivity', 'sequence', 'timestamp'),
    ('sat_parcel_customers_effectivity', 'delivery_id', 'uuid'),
    ('sat_parcel_customers_effectivity', 'record_number', 'bigint'),
    ('sat_parcel_customers_effectivity', 'row_number', 'integer'),
    ('sat_parcel_customers_effectivity', 'hashdiff', 'uuid'),
    ('sat_parcel_customers_effectivity', 'record_source', 'varchar'),
    ('sat_parcel_customers_effectivity', 'run_id', 'bigint'),
    ('tracking_parcels', '', 'table'),
    ('tracking_parcels', 'load_date', 'timestamp'),
    ('tracking_parcels', 'sequence', 'timestamp'),
    ('tracking_parcels', 'delivery_id', 'uuid'),
    ('tracking_parcels', 'record_number', 'bigint'),
    ('tracking_parcels', 'row_number', 'integer'),
    ('tracking_parcels', 'run_id', 'bigint'),
    ('tracking_parcels', 'parcel_hk', 'uuid'),
    ('tracking_parcels', 'depot_hk', 'uuid'),
    ('tracking_parcels', 'customer_hk', 'uuid'),
    ('tracking_parcels', 'recipient_hk', 'uuid'),
    ('tracking_parcels', 'parcel_leg_hk', 'uuid'),
    ('tracking_parcels', 'parcel_customers_hk', 'uuid'),
    ('tracking_parcels', 'depot_name_hashdiff', 'uuid'),
    ('tracking_parcels', 'parcel_leg_details_hashdiff', 'uuid'),
    ('tracking_parcels', 'parcel_customers_effectivity_hashdiff', 'uuid'),
    ('first_seen_hub_parcel', '', 'table'),
    ('first_seen_hub_parcel', 'parcel_hk', 'uuid'),
    ('first_seen_hub_parcel', 'load_date', 'timestamp'),
    ('first_seen_hub_parcel', 'run_id', 'bigint'),
    ('first_seen_hub_depot', '', 'table'),
    ('first_seen_hub_depot', 'depot_hk', 'uuid'),
    ('first_seen_hub_depot', 'load_date', 'timestamp'),
    ('first_seen_hub_depot', 'run_id', 'bigint'),
    ('first_seen_hub_customer', '', 'table'),
    ('first_seen_hub_customer', 'customer_hk', 'uuid'),
    ('first_seen_hub_customer', 'load_date', 'timestamp'),
    ('first_seen_hub_customer', 'run_id', 'bigint'),
    ('first_seen_link_parcel_leg', '', 'table'),
    ('first_seen_link_parcel_leg', 'parcel_leg_hk', 'uuid'),
    ('first_seen_link_parcel_leg', 'load_date', 'timestamp'),
    ('first_seen_link_parcel_leg', 'run_id', 'bigint'),
    ('first_seen_link_parcel_customers', '', 'table'),
    ('first_seen_link_parcel_customers', 'parcel_customers_hk', 'uuid'),
    ('first_seen_link_parcel_customers', 'load_date', 'timestamp'),
    ('first_seen_link_parcel_customers', 'run_id', 'bigint'),
    ('sat_depot_name_history', '', 'view'),
    ('sat_depot_name_current', '', 'view'),
    ('sat_parcel_leg_details_history', '', 'view'),
    ('sat_parcel_leg_details_current', '', 'view'),
    ('sat_parcel_customers_effectivity_history', '', 'view'),
    ('sat_parcel_customers_effectivity_current', '', 'view'),
    ('link_parcel_leg_in_force', '', 'view'),
    ('link_parcel_customers_in_force', '', 'view')
),
there as (
  select lower(table_name) as table_name, lower(column_name) as column_name, lower(data_type) as data_type
  from information_schema.columns
  where table_catalog = current_database() and table_schema = 'raw_vault'
  union all
  select lower(table_name), '', case when table_type = 'VIEW' then 'view' else 'table' end
  from information_schema.tables
  where table_catalog = current_database() and table_schema = 'raw_vault'
)
select meant.table_name, meant.column_name, meant.data_type as expected,
  coalesce(there.data_type, 'nothing') as found
from meant
left join there on there.table_name = lower(meant.table_name)
  and there.column_name = lower(meant.column_name)
where there.data_type is distinct from case meant.data_type
    when 'anything' then coalesce(there.data_type, meant.data_type)
    else meant.data_type
  end
  and (meant.column_name = '' or exists (
    select 1 from there as tables
    where tables.table_name = lower(meant.table_name) and tables.column_name = ''
  ));

-- required: raw_vault.hub_parcel
select parcel_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_hk, stored.load_date, stored.run_id,
    case
      when stored.parcel_hk is null then 'parcel_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_parcel as stored
) as judged
where found is not null;

-- required: raw_vault.hub_depot
select depot_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.depot_hk, stored.load_date, stored.run_id,
    case
      when stored.depot_hk is null then 'depot_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_depot as stored
) as judged
where found is not null;

-- required: raw_vault.hub_customer
select customer_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.customer_hk, stored.load_date, stored.run_id,
    case
      when stored.customer_hk is null then 'customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_customer as stored
) as judged
where found is not null;

-- required: raw_vault.link_parcel_leg
select parcel_leg_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_leg_hk, stored.load_date, stored.run_id,
    case
      when stored.parcel_leg_hk is null then 'parcel_leg_hk'
      when stored.parcel_hk is null then 'parcel_hk'
      when stored.depot_hk is null then 'depot_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.link_parcel_leg as stored
) as judged
where found is not null;

-- required: raw_vault.link_parcel_customers
select parcel_customers_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_customers_hk, stored.load_date, stored.run_id,
    case
      when stored.parcel_customers_hk is null then 'parcel_customers_hk'
      when stored.parcel_hk is null then 'parcel_hk'
      when stored.customer_hk is null then 'customer_hk'
      when stored.recipient_hk is null then 'recipient_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.link_parcel_customers as stored
) as judged
where found is not null;

-- required: raw_vault.sat_depot_name
select depot_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.depot_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.depot_hk is null then 'depot_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_depot_name as stored
) as judged
where found is not null;

-- required: raw_vault.sat_parcel_leg_details
select parcel_leg_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_leg_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.parcel_leg_hk is null then 'parcel_leg_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_parcel_leg_details as stored
) as judged
where found is not null;

-- required: raw_vault.sat_parcel_customers_effectivity
select parcel_hk, parcel_customers_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_hk, stored.parcel_customers_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.parcel_hk is null then 'parcel_hk'
      when stored.parcel_customers_hk is null then 'parcel_customers_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_parcel_customers_effectivity as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_parcels
select load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.tracking_parcels as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_parcel
select parcel_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_hk, stored.load_date, stored.run_id,
    case
      when stored.parcel_hk is null then 'parcel_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_parcel as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_depot
select depot_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.depot_hk, stored.load_date, stored.run_id,
    case
      when stored.depot_hk is null then 'depot_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_depot as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_customer
select customer_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.customer_hk, stored.load_date, stored.run_id,
    case
      when stored.customer_hk is null then 'customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_customer as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_link_parcel_leg
select parcel_leg_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_leg_hk, stored.load_date, stored.run_id,
    case
      when stored.parcel_leg_hk is null then 'parcel_leg_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_link_parcel_leg as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_link_parcel_customers
select parcel_customers_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.parcel_customers_hk, stored.load_date, stored.run_id,
    case
      when stored.parcel_customers_hk is null then 'parcel_customers_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_link_parcel_customers as stored
) as judged
where found is not null;

-- unique_key: raw_vault.hub_parcel
select stored.parcel_hk, 1 as expected, count(*) as found
from raw_vault.hub_parcel as stored
group by stored.parcel_hk
having count(*) > 1;

-- unique_key: raw_vault.hub_depot
select stored.depot_hk, 1 as expected, count(*) as found
from raw_vault.hub_depot as stored
group by stored.depot_hk
having count(*) > 1;

-- unique_key: raw_vault.hub_customer
select stored.customer_hk, 1 as expected, count(*) as found
from raw_vault.hub_customer as stored
group by stored.customer_hk
having count(*) > 1;

-- unique_key: raw_vault.link_parcel_leg
select stored.parcel_leg_hk, 1 as expected, count(*) as found
from raw_vault.link_parcel_leg as stored
group by stored.parcel_leg_hk
having count(*) > 1;

-- unique_key: raw_vault.link_parcel_customers
select stored.parcel_customers_hk, 1 as expected, count(*) as found
from raw_vault.link_parcel_customers as stored
group by stored.parcel_customers_hk
having count(*) > 1;

-- unique_key: raw_vault.sat_depot_name
select stored.depot_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_depot_name as stored
where stored.delivery_id is not null
group by stored.depot_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.sat_parcel_leg_details
select stored.parcel_leg_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_parcel_leg_details as stored
where stored.delivery_id is not null
group by stored.parcel_leg_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.sat_parcel_customers_effectivity
select stored.parcel_hk, stored.load_date, stored.delivery_id, stored.parcel_customers_hk, 1 as expected, count(*) as found
from raw_vault.sat_parcel_customers_effectivity as stored
where stored.delivery_id is not null
group by stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.parcel_customers_hk
having count(*) > 1;

-- unique_key: raw_vault.tracking_parcels
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_parcels as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_parcel
select stored.parcel_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_parcel as stored
group by stored.parcel_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_depot
select stored.depot_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_depot as stored
group by stored.depot_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_customer
select stored.customer_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_customer as stored
group by stored.customer_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_link_parcel_leg
select stored.parcel_leg_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_parcel_leg as stored
group by stored.parcel_leg_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_parcel_customers as stored
group by stored.parcel_customers_hk, stored.load_date
having count(*) > 1;

-- hash_key: raw_vault.hub_parcel
select *
from (
  select stored.parcel_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.parcel_no) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.parcel_hk as found
  from raw_vault.hub_parcel as stored
  where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.hub_depot
select *
from (
  select stored.depot_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(stored.country), ':', stored.country, strlen(cast(stored.depot_no as varchar)), ':', cast(stored.depot_no as varchar))) as uuid) as expected,
    stored.depot_hk as found
  from raw_vault.hub_depot as stored
  where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.hub_customer
select *
from (
  select stored.customer_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.customer_no) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.customer_hk as found
  from raw_vault.hub_customer as stored
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.link_parcel_leg
select *
from (
  select stored.parcel_leg_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_parcel.parcel_no), ':', of_parcel.parcel_no, strlen(of_depot.country), ':', of_depot.country, strlen(cast(of_depot.depot_no as varchar)), ':', cast(of_depot.depot_no as varchar), strlen(cast(stored.leg as varchar)), ':', cast(stored.leg as varchar))) as uuid) as expected,
    stored.parcel_leg_hk as found
  from raw_vault.link_parcel_leg as stored
  left join raw_vault.hub_parcel as of_parcel on of_parcel.parcel_hk = stored.parcel_hk
  left join raw_vault.hub_depot as of_depot on of_depot.depot_hk = stored.depot_hk
  where (of_parcel.parcel_hk is not null or not stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_depot.depot_hk is not null or not stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.link_parcel_customers
select *
from (
  select stored.parcel_customers_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_parcel.parcel_no), ':', of_parcel.parcel_no, strlen(of_customer.customer_no), ':', of_customer.customer_no, strlen(of_recipient.customer_no), ':', of_recipient.customer_no)) as uuid) as expected,
    stored.parcel_customers_hk as found
  from raw_vault.link_parcel_customers as stored
  left join raw_vault.hub_parcel as of_parcel on of_parcel.parcel_hk = stored.parcel_hk
  left join raw_vault.hub_customer as of_customer on of_customer.customer_hk = stored.customer_hk
  left join raw_vault.hub_customer as of_recipient on of_recipient.customer_hk = stored.recipient_hk
  where (of_parcel.parcel_hk is not null or not stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_customer.customer_hk is not null or not stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_recipient.customer_hk is not null or not stored.recipient_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- orphan: raw_vault.first_seen_hub_parcel
select stored.parcel_hk, stored.load_date, stored.run_id, 'a row of hub_parcel' as expected, stored.parcel_hk as found
from raw_vault.first_seen_hub_parcel as stored
where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_parcel as parent where parent.parcel_hk = stored.parcel_hk);

-- orphan: raw_vault.first_seen_hub_depot
select stored.depot_hk, stored.load_date, stored.run_id, 'a row of hub_depot' as expected, stored.depot_hk as found
from raw_vault.first_seen_hub_depot as stored
where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_depot as parent where parent.depot_hk = stored.depot_hk);

-- orphan: raw_vault.first_seen_hub_customer
select stored.customer_hk, stored.load_date, stored.run_id, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.first_seen_hub_customer as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.link_parcel_leg
select stored.parcel_leg_hk, stored.load_date, stored.run_id, 'a row of hub_parcel' as expected, stored.parcel_hk as found
from raw_vault.link_parcel_leg as stored
where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_parcel as parent where parent.parcel_hk = stored.parcel_hk);

-- orphan: raw_vault.link_parcel_leg
select stored.parcel_leg_hk, stored.load_date, stored.run_id, 'a row of hub_depot' as expected, stored.depot_hk as found
from raw_vault.link_parcel_leg as stored
where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_depot as parent where parent.depot_hk = stored.depot_hk);

-- orphan: raw_vault.first_seen_link_parcel_leg
select stored.parcel_leg_hk, stored.load_date, stored.run_id, 'a row of link_parcel_leg' as expected, stored.parcel_leg_hk as found
from raw_vault.first_seen_link_parcel_leg as stored
where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_parcel_leg as parent where parent.parcel_leg_hk = stored.parcel_leg_hk);

-- orphan: raw_vault.link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, stored.run_id, 'a row of hub_parcel' as expected, stored.parcel_hk as found
from raw_vault.link_parcel_customers as stored
where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_parcel as parent where parent.parcel_hk = stored.parcel_hk);

-- orphan: raw_vault.link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, stored.run_id, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.link_parcel_customers as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, stored.run_id, 'a row of hub_customer' as expected, stored.recipient_hk as found
from raw_vault.link_parcel_customers as stored
where stored.recipient_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.recipient_hk);

-- orphan: raw_vault.first_seen_link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, stored.run_id, 'a row of link_parcel_customers' as expected, stored.parcel_customers_hk as found
from raw_vault.first_seen_link_parcel_customers as stored
where stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_parcel_customers as parent where parent.parcel_customers_hk = stored.parcel_customers_hk);

-- orphan: raw_vault.sat_depot_name
select stored.depot_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_depot' as expected, stored.depot_hk as found
from raw_vault.sat_depot_name as stored
where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_depot as parent where parent.depot_hk = stored.depot_hk);

-- orphan: raw_vault.sat_parcel_leg_details
select stored.parcel_leg_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_parcel_leg' as expected, stored.parcel_leg_hk as found
from raw_vault.sat_parcel_leg_details as stored
where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_parcel_leg as parent where parent.parcel_leg_hk = stored.parcel_leg_hk);

-- orphan: raw_vault.sat_parcel_customers_effectivity
select stored.parcel_hk, stored.parcel_customers_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_parcel_customers' as expected, stored.parcel_customers_hk as found
from raw_vault.sat_parcel_customers_effectivity as stored
where stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_parcel_customers as parent where parent.parcel_customers_hk = stored.parcel_customers_hk and parent.parcel_customers_hk = stored.parcel_customers_hk and parent.parcel_hk = stored.parcel_hk);

-- orphan: raw_vault.tracking_parcels
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_parcel' as expected, stored.parcel_hk as found
from raw_vault.tracking_parcels as stored
where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_parcel as parent where parent.parcel_hk = stored.parcel_hk);

-- orphan: raw_vault.tracking_parcels
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_depot' as expected, stored.depot_hk as found
from raw_vault.tracking_parcels as stored
where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_depot as parent where parent.depot_hk = stored.depot_hk);

-- orphan: raw_vault.tracking_parcels
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.tracking_parcels as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.tracking_parcels
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.recipient_hk as found
from raw_vault.tracking_parcels as stored
where stored.recipient_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.recipient_hk);

-- orphan: raw_vault.tracking_parcels
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_parcel_leg' as expected, stored.parcel_leg_hk as found
from raw_vault.tracking_parcels as stored
where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_parcel_leg as parent where parent.parcel_leg_hk = stored.parcel_leg_hk);

-- orphan: raw_vault.tracking_parcels
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_parcel_customers' as expected, stored.parcel_customers_hk as found
from raw_vault.tracking_parcels as stored
where stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_parcel_customers as parent where parent.parcel_customers_hk = stored.parcel_customers_hk);

-- zero_key: raw_vault.hub_parcel
select zero_keys.hash_key as parcel_hk, 1 as expected, count(stored.parcel_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_parcel as stored on stored.parcel_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.parcel_hk) <> 1;

-- zero_key: raw_vault.hub_depot
select zero_keys.hash_key as depot_hk, 1 as expected, count(stored.depot_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_depot as stored on stored.depot_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.depot_hk) <> 1;

-- zero_key: raw_vault.hub_customer
select zero_keys.hash_key as customer_hk, 1 as expected, count(stored.customer_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_customer as stored on stored.customer_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.customer_hk) <> 1;

-- zero_key: raw_vault.sat_depot_name
select zero_keys.hash_key as depot_hk, 1 as expected, count(stored.depot_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_depot_name as stored on stored.depot_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.depot_hk) <> 1;

-- zero_key: raw_vault.sat_parcel_leg_details
select zero_keys.hash_key as parcel_leg_hk, 1 as expected, count(stored.parcel_leg_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_parcel_leg_details as stored on stored.parcel_leg_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.parcel_leg_hk) <> 1;

-- zero_key: raw_vault.sat_parcel_customers_effectivity
select zero_keys.hash_key as parcel_customers_hk, 1 as expected, count(stored.parcel_customers_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_parcel_customers_effectivity as stored on stored.parcel_customers_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.parcel_customers_hk) <> 1;

-- hashdiff: raw_vault.sat_depot_name
select *
from (
  select stored.depot_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(stored.depot_name), ':', stored.depot_name))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_depot_name as stored
  where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hashdiff: raw_vault.sat_parcel_leg_details
select *
from (
  select stored.parcel_leg_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(regexp_replace(cast(stored.weight as varchar), '\.?0+$', '')), ':', regexp_replace(cast(stored.weight as varchar), '\.?0+$', ''), strlen(regexp_replace(cast(stored.fee as varchar), '\.?0+$', '')), ':', regexp_replace(cast(stored.fee as varchar), '\.?0+$', '')))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_parcel_leg_details as stored
  where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hashdiff: raw_vault.sat_parcel_customers_effectivity
select parcel_hk, load_date, delivery_id, _members as expected, _least as found
from (
  select stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(stored.parcel_customers_hk as varchar), '-', ''))), ',')) as uuid) as _members,
    min(stored.hashdiff) as _least,
    max(stored.hashdiff) as _greatest
  from raw_vault.sat_parcel_customers_effectivity as stored
  where stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id
) as sets
where _members <> _least or _members <> _greatest;

-- equal_neighbours: raw_vault.sat_depot_name
with units as (
  select stored.depot_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_depot_name as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by depot_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select depot_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_depot_name
with tracked as (
  select tracking.depot_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.depot_name_hashdiff as _hashdiff
  from raw_vault.tracking_parcels as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.depot_name_hashdiff is not null
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by depot_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.depot_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_depot_name as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select depot_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.depot_hk = ordered.depot_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number and stored.load_date is not distinct from ordered.load_date and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_depot_name
with tracked as (
  select tracking.depot_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.depot_name_hashdiff as _hashdiff
  from raw_vault.tracking_parcels as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.depot_name_hashdiff is not null
),
stored as (
  select stored.depot_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_depot_name as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select depot_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_parcels as tracking)
  and not exists (select 1 from tracked where tracked.depot_hk = stored.depot_hk and tracked.delivery_id is not distinct from stored.delivery_id and tracked.record_number is not distinct from stored.record_number and tracked.row_number is not distinct from stored.row_number and tracked.load_date is not distinct from stored.load_date and tracked._hashdiff = stored._hashdiff);

-- equal_neighbours: raw_vault.sat_parcel_leg_details
with units as (
  select stored.parcel_leg_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_parcel_leg_details as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by parcel_leg_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select parcel_leg_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_parcel_leg_details
with tracked as (
  select tracking.parcel_leg_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.parcel_leg_details_hashdiff as _hashdiff
  from raw_vault.tracking_parcels as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.parcel_leg_details_hashdiff is not null
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by parcel_leg_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.parcel_leg_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_parcel_leg_details as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select parcel_leg_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.parcel_leg_hk = ordered.parcel_leg_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number and stored.load_date is not distinct from ordered.load_date and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_parcel_leg_details
with tracked as (
  select tracking.parcel_leg_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.parcel_leg_details_hashdiff as _hashdiff
  from raw_vault.tracking_parcels as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.parcel_leg_details_hashdiff is not null
),
stored as (
  select stored.parcel_leg_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_parcel_leg_details as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select parcel_leg_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_parcels as tracking)
  and not exists (select 1 from tracked where tracked.parcel_leg_hk = stored.parcel_leg_hk and tracked.delivery_id is not distinct from stored.delivery_id and tracked.record_number is not distinct from stored.record_number and tracked.row_number is not distinct from stored.row_number and tracked.load_date is not distinct from stored.load_date and tracked._hashdiff = stored._hashdiff);

-- equal_neighbours: raw_vault.sat_parcel_customers_effectivity
with units as (
  select stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_parcel_customers_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by parcel_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select parcel_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_parcel_customers_effectivity
with tracked as (
  select link.parcel_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.parcel_customers_effectivity_hashdiff as _hashdiff
  from raw_vault.tracking_parcels as tracking
  join raw_vault.link_parcel_customers as link on link.parcel_customers_hk = tracking.parcel_customers_hk
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where link.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and link.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.parcel_customers_effectivity_hashdiff is not null
  group by link.parcel_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, delivery.path, delivery.content_version, tracking.parcel_customers_effectivity_hashdiff
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by parcel_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_parcel_customers_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
)
select parcel_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.parcel_hk = ordered.parcel_hk and stored.load_date is not distinct from ordered.load_date and stored.sequence is not distinct from ordered.sequence and stored.delivery_id is not distinct from ordered.delivery_id and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_parcel_customers_effectivity
with tracked as (
  select link.parcel_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.parcel_customers_effectivity_hashdiff as _hashdiff
  from raw_vault.tracking_parcels as tracking
  join raw_vault.link_parcel_customers as link on link.parcel_customers_hk = tracking.parcel_customers_hk
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where link.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and link.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.parcel_customers_effectivity_hashdiff is not null
  group by link.parcel_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, delivery.path, delivery.content_version, tracking.parcel_customers_effectivity_hashdiff
),
stored as (
  select stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_parcel_customers_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
)
select parcel_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_parcels as tracking)
  and not exists (select 1 from tracked where tracked.parcel_hk = stored.parcel_hk and tracked.load_date is not distinct from stored.load_date and tracked.sequence is not distinct from stored.sequence and tracked.delivery_id is not distinct from stored.delivery_id and tracked._hashdiff = stored._hashdiff);

-- validity: raw_vault.sat_depot_name_history
with intervals as (
  select depot_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_depot_name_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by depot_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select depot_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_parcel_leg_details_history
with intervals as (
  select parcel_leg_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_parcel_leg_details_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by parcel_leg_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select parcel_leg_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_parcel_customers_effectivity_history
with intervals as (
  select distinct parcel_hk, load_date, sequence, delivery_id, load_end_date, is_current
  from raw_vault.sat_parcel_customers_effectivity_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by parcel_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select parcel_hk, load_date, delivery_id, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- first_seen: raw_vault.first_seen_hub_parcel
select seen.parcel_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_parcel as seen
join raw_vault.hub_parcel as stored on stored.parcel_hk = seen.parcel_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_parcel
with known as (
  select _key, min(load_date) as load_date
  from (
    select parcel_hk as _key, load_date from raw_vault.hub_parcel
    union all
    select parcel_hk, load_date from raw_vault.first_seen_hub_parcel
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select parcel_hk as _key, load_date from raw_vault.tracking_parcels
  ) as dates
  where _key is not null
  group by _key
)
select known._key as parcel_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_parcel
select stored.parcel_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_parcel as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.parcel_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.parcel_hk = stored.parcel_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_hub_depot
select seen.depot_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_depot as seen
join raw_vault.hub_depot as stored on stored.depot_hk = seen.depot_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_depot
with known as (
  select _key, min(load_date) as load_date
  from (
    select depot_hk as _key, load_date from raw_vault.hub_depot
    union all
    select depot_hk, load_date from raw_vault.first_seen_hub_depot
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select depot_hk as _key, load_date from raw_vault.tracking_parcels
  ) as dates
  where _key is not null
  group by _key
)
select known._key as depot_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_depot
select stored.depot_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_depot as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.depot_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.depot_hk = stored.depot_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_hub_customer
select seen.customer_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_customer as seen
join raw_vault.hub_customer as stored on stored.customer_hk = seen.customer_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_customer
with known as (
  select _key, min(load_date) as load_date
  from (
    select customer_hk as _key, load_date from raw_vault.hub_customer
    union all
    select customer_hk, load_date from raw_vault.first_seen_hub_customer
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select customer_hk as _key, load_date from raw_vault.tracking_parcels
    union all
    select recipient_hk as _key, load_date from raw_vault.tracking_parcels
  ) as dates
  where _key is not null
  group by _key
)
select known._key as customer_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_customer
select stored.customer_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_customer as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.customer_hk = stored.customer_hk and tracking.load_date = stored.load_date)
  and not exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.recipient_hk = stored.customer_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_link_parcel_leg
select seen.parcel_leg_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_link_parcel_leg as seen
join raw_vault.link_parcel_leg as stored on stored.parcel_leg_hk = seen.parcel_leg_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.link_parcel_leg
with known as (
  select _key, min(load_date) as load_date
  from (
    select parcel_leg_hk as _key, load_date from raw_vault.link_parcel_leg
    union all
    select parcel_leg_hk, load_date from raw_vault.first_seen_link_parcel_leg
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select parcel_leg_hk as _key, load_date from raw_vault.tracking_parcels
  ) as dates
  where _key is not null
  group by _key
)
select known._key as parcel_leg_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.link_parcel_leg
select stored.parcel_leg_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.link_parcel_leg as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.parcel_leg_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.parcel_leg_hk = stored.parcel_leg_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_link_parcel_customers
select seen.parcel_customers_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_link_parcel_customers as seen
join raw_vault.link_parcel_customers as stored on stored.parcel_customers_hk = seen.parcel_customers_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.link_parcel_customers
with known as (
  select _key, min(load_date) as load_date
  from (
    select parcel_customers_hk as _key, load_date from raw_vault.link_parcel_customers
    union all
    select parcel_customers_hk, load_date from raw_vault.first_seen_link_parcel_customers
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select parcel_customers_hk as _key, load_date from raw_vault.tracking_parcels
  ) as dates
  where _key is not null
  group by _key
)
select known._key as parcel_customers_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.link_parcel_customers as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.parcel_customers_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.parcel_customers_hk = stored.parcel_customers_hk and tracking.load_date = stored.load_date);

-- record_source: raw_vault.hub_parcel
select stored.parcel_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.hub_parcel as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.hub_depot
select stored.depot_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.hub_depot as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.hub_customer
select stored.customer_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.hub_customer as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.link_parcel_leg
select stored.parcel_leg_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.link_parcel_leg as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.link_parcel_customers
select stored.parcel_customers_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.link_parcel_customers as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.sat_depot_name
select stored.depot_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.sat_depot_name as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.sat_parcel_leg_details
select stored.parcel_leg_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.sat_parcel_leg_details as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- record_source: raw_vault.sat_parcel_customers_effectivity
select stored.parcel_hk, stored.parcel_customers_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'parcels'
  end as expected,
  stored.record_source as found
from raw_vault.sat_parcel_customers_effectivity as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('parcels');

-- ledger: raw_vault.hub_parcel
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_parcel as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.hub_depot
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_depot as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.hub_customer
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_customer as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.link_parcel_leg
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.link_parcel_leg as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.link_parcel_customers
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.link_parcel_customers as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_depot_name
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_depot_name as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_depot_name
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_depot_name as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_parcel_leg_details
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_parcel_leg_details as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_parcel_leg_details
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_parcel_leg_details as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_parcel_customers_effectivity
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_parcel_customers_effectivity as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_parcel_customers_effectivity
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_parcel_customers_effectivity as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_parcels
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_parcels as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_parcels
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_parcels as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_parcel
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_parcel as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_depot
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_depot as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_customer
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_customer as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_link_parcel_leg
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_link_parcel_leg as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_link_parcel_customers
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_link_parcel_customers as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: audit.delivery
select delivery_id, records as expected, accepted + filtered + rejected as found
from audit.delivery
where records <> accepted + filtered + rejected;

-- ledger: audit.reject
select delivery.delivery_id, delivery.rejected as expected, count(reject.record_number) as found
from audit.delivery as delivery
left join audit.reject as reject
  on reject.delivery_id = delivery.delivery_id and reject.run_id = delivery.run_id
  and not exists (
    select 1 from audit.replay as replay
    where replay.delivery_id = reject.delivery_id and replay.record_number = reject.record_number
  )
group by delivery.delivery_id, delivery.rejected
having delivery.rejected <> count(reject.record_number);

-- ledger: raw_vault.tracking_parcels
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_parcels
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'parcels'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));
