-- structure: raw_vault
with meant (table_name, column_name, data_type) as (
  values
    ('hub_product', '', 'table'),
    ('hub_product', 'product_hk', 'uuid'),
    ('hub_product', 'product_id', 'varchar'),
    ('hub_product', 'load_date', 'timestamp'),
    ('hub_product', 'record_source', 'varchar'),
    ('hub_product', 'run_id', 'bigint'),
    ('hub_supplier', '', 'table'),
    ('hub_supplier', 'supplier_hk', 'uuid'),
    ('hub_supplier', 'supplier_id', 'varchar'),
    ('hub_supplier', 'load_date', 'timestamp'),
    ('hub_supplier', 'record_source', 'varchar'),
    ('hub_supplier', 'run_id', 'bigint'),
    ('hub_shipment', '', 'table'),
    ('hub_shipment', 'shipment_hk', 'uuid'),
    ('hub_shipment', 'shipment_id', 'varchar'),
    ('hub_shipment', 'load_date', 'timestamp'),
    ('hub_shipment', 'record_source', 'varchar'),
    ('hub_shipment', 'run_id', 'bigint'),
    ('link_product_supplier', '', 'table'),
    ('link_product_supplier', 'product_supplier_hk', 'uuid'),
    ('link_product_supplier', 'product_hk', 'uuid'),
    ('link_product_supplier', 'supplier_hk', 'uuid'),
    ('link_product_supplier', 'load_date', 'timestamp'),
    ('link_product_supplier', 'record_source', 'varchar'),
    ('link_product_supplier', 'run_id', 'bigint'),
    ('link_shipped_line', '', 'table'),
    ('link_shipped_line', 'shipped_line_hk', 'uuid'),
    ('link_shipped_line', 'shipment_hk', 'uuid'),
    ('link_shipped_line', 'product_hk', 'uuid'),
    ('link_shipped_line', 'line_number', 'integer'),
    ('link_shipped_line', 'load_date', 'timestamp'),
    ('link_shipped_line', 'record_source', 'varchar'),
    ('link_shipped_line', 'run_id', 'bigint'),
    ('sat_product_status', '', 'table'),
    ('sat_product_status', 'product_hk', 'uuid'),
    ('sat_product_status', 'load_date', 'timestamp'),
    ('sat_product_status', 'delivery_id', 'uuid'),
    ('sat_product_status', 'record_number', 'bigint'),
    ('sat_product_status', 'row_number', 'integer'),
    ('sat_product_status', 'country', 'varchar'),
    ('sat_product_status', 'is_deleted', 'boolean'),
    ('sat_product_status', 'record_source', 'varchar'),
    ('sat_product_status', 'run_id', 'bigint'),
    ('sat_product_supplier_effectivity', '', 'table'),
    ('sat_product_supplier_effectivity', 'product_hk', 'uuid'),
    ('sat_product_supplier_effectivity', 'product_supplier_hk', 'uuid'),
    ('sat_product_supplier_effectivity', 'load_date', 'timestamp'),
    ('sat_product_supplier_effectivity', 'delivery_id', 'uuid'),
    ('sat_product_supplier_effectivity', 'record_number', 'bigint'),
    ('sat_product_supplier_effectivity', 'row_number', 'integer'),
    ('sat_product_supplier_effectivity', 'hashdiff', 'uuid'),
    ('sat_product_supplier_effectivity', 'record_source', 'varchar'),
    ('sat_product_supplier_effectivity', 'run_id', 'bigint'),
    ('sat_shipped_line_status', '', 'table'),
    ('sat_shipped_line_status', 'shipped_line_hk', 'uuid'),
    ('sat_shipped_line_status', 'load_date', 'timestamp'),
    ('sat_shipped_line_status', 'sequence', 'bigint'),
    ('sat_shipped_line_status', 'delivery_id', 'uuid'),
    ('sat_shipped_line_status', 'record_number', 'bigint'),
    ('sat_shipped_line_status', 'row_number', 'integer'),
    ('sat_shipped_line_status', 'operation', 'varchar'),
    ('sat_shipped_line_status', 'is_deleted', 'boolean'),
    ('sat_shipped_line_status', 'record_source', 'varchar'),
    ('sat_shipped_line_status', 'run_id', 'bigint'),
    ('tracking_products', '', 'table'),
    ('tracking_products', 'load_date', 'timestamp'),
    ('tracking_products', 'delivery_id', 'uuid'),
    ('tracking_products', 'record_number', 'bigint'),
    ('tracking_products', 'row_number', 'integer'),
    ('tracking_products', 'run_id', 'bigint'),
    ('tracking_products', 'product_hk', 'uuid'),
    ('tracking_products', 'supplier_hk', 'uuid'),
    ('tracking_products', 'product_supplier_hk', 'uuid'),
    ('tracking_products', 'product_supplier_effectivity_hashdiff', 'uuid'),
    ('tracking_products', 'country', 'varchar'),
    ('tracking_shipments', '', 'table'),
    ('tracking_shipments', 'load_date', 'timestamp'),
    ('tracking_shipments', 'sequence', 'bigint'),
    ('tracking_shipments', 'delivery_id', 'uuid'),
    ('tracking_shipments', 'record_number', 'bigint'),
    ('tracking_shipments', 'row_number', 'integer'),
    ('tracking_shipments', 'run_id', 'bigint'),
    ('tracking_shipments', 'shipment_hk', 'uuid'),
    ('tracking_shipments', 'product_hk', 'uuid'),
    ('tracking_shipments', 'shipped_line_hk', 'uuid'),
    ('tracking_shipments', 'line_number', 'integer'),
    ('tracking_shipments', 'operation', 'varchar'),
    ('batch_products', '', 'table'),
    ('batch_products', 'delivery_id', 'uuid'),
    ('batch_products', 'path', 'varchar'),
    ('batch_products', 'load_date', 'timestamp'),
    ('batch_products', 'country', 'varchar'),
    ('batch_products', 'unreadable', 'bigint'),
    ('batch_products', 'run_id', 'bigint'),
    ('seen_products', '', 'table'),
    ('seen_products', 'load_date', 'timestamp'),
    ('seen_products', 'country', 'varchar'),
    ('seen_products', 'delivery_id', 'uuid'),
    ('seen_products', 'record_number', 'bigint'),
    ('seen_products', 'product_hk', 'uuid'),
    ('seen_products', 'run_id', 'bigint'),
    ('judgement_products', '', 'table'),
    ('judgement_products', 'load_date', 'timestamp'),
    ('judgement_products', 'country', 'varchar'),
    ('judgement_products', 'is_whole', 'boolean'),
    ('judgement_products', 'keys_present', 'bigint'),
    ('judgement_products', 'keys_known', 'bigint'),
    ('judgement_products', 'keys_missing', 'bigint'),
    ('judgement_products', 'unreadable', 'bigint'),
    ('judgement_products', 'left_out', 'bigint'),
    ('judgement_products', 'run_id', 'bigint'),
    ('presence_product_supplier_effectivity', '', 'table'),
    ('presence_product_supplier_effectivity', 'product_hk', 'uuid'),
    ('presence_product_supplier_effectivity', 'load_date', 'timestamp'),
    ('presence_product_supplier_effectivity', 'delivery_id', 'uuid'),
    ('presence_product_supplier_effectivity', 'record_number', 'bigint'),
    ('presence_product_supplier_effectivity', 'row_number', 'integer'),
    ('presence_product_supplier_effectivity', 'country', 'varchar'),
    ('presence_product_supplier_effectivity', 'is_deleted', 'boolean'),
    ('presence_product_supplier_effectivity', 'record_source', 'varchar'),
    ('presence_product_supplier_effectivity', 'run_id', 'bigint'),
    ('first_seen_hub_product', '', 'table'),
    ('first_seen_hub_product', 'product_hk', 'uuid'),
    ('first_seen_hub_product', 'load_date', 'timestamp'),
    ('first_seen_hub_product', 'run_id', 'bigint'),
    ('first_seen_hub_supplier', '', 'table'),
    ('first_seen_hub_supplier', 'supplier_hk', 'uuid'),
    ('first_seen_hub_supplier', 'load_date', 'timestamp'),
    ('first_seen_hub_supplier', 'run_id', 'bigint'),
    ('first_seen_hub_shipment', '', 'table'),
    ('first_seen_hub_shipment', 'shipment_hk', 'uuid'),
    ('first_seen_hub_shipment', 'load_date', 'timestamp'),
    ('first_seen_hub_shipment', 'run_id', 'bigint'),
    ('first_seen_link_product_supplier', '', 'table'),
    ('first_seen_link_product_supplier', 'product_supplier_hk', 'uuid'),
    ('first_seen_link_product_supplier', 'load_date', 'timestamp'),
    ('first_seen_link_product_supplier', 'run_id', 'bigint'),
    ('first_seen_link_shipped_line', '', 'table'),
    ('first_seen_link_shipped_line', 'shipped_line_hk', 'uuid'),
    ('first_seen_link_shipped_line', 'load_date', 'timestamp'),
    ('first_seen_link_shipped_line', 'run_id', 'bigint'),
    ('sat_product_status_history', '', 'view'),
    ('sat_product_status_current', '', 'view'),
    ('sat_product_supplier_effectivity_history', '', 'view'),
    ('sat_product_supplier_effectivity_current', '', 'view'),
    ('sat_shipped_line_status_history', '', 'view'),
    ('sat_shipped_line_status_current', '', 'view'),
    ('link_product_supplier_in_force', '', 'view'),
    ('link_shipped_line_in_force', '', 'view')
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

-- required: raw_vault.hub_product
select product_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_product as stored
) as judged
where found is not null;

-- required: raw_vault.hub_supplier
select supplier_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.supplier_hk, stored.load_date, stored.run_id,
    case
      when stored.supplier_hk is null then 'supplier_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_supplier as stored
) as judged
where found is not null;

-- required: raw_vault.hub_shipment
select shipment_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.shipment_hk, stored.load_date, stored.run_id,
    case
      when stored.shipment_hk is null then 'shipment_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_shipment as stored
) as judged
where found is not null;

-- required: raw_vault.link_product_supplier
select product_supplier_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.product_supplier_hk, stored.load_date, stored.run_id,
    case
      when stored.product_supplier_hk is null then 'product_supplier_hk'
      when stored.product_hk is null then 'product_hk'
      when stored.supplier_hk is null then 'supplier_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.link_product_supplier as stored
) as judged
where found is not null;

-- required: raw_vault.link_shipped_line
select shipped_line_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.shipped_line_hk, stored.load_date, stored.run_id,
    case
      when stored.shipped_line_hk is null then 'shipped_line_hk'
      when stored.shipment_hk is null then 'shipment_hk'
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.link_shipped_line as stored
) as judged
where found is not null;

-- required: raw_vault.sat_product_status
select product_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.is_deleted is null then 'is_deleted'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_product_status as stored
) as judged
where found is not null;

-- required: raw_vault.sat_product_supplier_effectivity
select product_hk, product_supplier_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.product_supplier_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.product_supplier_hk is null then 'product_supplier_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_product_supplier_effectivity as stored
) as judged
where found is not null;

-- required: raw_vault.sat_shipped_line_status
select shipped_line_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.shipped_line_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.shipped_line_hk is null then 'shipped_line_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.is_deleted is null then 'is_deleted'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_shipped_line_status as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_products
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
  from raw_vault.tracking_products as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_shipments
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
  from raw_vault.tracking_shipments as stored
) as judged
where found is not null;

-- required: raw_vault.batch_products
select load_date, delivery_id, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.run_id,
    case
      when stored.delivery_id is null then 'delivery_id'
      when stored.path is null then 'path'
      when stored.unreadable is null then 'unreadable'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.batch_products as stored
) as judged
where found is not null;

-- required: raw_vault.seen_products
select load_date, delivery_id, record_number, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.record_number, stored.run_id,
    case
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.seen_products as stored
) as judged
where found is not null;

-- required: raw_vault.judgement_products
select load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.run_id,
    case
      when stored.load_date is null then 'load_date'
      when stored.is_whole is null then 'is_whole'
      when stored.keys_present is null then 'keys_present'
      when stored.keys_known is null then 'keys_known'
      when stored.keys_missing is null then 'keys_missing'
      when stored.unreadable is null then 'unreadable'
      when stored.left_out is null then 'left_out'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.judgement_products as stored
) as judged
where found is not null;

-- required: raw_vault.presence_product_supplier_effectivity
select product_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.is_deleted is null then 'is_deleted'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.presence_product_supplier_effectivity as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_product
select product_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_product as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_supplier
select supplier_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.supplier_hk, stored.load_date, stored.run_id,
    case
      when stored.supplier_hk is null then 'supplier_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_supplier as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_shipment
select shipment_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.shipment_hk, stored.load_date, stored.run_id,
    case
      when stored.shipment_hk is null then 'shipment_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_shipment as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_link_product_supplier
select product_supplier_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.product_supplier_hk, stored.load_date, stored.run_id,
    case
      when stored.product_supplier_hk is null then 'product_supplier_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_link_product_supplier as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_link_shipped_line
select shipped_line_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.shipped_line_hk, stored.load_date, stored.run_id,
    case
      when stored.shipped_line_hk is null then 'shipped_line_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_link_shipped_line as stored
) as judged
where found is not null;

-- unique_key: raw_vault.hub_product
select stored.product_hk, 1 as expected, count(*) as found
from raw_vault.hub_product as stored
group by stored.product_hk
having count(*) > 1;

-- unique_key: raw_vault.hub_supplier
select stored.supplier_hk, 1 as expected, count(*) as found
from raw_vault.hub_supplier as stored
group by stored.supplier_hk
having count(*) > 1;

-- unique_key: raw_vault.hub_shipment
select stored.shipment_hk, 1 as expected, count(*) as found
from raw_vault.hub_shipment as stored
group by stored.shipment_hk
having count(*) > 1;

-- unique_key: raw_vault.link_product_supplier
select stored.product_supplier_hk, 1 as expected, count(*) as found
from raw_vault.link_product_supplier as stored
group by stored.product_supplier_hk
having count(*) > 1;

-- unique_key: raw_vault.link_shipped_line
select stored.shipped_line_hk, 1 as expected, count(*) as found
from raw_vault.link_shipped_line as stored
group by stored.shipped_line_hk
having count(*) > 1;

-- unique_key: raw_vault.sat_product_status
select stored.product_hk, stored.load_date, stored.run_id, 1 as expected, count(*) as found
from raw_vault.sat_product_status as stored
group by stored.product_hk, stored.load_date, stored.country, stored.run_id
having count(*) > 1;

-- unique_key: raw_vault.sat_product_supplier_effectivity
select stored.product_hk, stored.load_date, stored.delivery_id, stored.product_supplier_hk, 1 as expected, count(*) as found
from raw_vault.sat_product_supplier_effectivity as stored
where stored.delivery_id is not null
group by stored.product_hk, stored.load_date, stored.delivery_id, stored.product_supplier_hk
having count(*) > 1;

-- unique_key: raw_vault.sat_shipped_line_status
select stored.shipped_line_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_shipped_line_status as stored
where stored.delivery_id is not null
group by stored.shipped_line_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_products
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_products as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_shipments
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_shipments as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.batch_products
select stored.load_date, stored.delivery_id, 1 as expected, count(*) as found
from raw_vault.batch_products as stored
where stored.delivery_id is not null
group by stored.load_date, stored.country, stored.delivery_id
having count(*) > 1;

-- unique_key: raw_vault.judgement_products
select stored.load_date, stored.run_id, 1 as expected, count(*) as found
from raw_vault.judgement_products as stored
group by stored.load_date, stored.country, stored.run_id
having count(*) > 1;

-- unique_key: raw_vault.presence_product_supplier_effectivity
select stored.product_hk, stored.load_date, stored.run_id, 1 as expected, count(*) as found
from raw_vault.presence_product_supplier_effectivity as stored
group by stored.product_hk, stored.load_date, stored.country, stored.run_id
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_product
select stored.product_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_product as stored
group by stored.product_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_supplier
select stored.supplier_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_supplier as stored
group by stored.supplier_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_shipment
select stored.shipment_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_shipment as stored
group by stored.shipment_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_link_product_supplier
select stored.product_supplier_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_product_supplier as stored
group by stored.product_supplier_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_link_shipped_line
select stored.shipped_line_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_shipped_line as stored
group by stored.shipped_line_hk, stored.load_date
having count(*) > 1;

-- hash_key: raw_vault.hub_product
select *
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.product_id) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.product_hk as found
  from raw_vault.hub_product as stored
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.hub_supplier
select *
from (
  select stored.supplier_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.supplier_id) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.supplier_hk as found
  from raw_vault.hub_supplier as stored
  where stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.hub_shipment
select *
from (
  select stored.shipment_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.shipment_id) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.shipment_hk as found
  from raw_vault.hub_shipment as stored
  where stored.shipment_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.link_product_supplier
select *
from (
  select stored.product_supplier_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_product.product_id), ':', of_product.product_id, strlen(of_supplier.supplier_id), ':', of_supplier.supplier_id)) as uuid) as expected,
    stored.product_supplier_hk as found
  from raw_vault.link_product_supplier as stored
  left join raw_vault.hub_product as of_product on of_product.product_hk = stored.product_hk
  left join raw_vault.hub_supplier as of_supplier on of_supplier.supplier_hk = stored.supplier_hk
  where (of_product.product_hk is not null or not stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_supplier.supplier_hk is not null or not stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.link_shipped_line
select *
from (
  select stored.shipped_line_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_shipment.shipment_id), ':', of_shipment.shipment_id, strlen(of_product.product_id), ':', of_product.product_id, strlen(cast(stored.line_number as varchar)), ':', cast(stored.line_number as varchar))) as uuid) as expected,
    stored.shipped_line_hk as found
  from raw_vault.link_shipped_line as stored
  left join raw_vault.hub_shipment as of_shipment on of_shipment.shipment_hk = stored.shipment_hk
  left join raw_vault.hub_product as of_product on of_product.product_hk = stored.product_hk
  where (of_shipment.shipment_hk is not null or not stored.shipment_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_product.product_hk is not null or not stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- orphan: raw_vault.first_seen_hub_product
select stored.product_hk, stored.load_date, stored.run_id, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.first_seen_hub_product as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.first_seen_hub_supplier
select stored.supplier_hk, stored.load_date, stored.run_id, 'a row of hub_supplier' as expected, stored.supplier_hk as found
from raw_vault.first_seen_hub_supplier as stored
where stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_supplier as parent where parent.supplier_hk = stored.supplier_hk);

-- orphan: raw_vault.first_seen_hub_shipment
select stored.shipment_hk, stored.load_date, stored.run_id, 'a row of hub_shipment' as expected, stored.shipment_hk as found
from raw_vault.first_seen_hub_shipment as stored
where stored.shipment_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_shipment as parent where parent.shipment_hk = stored.shipment_hk);

-- orphan: raw_vault.link_product_supplier
select stored.product_supplier_hk, stored.load_date, stored.run_id, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.link_product_supplier as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.link_product_supplier
select stored.product_supplier_hk, stored.load_date, stored.run_id, 'a row of hub_supplier' as expected, stored.supplier_hk as found
from raw_vault.link_product_supplier as stored
where stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_supplier as parent where parent.supplier_hk = stored.supplier_hk);

-- orphan: raw_vault.first_seen_link_product_supplier
select stored.product_supplier_hk, stored.load_date, stored.run_id, 'a row of link_product_supplier' as expected, stored.product_supplier_hk as found
from raw_vault.first_seen_link_product_supplier as stored
where stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_product_supplier as parent where parent.product_supplier_hk = stored.product_supplier_hk);

-- orphan: raw_vault.link_shipped_line
select stored.shipped_line_hk, stored.load_date, stored.run_id, 'a row of hub_shipment' as expected, stored.shipment_hk as found
from raw_vault.link_shipped_line as stored
where stored.shipment_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_shipment as parent where parent.shipment_hk = stored.shipment_hk);

-- orphan: raw_vault.link_shipped_line
select stored.shipped_line_hk, stored.load_date, stored.run_id, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.link_shipped_line as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.first_seen_link_shipped_line
select stored.shipped_line_hk, stored.load_date, stored.run_id, 'a row of link_shipped_line' as expected, stored.shipped_line_hk as found
from raw_vault.first_seen_link_shipped_line as stored
where stored.shipped_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_shipped_line as parent where parent.shipped_line_hk = stored.shipped_line_hk);

-- orphan: raw_vault.sat_product_status
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.sat_product_status as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.seen_products as rejected where rejected.product_hk = stored.product_hk)
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.sat_product_supplier_effectivity
select stored.product_hk, stored.product_supplier_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_product_supplier' as expected, stored.product_supplier_hk as found
from raw_vault.sat_product_supplier_effectivity as stored
where stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_product_supplier as parent where parent.product_supplier_hk = stored.product_supplier_hk and parent.product_supplier_hk = stored.product_supplier_hk and parent.product_hk = stored.product_hk);

-- orphan: raw_vault.sat_shipped_line_status
select stored.shipped_line_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_shipped_line' as expected, stored.shipped_line_hk as found
from raw_vault.sat_shipped_line_status as stored
where stored.shipped_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_shipped_line as parent where parent.shipped_line_hk = stored.shipped_line_hk);

-- orphan: raw_vault.tracking_products
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.tracking_products as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.tracking_products
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_supplier' as expected, stored.supplier_hk as found
from raw_vault.tracking_products as stored
where stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_supplier as parent where parent.supplier_hk = stored.supplier_hk);

-- orphan: raw_vault.tracking_products
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_product_supplier' as expected, stored.product_supplier_hk as found
from raw_vault.tracking_products as stored
where stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_product_supplier as parent where parent.product_supplier_hk = stored.product_supplier_hk);

-- orphan: raw_vault.tracking_shipments
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_shipment' as expected, stored.shipment_hk as found
from raw_vault.tracking_shipments as stored
where stored.shipment_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_shipment as parent where parent.shipment_hk = stored.shipment_hk);

-- orphan: raw_vault.tracking_shipments
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.tracking_shipments as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.tracking_shipments
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_shipped_line' as expected, stored.shipped_line_hk as found
from raw_vault.tracking_shipments as stored
where stored.shipped_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_shipped_line as parent where parent.shipped_line_hk = stored.shipped_line_hk);

-- zero_key: raw_vault.hub_product
select zero_keys.hash_key as product_hk, 1 as expected, count(stored.product_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_product as stored on stored.product_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.product_hk) <> 1;

-- zero_key: raw_vault.hub_supplier
select zero_keys.hash_key as supplier_hk, 1 as expected, count(stored.supplier_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_supplier as stored on stored.supplier_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.supplier_hk) <> 1;

-- zero_key: raw_vault.hub_shipment
select zero_keys.hash_key as shipment_hk, 1 as expected, count(stored.shipment_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_shipment as stored on stored.shipment_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.shipment_hk) <> 1;

-- zero_key: raw_vault.sat_product_supplier_effectivity
select zero_keys.hash_key as product_supplier_hk, 1 as expected, count(stored.product_supplier_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_product_supplier_effectivity as stored on stored.product_supplier_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.product_supplier_hk) <> 1;

-- hashdiff: raw_vault.sat_product_supplier_effectivity
select product_hk, load_date, delivery_id, _members as expected, _least as found
from (
  select stored.product_hk, stored.load_date, stored.delivery_id,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(stored.product_supplier_hk as varchar), '-', ''))), ',')) as uuid) as _members,
    min(stored.hashdiff) as _least,
    max(stored.hashdiff) as _greatest
  from raw_vault.sat_product_supplier_effectivity as stored
  where stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id
) as sets
where _members <> _least or _members <> _greatest;

-- equal_neighbours: raw_vault.sat_product_supplier_effectivity
with units as (
  select stored.product_hk, stored.load_date, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_product_supplier_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by product_hk order by load_date, _path, _content_version, record_number, row_number)
)
select product_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_product_supplier_effectivity
with tracked as (
  select link.product_hk, tracking.load_date, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.product_supplier_effectivity_hashdiff as _hashdiff
  from raw_vault.tracking_products as tracking
  join raw_vault.link_product_supplier as link on link.product_supplier_hk = tracking.product_supplier_hk
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where link.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and link.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.product_supplier_effectivity_hashdiff is not null
  group by link.product_hk, tracking.load_date, tracking.delivery_id, delivery.path, delivery.content_version, tracking.product_supplier_effectivity_hashdiff
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by product_hk order by load_date, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.product_hk, stored.load_date, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_product_supplier_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
)
select product_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.product_hk = ordered.product_hk and stored.load_date is not distinct from ordered.load_date and stored.delivery_id is not distinct from ordered.delivery_id and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_product_supplier_effectivity
with tracked as (
  select link.product_hk, tracking.load_date, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.product_supplier_effectivity_hashdiff as _hashdiff
  from raw_vault.tracking_products as tracking
  join raw_vault.link_product_supplier as link on link.product_supplier_hk = tracking.product_supplier_hk
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where link.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and link.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.product_supplier_effectivity_hashdiff is not null
  group by link.product_hk, tracking.load_date, tracking.delivery_id, delivery.path, delivery.content_version, tracking.product_supplier_effectivity_hashdiff
),
stored as (
  select stored.product_hk, stored.load_date, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_product_supplier_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
)
select product_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_products as tracking)
  and not exists (select 1 from tracked where tracked.product_hk = stored.product_hk and tracked.load_date is not distinct from stored.load_date and tracked.delivery_id is not distinct from stored.delivery_id and tracked._hashdiff = stored._hashdiff);

-- validity: raw_vault.sat_product_status_history
with intervals as (
  select product_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_product_status_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by product_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select product_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_product_supplier_effectivity_history
with intervals as (
  select distinct product_hk, load_date, delivery_id, load_end_date, is_current
  from raw_vault.sat_product_supplier_effectivity_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by product_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select product_hk, load_date, delivery_id, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (_next_date is not null and (load_end_date is null or load_end_date > _next_date));

-- validity: raw_vault.sat_shipped_line_status_history
with intervals as (
  select shipped_line_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_shipped_line_status_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by shipped_line_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select shipped_line_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- presence: raw_vault.sat_product_status
with latest as (
  select delivery_id
  from (
    select delivery_id, rank() over (partition by path order by run_id desc) as _place
    from raw_vault.batch_products
  ) as files
  where _place = 1
),
whole as (
  select country, load_date
  from (
    select country, load_date, is_whole,
      row_number() over (partition by country, load_date order by run_id desc) as _place
    from raw_vault.judgement_products
  ) as judged
  where _place = 1 and is_whole
),
present as (
  select tracking.product_hk, tracking.country, tracking.load_date
  from raw_vault.tracking_products as tracking
  where tracking.product_hk <> cast('00000000000000000000000000000000' as uuid) and tracking.delivery_id in (select delivery_id from latest)
  union
  select seen.product_hk, seen.country, seen.load_date
  from raw_vault.seen_products as seen
  where seen.product_hk <> cast('00000000000000000000000000000000' as uuid) and seen.delivery_id in (select delivery_id from latest)
),
ending as (
  select present.product_hk, present.country, present.load_date, min(whole.load_date) as _next_whole
  from present
  left join whole on whole.country is not distinct from present.country and whole.load_date > present.load_date
  group by present.product_hk, present.country, present.load_date
),
followed as (
  select ending.*,
    lead(load_date) over (partition by product_hk, country order by load_date) as _next,
    lag(_next_whole) over (partition by product_hk, country order by load_date) as _gone_before,
    row_number() over (partition by product_hk, country order by load_date) as _place
  from ending
),
changes as (
  select product_hk, country, load_date, false as is_deleted
  from followed
  where _place = 1 or _gone_before < load_date
  union all
  select product_hk, country, _next_whole, true
  from followed
  where _next_whole is not null and (_next is null or _next_whole < _next)
),
found as (
  select product_hk, country, load_date, is_deleted
  from (
    select product_hk, country, load_date, is_deleted,
      row_number() over (partition by product_hk, country, load_date order by run_id desc) as _place
    from raw_vault.sat_product_status
  ) as stored
  where _place = 1
),
held as (
  select found.product_hk, found.country, found.load_date, found.is_deleted as _found,
    followed.load_date is null or coalesce(followed._next_whole <= found.load_date, false) as _expected
  from found
  left join followed on followed.product_hk = found.product_hk and followed.country is not distinct from found.country and followed.load_date <= found.load_date
    and (followed._next is null or followed._next > found.load_date)
)
select changes.product_hk, changes.load_date, changes.is_deleted as expected, cast(null as boolean) as found
from changes
where not exists (
  select 1 from found where found.product_hk = changes.product_hk and found.country is not distinct from changes.country and found.load_date = changes.load_date
)
union all
select held.product_hk, held.load_date, _expected, _found
from held
where _expected <> _found;

-- presence: raw_vault.presence_product_supplier_effectivity
with latest as (
  select delivery_id
  from (
    select delivery_id, rank() over (partition by path order by run_id desc) as _place
    from raw_vault.batch_products
  ) as files
  where _place = 1
),
whole as (
  select country, load_date
  from (
    select country, load_date, is_whole,
      row_number() over (partition by country, load_date order by run_id desc) as _place
    from raw_vault.judgement_products
  ) as judged
  where _place = 1 and is_whole
),
present as (
  select tracking.product_hk, tracking.country, tracking.load_date
  from raw_vault.tracking_products as tracking
  where tracking.product_hk <> cast('00000000000000000000000000000000' as uuid) and tracking.delivery_id in (select delivery_id from latest)
  union
  select seen.product_hk, seen.country, seen.load_date
  from raw_vault.seen_products as seen
  where seen.product_hk <> cast('00000000000000000000000000000000' as uuid) and seen.delivery_id in (select delivery_id from latest)
),
ending as (
  select present.product_hk, present.country, present.load_date, min(whole.load_date) as _next_whole
  from present
  left join whole on whole.country is not distinct from present.country and whole.load_date > present.load_date
  group by present.product_hk, present.country, present.load_date
),
followed as (
  select ending.*,
    lead(load_date) over (partition by product_hk, country order by load_date) as _next,
    lag(_next_whole) over (partition by product_hk, country order by load_date) as _gone_before,
    row_number() over (partition by product_hk, country order by load_date) as _place
  from ending
),
changes as (
  select product_hk, country, load_date, false as is_deleted
  from followed
  where _place = 1 or _gone_before < load_date
  union all
  select product_hk, country, _next_whole, true
  from followed
  where _next_whole is not null and (_next is null or _next_whole < _next)
),
found as (
  select product_hk, country, load_date, is_deleted
  from (
    select product_hk, country, load_date, is_deleted,
      row_number() over (partition by product_hk, country, load_date order by run_id desc) as _place
    from raw_vault.presence_product_supplier_effectivity
  ) as stored
  where _place = 1
),
held as (
  select found.product_hk, found.country, found.load_date, found.is_deleted as _found,
    followed.load_date is null or coalesce(followed._next_whole <= found.load_date, false) as _expected
  from found
  left join followed on followed.product_hk = found.product_hk and followed.country is not distinct from found.country and followed.load_date <= found.load_date
    and (followed._next is null or followed._next > found.load_date)
)
select changes.product_hk, changes.load_date, changes.is_deleted as expected, cast(null as boolean) as found
from changes
where not exists (
  select 1 from found where found.product_hk = changes.product_hk and found.country is not distinct from changes.country and found.load_date = changes.load_date
)
union all
select held.product_hk, held.load_date, _expected, _found
from held
where _expected <> _found;

-- presence: raw_vault.sat_shipped_line_status
with events as (
  select tracking.shipped_line_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, tracking.operation
  from raw_vault.tracking_shipments as tracking
  where tracking.operation is not null and tracking.shipped_line_hk <> cast('00000000000000000000000000000000' as uuid) and not (tracking.operation in ('D'))
  union all
  select link.shipped_line_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, tracking.operation
  from raw_vault.tracking_shipments as tracking
  join raw_vault.link_shipped_line as link on link.shipment_hk = tracking.shipment_hk and link.line_number is not distinct from tracking.line_number
  where (tracking.operation in ('D'))
),
placed as (
  select events.*, delivery.path as _path, delivery.content_version as _content_version,
    (events.operation in ('D')) as is_deleted
  from events
  left join audit.delivery as delivery on delivery.delivery_id = events.delivery_id
),
ordered as (
  select placed.*,
    lag(operation) over in_order as _previous,
    lag(is_deleted) over in_order as _was_deleted,
    coalesce(max(case when is_deleted then 0 else 1 end) over (
      partition by shipped_line_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number rows between unbounded preceding and 1 preceding
    ), 0) = 1 as _has_been
  from placed
  window in_order as (partition by shipped_line_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select ordered.shipped_line_hk, ordered.load_date, ordered.delivery_id, ordered.record_number, ordered.row_number, operation as expected, 'nothing' as found
from ordered
where operation is distinct from _previous
  and (_has_been or not is_deleted)
  and not (is_deleted and coalesce(_was_deleted, false))
  and not exists (
    select 1 from raw_vault.sat_shipped_line_status as stored
    where stored.shipped_line_hk = ordered.shipped_line_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number and stored.is_deleted = ordered.is_deleted
      and stored.operation = ordered.operation
  )
union all
select stored.shipped_line_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a change record' as expected, stored.operation as found
from raw_vault.sat_shipped_line_status as stored
where not exists (
  select 1 from placed
  where stored.shipped_line_hk = placed.shipped_line_hk and stored.delivery_id is not distinct from placed.delivery_id and stored.record_number is not distinct from placed.record_number and stored.row_number is not distinct from placed.row_number and stored.is_deleted = placed.is_deleted
    and stored.operation = placed.operation
);

-- presence: raw_vault.judgement_products
with latest as (
  select delivery_id
  from (
    select delivery_id, rank() over (partition by path order by run_id desc) as _place
    from raw_vault.batch_products
  ) as files
  where _place = 1
),
present as (
  select load_date, country, product_hk from raw_vault.tracking_products where delivery_id in (select delivery_id from latest)
  union
  select load_date, country, product_hk from raw_vault.seen_products where delivery_id in (select delivery_id from latest)
),
counted as (
  select load_date, country, count(*) as _keys
  from present
  group by load_date, country
),
judged as (
  select load_date, country, keys_present,
    row_number() over (partition by load_date, country order by run_id desc) as _place
  from raw_vault.judgement_products
)
select judged.load_date, coalesce(counted._keys, 0) as expected, judged.keys_present as found
from judged
left join counted on counted.load_date is not distinct from judged.load_date and counted.country is not distinct from judged.country
where judged._place = 1 and judged.keys_present <> coalesce(counted._keys, 0);

-- first_seen: raw_vault.first_seen_hub_product
select seen.product_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_product as seen
join raw_vault.hub_product as stored on stored.product_hk = seen.product_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_product
with known as (
  select _key, min(load_date) as load_date
  from (
    select product_hk as _key, load_date from raw_vault.hub_product
    union all
    select product_hk, load_date from raw_vault.first_seen_hub_product
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select product_hk as _key, load_date from raw_vault.tracking_products
    union all
    select product_hk as _key, load_date from raw_vault.tracking_shipments
  ) as dates
  where _key is not null
  group by _key
)
select known._key as product_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_product
select stored.product_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_product as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_products as tracking where tracking.product_hk = stored.product_hk and tracking.load_date = stored.load_date)
  and not exists (select 1 from raw_vault.tracking_shipments as tracking where tracking.product_hk = stored.product_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_hub_supplier
select seen.supplier_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_supplier as seen
join raw_vault.hub_supplier as stored on stored.supplier_hk = seen.supplier_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_supplier
with known as (
  select _key, min(load_date) as load_date
  from (
    select supplier_hk as _key, load_date from raw_vault.hub_supplier
    union all
    select supplier_hk, load_date from raw_vault.first_seen_hub_supplier
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select supplier_hk as _key, load_date from raw_vault.tracking_products
  ) as dates
  where _key is not null
  group by _key
)
select known._key as supplier_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_supplier
select stored.supplier_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_supplier as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_products as tracking where tracking.supplier_hk = stored.supplier_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_hub_shipment
select seen.shipment_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_shipment as seen
join raw_vault.hub_shipment as stored on stored.shipment_hk = seen.shipment_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_shipment
with known as (
  select _key, min(load_date) as load_date
  from (
    select shipment_hk as _key, load_date from raw_vault.hub_shipment
    union all
    select shipment_hk, load_date from raw_vault.first_seen_hub_shipment
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select shipment_hk as _key, load_date from raw_vault.tracking_shipments
  ) as dates
  where _key is not null
  group by _key
)
select known._key as shipment_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_shipment
select stored.shipment_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_shipment as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.shipment_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_shipments as tracking where tracking.shipment_hk = stored.shipment_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_link_product_supplier
select seen.product_supplier_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_link_product_supplier as seen
join raw_vault.link_product_supplier as stored on stored.product_supplier_hk = seen.product_supplier_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.link_product_supplier
with known as (
  select _key, min(load_date) as load_date
  from (
    select product_supplier_hk as _key, load_date from raw_vault.link_product_supplier
    union all
    select product_supplier_hk, load_date from raw_vault.first_seen_link_product_supplier
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select product_supplier_hk as _key, load_date from raw_vault.tracking_products
  ) as dates
  where _key is not null
  group by _key
)
select known._key as product_supplier_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.link_product_supplier
select stored.product_supplier_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.link_product_supplier as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.product_supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_products as tracking where tracking.product_supplier_hk = stored.product_supplier_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_link_shipped_line
select seen.shipped_line_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_link_shipped_line as seen
join raw_vault.link_shipped_line as stored on stored.shipped_line_hk = seen.shipped_line_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.link_shipped_line
with known as (
  select _key, min(load_date) as load_date
  from (
    select shipped_line_hk as _key, load_date from raw_vault.link_shipped_line
    union all
    select shipped_line_hk, load_date from raw_vault.first_seen_link_shipped_line
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select shipped_line_hk as _key, load_date from raw_vault.tracking_shipments
  ) as dates
  where _key is not null
  group by _key
)
select known._key as shipped_line_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.link_shipped_line
select stored.shipped_line_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.link_shipped_line as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.shipped_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_shipments as tracking where tracking.shipped_line_hk = stored.shipped_line_hk and tracking.load_date = stored.load_date);

-- record_source: raw_vault.hub_product
select stored.product_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'products or shipments'
  end as expected,
  stored.record_source as found
from raw_vault.hub_product as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products', 'shipments');

-- record_source: raw_vault.hub_supplier
select stored.supplier_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.hub_supplier as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- record_source: raw_vault.hub_shipment
select stored.shipment_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'shipments'
  end as expected,
  stored.record_source as found
from raw_vault.hub_shipment as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('shipments');

-- record_source: raw_vault.link_product_supplier
select stored.product_supplier_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.link_product_supplier as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- record_source: raw_vault.link_shipped_line
select stored.shipped_line_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'shipments'
  end as expected,
  stored.record_source as found
from raw_vault.link_shipped_line as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('shipments');

-- record_source: raw_vault.sat_product_status
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.sat_product_status as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- record_source: raw_vault.sat_product_supplier_effectivity
select stored.product_hk, stored.product_supplier_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.sat_product_supplier_effectivity as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- record_source: raw_vault.sat_shipped_line_status
select stored.shipped_line_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'shipments'
  end as expected,
  stored.record_source as found
from raw_vault.sat_shipped_line_status as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('shipments');

-- ledger: raw_vault.hub_product
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_product as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.hub_supplier
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_supplier as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.hub_shipment
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_shipment as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.link_product_supplier
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.link_product_supplier as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.link_shipped_line
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.link_shipped_line as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_product_status
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_product_status as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_product_status
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_product_status as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_product_supplier_effectivity
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_product_supplier_effectivity as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_product_supplier_effectivity
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_product_supplier_effectivity as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_shipped_line_status
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_shipped_line_status as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_shipped_line_status
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_shipped_line_status as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_products
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_products as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_products
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_products as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_shipments
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_shipments as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_shipments
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_shipments as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.batch_products
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.batch_products as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.batch_products
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.batch_products as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.seen_products
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.seen_products as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.seen_products
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.seen_products as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.judgement_products
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.judgement_products as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.presence_product_supplier_effectivity
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.presence_product_supplier_effectivity as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.presence_product_supplier_effectivity
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.presence_product_supplier_effectivity as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_product
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_product as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_supplier
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_supplier as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_shipment
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_shipment as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_link_product_supplier
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_link_product_supplier as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_link_shipped_line
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_link_shipped_line as stored
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

-- ledger: raw_vault.tracking_products
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_products
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'products'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));

-- ledger: raw_vault.tracking_shipments
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_shipments
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'shipments'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));
