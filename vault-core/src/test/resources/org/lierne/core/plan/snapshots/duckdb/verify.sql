-- structure: raw_vault
with meant (table_name, column_name, data_type) as (
  values
    ('hub_customer', '', 'table'),
    ('hub_customer', 'customer_hk', 'uuid'),
    ('hub_customer', 'customer_id', 'varchar'),
    ('hub_customer', 'load_date', 'timestamp'),
    ('hub_customer', 'record_source', 'varchar'),
    ('hub_customer', 'run_id', 'bigint'),
    ('hub_order', '', 'table'),
    ('hub_order', 'order_hk', 'uuid'),
    ('hub_order', 'order_id', 'varchar'),
    ('hub_order', 'load_date', 'timestamp'),
    ('hub_order', 'record_source', 'varchar'),
    ('hub_order', 'run_id', 'bigint'),
    ('hub_product', '', 'table'),
    ('hub_product', 'product_hk', 'uuid'),
    ('hub_product', 'sku', 'varchar'),
    ('hub_product', 'load_date', 'timestamp'),
    ('hub_product', 'record_source', 'varchar'),
    ('hub_product', 'run_id', 'bigint'),
    ('hub_supplier', '', 'table'),
    ('hub_supplier', 'supplier_hk', 'uuid'),
    ('hub_supplier', 'supplier_id', 'varchar'),
    ('hub_supplier', 'load_date', 'timestamp'),
    ('hub_supplier', 'record_source', 'varchar'),
    ('hub_supplier', 'run_id', 'bigint'),
    ('link_order_customer', '', 'table'),
    ('link_order_customer', 'order_customer_hk', 'uuid'),
    ('link_order_customer', 'order_hk', 'uuid'),
    ('link_order_customer', 'customer_hk', 'uuid'),
    ('link_order_customer', 'load_date', 'timestamp'),
    ('link_order_customer', 'record_source', 'varchar'),
    ('link_order_customer', 'run_id', 'bigint'),
    ('link_order_line', '', 'table'),
    ('link_order_line', 'order_line_hk', 'uuid'),
    ('link_order_line', 'order_hk', 'uuid'),
    ('link_order_line', 'product_hk', 'uuid'),
    ('link_order_line', 'line', 'integer'),
    ('link_order_line', 'load_date', 'timestamp'),
    ('link_order_line', 'record_source', 'varchar'),
    ('link_order_line', 'run_id', 'bigint'),
    ('link_product_supplier', '', 'table'),
    ('link_product_supplier', 'product_supplier_hk', 'uuid'),
    ('link_product_supplier', 'product_hk', 'uuid'),
    ('link_product_supplier', 'supplier_hk', 'uuid'),
    ('link_product_supplier', 'load_date', 'timestamp'),
    ('link_product_supplier', 'record_source', 'varchar'),
    ('link_product_supplier', 'run_id', 'bigint'),
    ('sat_customer_city', '', 'table'),
    ('sat_customer_city', 'customer_hk', 'uuid'),
    ('sat_customer_city', 'load_date', 'timestamp'),
    ('sat_customer_city', 'delivery_id', 'uuid'),
    ('sat_customer_city', 'record_number', 'bigint'),
    ('sat_customer_city', 'row_number', 'integer'),
    ('sat_customer_city', 'hashdiff', 'uuid'),
    ('sat_customer_city', 'record_source', 'varchar'),
    ('sat_customer_city', 'run_id', 'bigint'),
    ('sat_customer_city', 'city', 'varchar'),
    ('sat_customer_status', '', 'table'),
    ('sat_customer_status', 'customer_hk', 'uuid'),
    ('sat_customer_status', 'load_date', 'timestamp'),
    ('sat_customer_status', 'delivery_id', 'uuid'),
    ('sat_customer_status', 'record_number', 'bigint'),
    ('sat_customer_status', 'row_number', 'integer'),
    ('sat_customer_status', 'is_deleted', 'boolean'),
    ('sat_customer_status', 'record_source', 'varchar'),
    ('sat_customer_status', 'run_id', 'bigint'),
    ('sat_customer_phones', '', 'table'),
    ('sat_customer_phones', 'customer_hk', 'uuid'),
    ('sat_customer_phones', 'load_date', 'timestamp'),
    ('sat_customer_phones', 'sequence', 'timestamp'),
    ('sat_customer_phones', 'delivery_id', 'uuid'),
    ('sat_customer_phones', 'record_number', 'bigint'),
    ('sat_customer_phones', 'row_number', 'integer'),
    ('sat_customer_phones', 'hashdiff', 'uuid'),
    ('sat_customer_phones', 'block_hashdiff', 'uuid'),
    ('sat_customer_phones', 'record_source', 'varchar'),
    ('sat_customer_phones', 'run_id', 'bigint'),
    ('sat_customer_phones', 'kind', 'varchar'),
    ('sat_customer_phones', 'number', 'varchar'),
    ('sat_order_state', '', 'table'),
    ('sat_order_state', 'order_hk', 'uuid'),
    ('sat_order_state', 'load_date', 'timestamp'),
    ('sat_order_state', 'sequence', 'timestamp'),
    ('sat_order_state', 'delivery_id', 'uuid'),
    ('sat_order_state', 'record_number', 'bigint'),
    ('sat_order_state', 'row_number', 'integer'),
    ('sat_order_state', 'hashdiff', 'uuid'),
    ('sat_order_state', 'record_source', 'varchar'),
    ('sat_order_state', 'run_id', 'bigint'),
    ('sat_order_state', 'state', 'varchar'),
    ('sat_order_customer_effectivity', '', 'table'),
    ('sat_order_customer_effectivity', 'order_hk', 'uuid'),
    ('sat_order_customer_effectivity', 'order_customer_hk', 'uuid'),
    ('sat_order_customer_effectivity', 'load_date', 'timestamp'),
    ('sat_order_customer_effectivity', 'sequence', 'timestamp'),
    ('sat_order_customer_effectivity', 'delivery_id', 'uuid'),
    ('sat_order_customer_effectivity', 'record_number', 'bigint'),
    ('sat_order_customer_effectivity', 'row_number', 'integer'),
    ('sat_order_customer_effectivity', 'hashdiff', 'uuid'),
    ('sat_order_customer_effectivity', 'record_source', 'varchar'),
    ('sat_order_customer_effectivity', 'run_id', 'bigint'),
    ('sat_product_country', '', 'table'),
    ('sat_product_country', 'product_hk', 'uuid'),
    ('sat_product_country', 'load_date', 'timestamp'),
    ('sat_product_country', 'delivery_id', 'uuid'),
    ('sat_product_country', 'record_number', 'bigint'),
    ('sat_product_country', 'row_number', 'integer'),
    ('sat_product_country', 'hashdiff', 'uuid'),
    ('sat_product_country', 'record_source', 'varchar'),
    ('sat_product_country', 'run_id', 'bigint'),
    ('sat_product_country', 'country', 'varchar'),
    ('tracking_customers', '', 'table'),
    ('tracking_customers', 'load_date', 'timestamp'),
    ('tracking_customers', 'delivery_id', 'uuid'),
    ('tracking_customers', 'record_number', 'bigint'),
    ('tracking_customers', 'row_number', 'integer'),
    ('tracking_customers', 'run_id', 'bigint'),
    ('tracking_customers', 'customer_hk', 'uuid'),
    ('tracking_customers', 'customer_city_hashdiff', 'uuid'),
    ('tracking_phones', '', 'table'),
    ('tracking_phones', 'load_date', 'timestamp'),
    ('tracking_phones', 'sequence', 'timestamp'),
    ('tracking_phones', 'delivery_id', 'uuid'),
    ('tracking_phones', 'record_number', 'bigint'),
    ('tracking_phones', 'row_number', 'integer'),
    ('tracking_phones', 'run_id', 'bigint'),
    ('tracking_phones', 'customer_hk', 'uuid'),
    ('tracking_phones', 'customer_phones_hashdiff', 'uuid'),
    ('tracking_orders', '', 'table'),
    ('tracking_orders', 'load_date', 'timestamp'),
    ('tracking_orders', 'sequence', 'timestamp'),
    ('tracking_orders', 'delivery_id', 'uuid'),
    ('tracking_orders', 'record_number', 'bigint'),
    ('tracking_orders', 'row_number', 'integer'),
    ('tracking_orders', 'run_id', 'bigint'),
    ('tracking_orders', 'order_hk', 'uuid'),
    ('tracking_orders', 'customer_hk', 'uuid'),
    ('tracking_orders', 'order_customer_hk', 'uuid'),
    ('tracking_orders', 'order_state_hashdiff', 'uuid'),
    ('tracking_orders', 'order_customer_effectivity_hashdiff', 'uuid'),
    ('tracking_lines', '', 'table'),
    ('tracking_lines', 'load_date', 'timestamp'),
    ('tracking_lines', 'delivery_id', 'uuid'),
    ('tracking_lines', 'record_number', 'bigint'),
    ('tracking_lines', 'row_number', 'integer'),
    ('tracking_lines', 'run_id', 'bigint'),
    ('tracking_lines', 'order_hk', 'uuid'),
    ('tracking_lines', 'product_hk', 'uuid'),
    ('tracking_lines', 'order_line_hk', 'uuid'),
    ('tracking_products', '', 'table'),
    ('tracking_products', 'load_date', 'timestamp'),
    ('tracking_products', 'delivery_id', 'uuid'),
    ('tracking_products', 'record_number', 'bigint'),
    ('tracking_products', 'row_number', 'integer'),
    ('tracking_products', 'run_id', 'bigint'),
    ('tracking_products', 'product_hk', 'uuid'),
    ('tracking_products', 'supplier_hk', 'uuid'),
    ('tracking_products', 'product_supplier_hk', 'uuid'),
    ('tracking_products', 'product_country_hashdiff', 'uuid'),
    ('tracking_products', 'country', 'varchar'),
    ('batch_customers', '', 'table'),
    ('batch_customers', 'delivery_id', 'uuid'),
    ('batch_customers', 'path', 'varchar'),
    ('batch_customers', 'load_date', 'timestamp'),
    ('batch_customers', 'unreadable', 'bigint'),
    ('batch_customers', 'run_id', 'bigint'),
    ('seen_customers', '', 'table'),
    ('seen_customers', 'load_date', 'timestamp'),
    ('seen_customers', 'delivery_id', 'uuid'),
    ('seen_customers', 'record_number', 'bigint'),
    ('seen_customers', 'customer_hk', 'uuid'),
    ('seen_customers', 'run_id', 'bigint'),
    ('judgement_customers', '', 'table'),
    ('judgement_customers', 'load_date', 'timestamp'),
    ('judgement_customers', 'is_whole', 'boolean'),
    ('judgement_customers', 'keys_present', 'bigint'),
    ('judgement_customers', 'keys_known', 'bigint'),
    ('judgement_customers', 'keys_missing', 'bigint'),
    ('judgement_customers', 'unreadable', 'bigint'),
    ('judgement_customers', 'left_out', 'bigint'),
    ('judgement_customers', 'run_id', 'bigint'),
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
    ('first_seen_hub_customer', '', 'table'),
    ('first_seen_hub_customer', 'customer_hk', 'uuid'),
    ('first_seen_hub_customer', 'load_date', 'timestamp'),
    ('first_seen_hub_customer', 'run_id', 'bigint'),
    ('first_seen_hub_order', '', 'table'),
    ('first_seen_hub_order', 'order_hk', 'uuid'),
    ('first_seen_hub_order', 'load_date', 'timestamp'),
    ('first_seen_hub_order', 'run_id', 'bigint'),
    ('first_seen_hub_product', '', 'table'),
    ('first_seen_hub_product', 'product_hk', 'uuid'),
    ('first_seen_hub_product', 'load_date', 'timestamp'),
    ('first_seen_hub_product', 'run_id', 'bigint'),
    ('first_seen_hub_supplier', '', 'table'),
    ('first_seen_hub_supplier', 'supplier_hk', 'uuid'),
    ('first_seen_hub_supplier', 'load_date', 'timestamp'),
    ('first_seen_hub_supplier', 'run_id', 'bigint'),
    ('first_seen_link_order_customer', '', 'table'),
    ('first_seen_link_order_customer', 'order_customer_hk', 'uuid'),
    ('first_seen_link_order_customer', 'load_date', 'timestamp'),
    ('first_seen_link_order_customer', 'run_id', 'bigint'),
    ('first_seen_link_order_line', '', 'table'),
    ('first_seen_link_order_line', 'order_line_hk', 'uuid'),
    ('first_seen_link_order_line', 'load_date', 'timestamp'),
    ('first_seen_link_order_line', 'run_id', 'bigint'),
    ('first_seen_link_product_supplier', '', 'table'),
    ('first_seen_link_product_supplier', 'product_supplier_hk', 'uuid'),
    ('first_seen_link_product_supplier', 'load_date', 'timestamp'),
    ('first_seen_link_product_supplier', 'run_id', 'bigint'),
    ('sat_customer_city_history', '', 'view'),
    ('sat_customer_city_current', '', 'view'),
    ('sat_customer_status_history', '', 'view'),
    ('sat_customer_status_current', '', 'view'),
    ('sat_customer_phones_history', '', 'view'),
    ('sat_customer_phones_current', '', 'view'),
    ('sat_order_state_history', '', 'view'),
    ('sat_order_state_current', '', 'view'),
    ('sat_order_customer_effectivity_history', '', 'view'),
    ('sat_order_customer_effectivity_current', '', 'view'),
    ('sat_product_country_history', '', 'view'),
    ('sat_product_country_current', '', 'view'),
    ('link_order_customer_in_force', '', 'view'),
    ('link_order_line_in_force', '', 'view'),
    ('link_product_supplier_in_force', '', 'view')
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

-- structure: business_vault
with meant (table_name, column_name, data_type) as (
  values
    ('snapshot_nightly', '', 'table'),
    ('snapshot_nightly', 'snapshot_date', 'timestamp'),
    ('snapshot_nightly', 'is_daily', 'boolean'),
    ('snapshot_nightly', 'is_weekly', 'boolean'),
    ('snapshot_nightly', 'is_monthly', 'boolean'),
    ('snapshot_nightly', 'is_yearly', 'boolean'),
    ('pit_customer', '', 'table'),
    ('pit_customer', 'customer_hk', 'uuid'),
    ('pit_customer', 'snapshot_date', 'timestamp'),
    ('pit_customer', 'sat_customer_city_hk', 'uuid'),
    ('pit_customer', 'sat_customer_city_load_date', 'timestamp'),
    ('pit_customer', 'sat_customer_city_delivery_id', 'uuid'),
    ('pit_customer', 'sat_customer_city_record_number', 'bigint'),
    ('pit_customer', 'sat_customer_city_row_number', 'integer'),
    ('pit_customer', 'sat_customer_status_hk', 'uuid'),
    ('pit_customer', 'sat_customer_status_load_date', 'timestamp'),
    ('pit_customer', 'sat_customer_status_delivery_id', 'uuid'),
    ('pit_customer', 'sat_customer_status_record_number', 'bigint'),
    ('pit_customer', 'sat_customer_status_row_number', 'integer'),
    ('pit_customer', 'sat_customer_phones_hk', 'uuid'),
    ('pit_customer', 'sat_customer_phones_load_date', 'timestamp'),
    ('pit_customer', 'sat_customer_phones_sequence', 'timestamp'),
    ('pit_customer', 'sat_customer_phones_delivery_id', 'uuid'),
    ('pit_customer', 'run_id', 'bigint'),
    ('pit_order_customer', '', 'table'),
    ('pit_order_customer', 'order_customer_hk', 'uuid'),
    ('pit_order_customer', 'snapshot_date', 'timestamp'),
    ('pit_order_customer', 'sat_order_customer_effectivity_hk', 'uuid'),
    ('pit_order_customer', 'sat_order_customer_effectivity_load_date', 'timestamp'),
    ('pit_order_customer', 'sat_order_customer_effectivity_sequence', 'timestamp'),
    ('pit_order_customer', 'sat_order_customer_effectivity_delivery_id', 'uuid'),
    ('pit_order_customer', 'sat_order_customer_effectivity_record_number', 'bigint'),
    ('pit_order_customer', 'sat_order_customer_effectivity_row_number', 'integer'),
    ('pit_order_customer', 'run_id', 'bigint'),
    ('bridge_line_customer', '', 'table'),
    ('bridge_line_customer', 'snapshot_date', 'timestamp'),
    ('bridge_line_customer', 'order_line_hk', 'uuid'),
    ('bridge_line_customer', 'order_hk', 'uuid'),
    ('bridge_line_customer', 'order_customer_hk', 'uuid'),
    ('bridge_line_customer', 'customer_hk', 'uuid'),
    ('bridge_line_customer', 'run_id', 'bigint'),
    ('bridge_line_supplier', '', 'table'),
    ('bridge_line_supplier', 'snapshot_date', 'timestamp'),
    ('bridge_line_supplier', 'order_line_hk', 'uuid'),
    ('bridge_line_supplier', 'product_hk', 'uuid'),
    ('bridge_line_supplier', 'product_supplier_hk', 'uuid'),
    ('bridge_line_supplier', 'supplier_hk', 'uuid'),
    ('bridge_line_supplier', 'run_id', 'bigint')
),
there as (
  select lower(table_name) as table_name, lower(column_name) as column_name, lower(data_type) as data_type
  from information_schema.columns
  where table_catalog = current_database() and table_schema = 'business_vault'
  union all
  select lower(table_name), '', case when table_type = 'VIEW' then 'view' else 'table' end
  from information_schema.tables
  where table_catalog = current_database() and table_schema = 'business_vault'
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

-- required: raw_vault.hub_order
select order_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.order_hk, stored.load_date, stored.run_id,
    case
      when stored.order_hk is null then 'order_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_order as stored
) as judged
where found is not null;

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

-- required: raw_vault.link_order_customer
select order_customer_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.order_customer_hk, stored.load_date, stored.run_id,
    case
      when stored.order_customer_hk is null then 'order_customer_hk'
      when stored.order_hk is null then 'order_hk'
      when stored.customer_hk is null then 'customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.link_order_customer as stored
) as judged
where found is not null;

-- required: raw_vault.link_order_line
select order_line_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.order_line_hk, stored.load_date, stored.run_id,
    case
      when stored.order_line_hk is null then 'order_line_hk'
      when stored.order_hk is null then 'order_hk'
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.link_order_line as stored
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

-- required: raw_vault.sat_customer_city
select customer_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.customer_hk is null then 'customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_customer_city as stored
) as judged
where found is not null;

-- required: raw_vault.sat_customer_status
select customer_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.customer_hk is null then 'customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.is_deleted is null then 'is_deleted'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_customer_status as stored
) as judged
where found is not null;

-- required: raw_vault.sat_customer_phones
select customer_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.customer_hk is null then 'customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.block_hashdiff is null then 'block_hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_customer_phones as stored
) as judged
where found is not null;

-- required: raw_vault.sat_order_state
select order_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.order_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.order_hk is null then 'order_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_order_state as stored
) as judged
where found is not null;

-- required: raw_vault.sat_order_customer_effectivity
select order_hk, order_customer_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.order_hk, stored.order_customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.order_hk is null then 'order_hk'
      when stored.order_customer_hk is null then 'order_customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_order_customer_effectivity as stored
) as judged
where found is not null;

-- required: raw_vault.sat_product_country
select product_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_product_country as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_customers
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
  from raw_vault.tracking_customers as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_phones
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
  from raw_vault.tracking_phones as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_orders
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
  from raw_vault.tracking_orders as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_lines
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
  from raw_vault.tracking_lines as stored
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

-- required: raw_vault.batch_customers
select load_date, delivery_id, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.run_id,
    case
      when stored.delivery_id is null then 'delivery_id'
      when stored.path is null then 'path'
      when stored.unreadable is null then 'unreadable'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.batch_customers as stored
) as judged
where found is not null;

-- required: raw_vault.seen_customers
select load_date, delivery_id, record_number, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.record_number, stored.run_id,
    case
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.seen_customers as stored
) as judged
where found is not null;

-- required: raw_vault.judgement_customers
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
  from raw_vault.judgement_customers as stored
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

-- required: raw_vault.first_seen_hub_order
select order_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.order_hk, stored.load_date, stored.run_id,
    case
      when stored.order_hk is null then 'order_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_order as stored
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

-- required: raw_vault.first_seen_link_order_customer
select order_customer_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.order_customer_hk, stored.load_date, stored.run_id,
    case
      when stored.order_customer_hk is null then 'order_customer_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_link_order_customer as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_link_order_line
select order_line_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.order_line_hk, stored.load_date, stored.run_id,
    case
      when stored.order_line_hk is null then 'order_line_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_link_order_line as stored
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

-- required: business_vault.snapshot_nightly
select snapshot_date, 'a value in each column that needs one' as expected, found
from (
  select stored.snapshot_date,
    case
      when stored.snapshot_date is null then 'snapshot_date'
      when stored.is_daily is null then 'is_daily'
      when stored.is_weekly is null then 'is_weekly'
      when stored.is_monthly is null then 'is_monthly'
      when stored.is_yearly is null then 'is_yearly'
    end as found
  from business_vault.snapshot_nightly as stored
) as judged
where found is not null;

-- required: business_vault.pit_customer
select customer_hk, snapshot_date, 'a value in each column that needs one' as expected, found
from (
  select stored.customer_hk, stored.snapshot_date,
    case
      when stored.customer_hk is null then 'customer_hk'
      when stored.snapshot_date is null then 'snapshot_date'
      when stored.sat_customer_city_hk is null then 'sat_customer_city_hk'
      when stored.sat_customer_status_hk is null then 'sat_customer_status_hk'
      when stored.sat_customer_phones_hk is null then 'sat_customer_phones_hk'
      when stored.run_id is null then 'run_id'
    end as found
  from business_vault.pit_customer as stored
) as judged
where found is not null;

-- required: business_vault.pit_order_customer
select order_customer_hk, snapshot_date, 'a value in each column that needs one' as expected, found
from (
  select stored.order_customer_hk, stored.snapshot_date,
    case
      when stored.order_customer_hk is null then 'order_customer_hk'
      when stored.snapshot_date is null then 'snapshot_date'
      when stored.sat_order_customer_effectivity_hk is null then 'sat_order_customer_effectivity_hk'
      when stored.run_id is null then 'run_id'
    end as found
  from business_vault.pit_order_customer as stored
) as judged
where found is not null;

-- required: business_vault.bridge_line_customer
select order_line_hk, order_hk, order_customer_hk, customer_hk, snapshot_date, 'a value in each column that needs one' as expected, found
from (
  select stored.order_line_hk, stored.order_hk, stored.order_customer_hk, stored.customer_hk, stored.snapshot_date,
    case
      when stored.snapshot_date is null then 'snapshot_date'
      when stored.order_line_hk is null then 'order_line_hk'
      when stored.order_hk is null then 'order_hk'
      when stored.order_customer_hk is null then 'order_customer_hk'
      when stored.customer_hk is null then 'customer_hk'
      when stored.run_id is null then 'run_id'
    end as found
  from business_vault.bridge_line_customer as stored
) as judged
where found is not null;

-- required: business_vault.bridge_line_supplier
select order_line_hk, product_hk, product_supplier_hk, supplier_hk, snapshot_date, 'a value in each column that needs one' as expected, found
from (
  select stored.order_line_hk, stored.product_hk, stored.product_supplier_hk, stored.supplier_hk, stored.snapshot_date,
    case
      when stored.snapshot_date is null then 'snapshot_date'
      when stored.order_line_hk is null then 'order_line_hk'
      when stored.product_hk is null then 'product_hk'
      when stored.product_supplier_hk is null then 'product_supplier_hk'
      when stored.supplier_hk is null then 'supplier_hk'
      when stored.run_id is null then 'run_id'
    end as found
  from business_vault.bridge_line_supplier as stored
) as judged
where found is not null;

-- unique_key: raw_vault.hub_customer
select stored.customer_hk, 1 as expected, count(*) as found
from raw_vault.hub_customer as stored
group by stored.customer_hk
having count(*) > 1;

-- unique_key: raw_vault.hub_order
select stored.order_hk, 1 as expected, count(*) as found
from raw_vault.hub_order as stored
group by stored.order_hk
having count(*) > 1;

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

-- unique_key: raw_vault.link_order_customer
select stored.order_customer_hk, 1 as expected, count(*) as found
from raw_vault.link_order_customer as stored
group by stored.order_customer_hk
having count(*) > 1;

-- unique_key: raw_vault.link_order_line
select stored.order_line_hk, 1 as expected, count(*) as found
from raw_vault.link_order_line as stored
group by stored.order_line_hk
having count(*) > 1;

-- unique_key: raw_vault.link_product_supplier
select stored.product_supplier_hk, 1 as expected, count(*) as found
from raw_vault.link_product_supplier as stored
group by stored.product_supplier_hk
having count(*) > 1;

-- unique_key: raw_vault.sat_customer_city
select stored.customer_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_customer_city as stored
where stored.delivery_id is not null
group by stored.customer_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.sat_customer_status
select stored.customer_hk, stored.load_date, stored.run_id, 1 as expected, count(*) as found
from raw_vault.sat_customer_status as stored
group by stored.customer_hk, stored.load_date, stored.run_id
having count(*) > 1;

-- unique_key: raw_vault.sat_customer_phones
select stored.customer_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_customer_phones as stored
where stored.delivery_id is not null
group by stored.customer_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.sat_order_state
select stored.order_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_order_state as stored
where stored.delivery_id is not null
group by stored.order_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.sat_order_customer_effectivity
select stored.order_hk, stored.load_date, stored.delivery_id, stored.order_customer_hk, 1 as expected, count(*) as found
from raw_vault.sat_order_customer_effectivity as stored
where stored.delivery_id is not null
group by stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.order_customer_hk
having count(*) > 1;

-- unique_key: raw_vault.sat_product_country
select stored.product_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_product_country as stored
where stored.delivery_id is not null
group by stored.product_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_customers
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_customers as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_phones
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_phones as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_orders
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_orders as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_lines
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_lines as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_products
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_products as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.batch_customers
select stored.load_date, stored.delivery_id, 1 as expected, count(*) as found
from raw_vault.batch_customers as stored
where stored.delivery_id is not null
group by stored.load_date, stored.delivery_id
having count(*) > 1;

-- unique_key: raw_vault.judgement_customers
select stored.load_date, stored.run_id, 1 as expected, count(*) as found
from raw_vault.judgement_customers as stored
group by stored.load_date, stored.run_id
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

-- unique_key: raw_vault.first_seen_hub_customer
select stored.customer_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_customer as stored
group by stored.customer_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_order
select stored.order_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_order as stored
group by stored.order_hk, stored.load_date
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

-- unique_key: raw_vault.first_seen_link_order_customer
select stored.order_customer_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_order_customer as stored
group by stored.order_customer_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_link_order_line
select stored.order_line_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_order_line as stored
group by stored.order_line_hk, stored.load_date
having count(*) > 1;

-- unique_key: raw_vault.first_seen_link_product_supplier
select stored.product_supplier_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_link_product_supplier as stored
group by stored.product_supplier_hk, stored.load_date
having count(*) > 1;

-- unique_key: business_vault.snapshot_nightly
select stored.snapshot_date, 1 as expected, count(*) as found
from business_vault.snapshot_nightly as stored
group by stored.snapshot_date
having count(*) > 1;

-- unique_key: business_vault.pit_customer
select stored.customer_hk, stored.snapshot_date, 1 as expected, count(*) as found
from business_vault.pit_customer as stored
group by stored.customer_hk, stored.snapshot_date
having count(*) > 1;

-- unique_key: business_vault.pit_order_customer
select stored.order_customer_hk, stored.snapshot_date, 1 as expected, count(*) as found
from business_vault.pit_order_customer as stored
group by stored.order_customer_hk, stored.snapshot_date
having count(*) > 1;

-- hash_key: raw_vault.hub_customer
select *
from (
  select stored.customer_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.customer_id) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.customer_hk as found
  from raw_vault.hub_customer as stored
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.hub_order
select *
from (
  select stored.order_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.order_id) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.order_hk as found
  from raw_vault.hub_order as stored
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.hub_product
select *
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.sku) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
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

-- hash_key: raw_vault.link_order_customer
select *
from (
  select stored.order_customer_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_order.order_id), ':', of_order.order_id, strlen(of_customer.customer_id), ':', of_customer.customer_id)) as uuid) as expected,
    stored.order_customer_hk as found
  from raw_vault.link_order_customer as stored
  left join raw_vault.hub_order as of_order on of_order.order_hk = stored.order_hk
  left join raw_vault.hub_customer as of_customer on of_customer.customer_hk = stored.customer_hk
  where (of_order.order_hk is not null or not stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_customer.customer_hk is not null or not stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.link_order_line
select *
from (
  select stored.order_line_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_order.order_id), ':', of_order.order_id, strlen(of_product.sku), ':', of_product.sku, strlen(cast(stored.line as varchar)), ':', cast(stored.line as varchar))) as uuid) as expected,
    stored.order_line_hk as found
  from raw_vault.link_order_line as stored
  left join raw_vault.hub_order as of_order on of_order.order_hk = stored.order_hk
  left join raw_vault.hub_product as of_product on of_product.product_hk = stored.product_hk
  where (of_order.order_hk is not null or not stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_product.product_hk is not null or not stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- hash_key: raw_vault.link_product_supplier
select *
from (
  select stored.product_supplier_hk, stored.load_date, stored.run_id,
    cast(md5(concat(strlen(of_product.sku), ':', of_product.sku, strlen(of_supplier.supplier_id), ':', of_supplier.supplier_id)) as uuid) as expected,
    stored.product_supplier_hk as found
  from raw_vault.link_product_supplier as stored
  left join raw_vault.hub_product as of_product on of_product.product_hk = stored.product_hk
  left join raw_vault.hub_supplier as of_supplier on of_supplier.supplier_hk = stored.supplier_hk
  where (of_product.product_hk is not null or not stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
    and (of_supplier.supplier_hk is not null or not stored.supplier_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
) as compared
where expected is distinct from found;

-- orphan: raw_vault.first_seen_hub_customer
select stored.customer_hk, stored.load_date, stored.run_id, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.first_seen_hub_customer as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.first_seen_hub_order
select stored.order_hk, stored.load_date, stored.run_id, 'a row of hub_order' as expected, stored.order_hk as found
from raw_vault.first_seen_hub_order as stored
where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_order as parent where parent.order_hk = stored.order_hk);

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

-- orphan: raw_vault.link_order_customer
select stored.order_customer_hk, stored.load_date, stored.run_id, 'a row of hub_order' as expected, stored.order_hk as found
from raw_vault.link_order_customer as stored
where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_order as parent where parent.order_hk = stored.order_hk);

-- orphan: raw_vault.link_order_customer
select stored.order_customer_hk, stored.load_date, stored.run_id, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.link_order_customer as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.first_seen_link_order_customer
select stored.order_customer_hk, stored.load_date, stored.run_id, 'a row of link_order_customer' as expected, stored.order_customer_hk as found
from raw_vault.first_seen_link_order_customer as stored
where stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_order_customer as parent where parent.order_customer_hk = stored.order_customer_hk);

-- orphan: raw_vault.link_order_line
select stored.order_line_hk, stored.load_date, stored.run_id, 'a row of hub_order' as expected, stored.order_hk as found
from raw_vault.link_order_line as stored
where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_order as parent where parent.order_hk = stored.order_hk);

-- orphan: raw_vault.link_order_line
select stored.order_line_hk, stored.load_date, stored.run_id, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.link_order_line as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.first_seen_link_order_line
select stored.order_line_hk, stored.load_date, stored.run_id, 'a row of link_order_line' as expected, stored.order_line_hk as found
from raw_vault.first_seen_link_order_line as stored
where stored.order_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_order_line as parent where parent.order_line_hk = stored.order_line_hk);

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

-- orphan: raw_vault.sat_customer_city
select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.sat_customer_city as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.sat_customer_status
select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.sat_customer_status as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.seen_customers as rejected where rejected.customer_hk = stored.customer_hk)
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.sat_customer_phones
select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.sat_customer_phones as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.sat_order_state
select stored.order_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_order' as expected, stored.order_hk as found
from raw_vault.sat_order_state as stored
where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_order as parent where parent.order_hk = stored.order_hk);

-- orphan: raw_vault.sat_order_customer_effectivity
select stored.order_hk, stored.order_customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_order_customer' as expected, stored.order_customer_hk as found
from raw_vault.sat_order_customer_effectivity as stored
where stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_order_customer as parent where parent.order_customer_hk = stored.order_customer_hk and parent.order_customer_hk = stored.order_customer_hk and parent.order_hk = stored.order_hk);

-- orphan: raw_vault.sat_product_country
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.sat_product_country as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.tracking_customers
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.tracking_customers as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.tracking_phones
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.tracking_phones as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.tracking_orders
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_order' as expected, stored.order_hk as found
from raw_vault.tracking_orders as stored
where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_order as parent where parent.order_hk = stored.order_hk);

-- orphan: raw_vault.tracking_orders
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_customer' as expected, stored.customer_hk as found
from raw_vault.tracking_orders as stored
where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_customer as parent where parent.customer_hk = stored.customer_hk);

-- orphan: raw_vault.tracking_orders
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_order_customer' as expected, stored.order_customer_hk as found
from raw_vault.tracking_orders as stored
where stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_order_customer as parent where parent.order_customer_hk = stored.order_customer_hk);

-- orphan: raw_vault.tracking_lines
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_order' as expected, stored.order_hk as found
from raw_vault.tracking_lines as stored
where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_order as parent where parent.order_hk = stored.order_hk);

-- orphan: raw_vault.tracking_lines
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.tracking_lines as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.tracking_lines
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of link_order_line' as expected, stored.order_line_hk as found
from raw_vault.tracking_lines as stored
where stored.order_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.link_order_line as parent where parent.order_line_hk = stored.order_line_hk);

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

-- zero_key: raw_vault.hub_customer
select zero_keys.hash_key as customer_hk, 1 as expected, count(stored.customer_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_customer as stored on stored.customer_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.customer_hk) <> 1;

-- zero_key: raw_vault.hub_order
select zero_keys.hash_key as order_hk, 1 as expected, count(stored.order_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_order as stored on stored.order_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.order_hk) <> 1;

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

-- zero_key: raw_vault.sat_customer_city
select zero_keys.hash_key as customer_hk, 1 as expected, count(stored.customer_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_customer_city as stored on stored.customer_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.customer_hk) <> 1;

-- zero_key: raw_vault.sat_customer_phones
select zero_keys.hash_key as customer_hk, 1 as expected, count(stored.customer_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_customer_phones as stored on stored.customer_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.customer_hk) <> 1;

-- zero_key: raw_vault.sat_order_state
select zero_keys.hash_key as order_hk, 1 as expected, count(stored.order_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_order_state as stored on stored.order_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.order_hk) <> 1;

-- zero_key: raw_vault.sat_order_customer_effectivity
select zero_keys.hash_key as order_customer_hk, 1 as expected, count(stored.order_customer_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_order_customer_effectivity as stored on stored.order_customer_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.order_customer_hk) <> 1;

-- zero_key: raw_vault.sat_product_country
select zero_keys.hash_key as product_hk, 1 as expected, count(stored.product_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_product_country as stored on stored.product_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.product_hk) <> 1;

-- hashdiff: raw_vault.sat_customer_city
select *
from (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(stored.city), ':', stored.city))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_customer_city as stored
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hashdiff: raw_vault.sat_customer_phones
select *
from (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(stored.kind), ':', stored.kind, strlen(stored.number), ':', stored.number))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_customer_phones as stored
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hashdiff: raw_vault.sat_customer_phones
select customer_hk, load_date, delivery_id, _members as expected, _least as found
from (
  select stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(stored.hashdiff as varchar), '-', ''))), ',')) as uuid) as _members,
    min(stored.block_hashdiff) as _least,
    max(stored.block_hashdiff) as _greatest
  from raw_vault.sat_customer_phones as stored
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id
) as sets
where _members <> _least or _members <> _greatest;

-- hashdiff: raw_vault.sat_order_state
select *
from (
  select stored.order_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(stored.state), ':', stored.state))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_order_state as stored
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hashdiff: raw_vault.sat_order_customer_effectivity
select order_hk, load_date, delivery_id, _members as expected, _least as found
from (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(stored.order_customer_hk as varchar), '-', ''))), ',')) as uuid) as _members,
    min(stored.hashdiff) as _least,
    max(stored.hashdiff) as _greatest
  from raw_vault.sat_order_customer_effectivity as stored
  where stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id
) as sets
where _members <> _least or _members <> _greatest;

-- hashdiff: raw_vault.sat_product_country
select *
from (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(stored.country), ':', stored.country))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_product_country as stored
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- equal_neighbours: raw_vault.sat_customer_city
with units as (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_customer_city as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by customer_hk order by load_date, _path, _content_version, record_number, row_number)
)
select customer_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_customer_city
with tracked as (
  select tracking.customer_hk, tracking.load_date, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.customer_city_hashdiff as _hashdiff
  from raw_vault.tracking_customers as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.customer_city_hashdiff is not null
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by customer_hk order by load_date, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_customer_city as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select customer_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.customer_hk = ordered.customer_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number and stored.load_date is not distinct from ordered.load_date and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_customer_city
with tracked as (
  select tracking.customer_hk, tracking.load_date, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.customer_city_hashdiff as _hashdiff
  from raw_vault.tracking_customers as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.customer_city_hashdiff is not null
),
stored as (
  select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_customer_city as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select customer_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_customers as tracking)
  and not exists (select 1 from tracked where tracked.customer_hk = stored.customer_hk and tracked.delivery_id is not distinct from stored.delivery_id and tracked.record_number is not distinct from stored.record_number and tracked.row_number is not distinct from stored.row_number and tracked.load_date is not distinct from stored.load_date and tracked._hashdiff = stored._hashdiff);

-- equal_neighbours: raw_vault.sat_customer_phones
with units as (
  select stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.block_hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_customer_phones as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.block_hashdiff
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by customer_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select customer_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_customer_phones
with tracked as (
  select tracking.customer_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(tracking.customer_phones_hashdiff as varchar), '-', ''))), ',')) as uuid) as _hashdiff
  from raw_vault.tracking_phones as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.customer_phones_hashdiff is not null
  group by tracking.customer_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, delivery.path, delivery.content_version
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by customer_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.block_hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_customer_phones as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.block_hashdiff
)
select customer_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.customer_hk = ordered.customer_hk and stored.load_date is not distinct from ordered.load_date and stored.sequence is not distinct from ordered.sequence and stored.delivery_id is not distinct from ordered.delivery_id and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_customer_phones
with tracked as (
  select tracking.customer_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(tracking.customer_phones_hashdiff as varchar), '-', ''))), ',')) as uuid) as _hashdiff
  from raw_vault.tracking_phones as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.customer_phones_hashdiff is not null
  group by tracking.customer_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, delivery.path, delivery.content_version
),
stored as (
  select stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.block_hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_customer_phones as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.customer_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.block_hashdiff
)
select customer_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_phones as tracking)
  and not exists (select 1 from tracked where tracked.customer_hk = stored.customer_hk and tracked.load_date is not distinct from stored.load_date and tracked.sequence is not distinct from stored.sequence and tracked.delivery_id is not distinct from stored.delivery_id and tracked._hashdiff = stored._hashdiff);

-- equal_neighbours: raw_vault.sat_order_state
with units as (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_order_state as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by order_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select order_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_order_state
with tracked as (
  select tracking.order_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.order_state_hashdiff as _hashdiff
  from raw_vault.tracking_orders as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.order_state_hashdiff is not null
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by order_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_order_state as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select order_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.order_hk = ordered.order_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number and stored.load_date is not distinct from ordered.load_date and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_order_state
with tracked as (
  select tracking.order_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.order_state_hashdiff as _hashdiff
  from raw_vault.tracking_orders as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.order_state_hashdiff is not null
),
stored as (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_order_state as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select order_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_orders as tracking)
  and not exists (select 1 from tracked where tracked.order_hk = stored.order_hk and tracked.delivery_id is not distinct from stored.delivery_id and tracked.record_number is not distinct from stored.record_number and tracked.row_number is not distinct from stored.row_number and tracked.load_date is not distinct from stored.load_date and tracked._hashdiff = stored._hashdiff);

-- equal_neighbours: raw_vault.sat_order_customer_effectivity
with units as (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_order_customer_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by order_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number)
)
select order_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_order_customer_effectivity
with tracked as (
  select link.order_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.order_customer_effectivity_hashdiff as _hashdiff
  from raw_vault.tracking_orders as tracking
  join raw_vault.link_order_customer as link on link.order_customer_hk = tracking.order_customer_hk
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where link.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and link.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.order_customer_effectivity_hashdiff is not null
  group by link.order_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, delivery.path, delivery.content_version, tracking.order_customer_effectivity_hashdiff
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by order_hk order by load_date, sequence nulls first, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_order_customer_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
)
select order_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.order_hk = ordered.order_hk and stored.load_date is not distinct from ordered.load_date and stored.sequence is not distinct from ordered.sequence and stored.delivery_id is not distinct from ordered.delivery_id and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_order_customer_effectivity
with tracked as (
  select link.order_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.order_customer_effectivity_hashdiff as _hashdiff
  from raw_vault.tracking_orders as tracking
  join raw_vault.link_order_customer as link on link.order_customer_hk = tracking.order_customer_hk
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where link.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and link.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.order_customer_effectivity_hashdiff is not null
  group by link.order_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, delivery.path, delivery.content_version, tracking.order_customer_effectivity_hashdiff
),
stored as (
  select stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_order_customer_effectivity as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.order_hk, stored.load_date, stored.sequence, stored.delivery_id, delivery.path, delivery.content_version, stored.hashdiff
)
select order_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_orders as tracking)
  and not exists (select 1 from tracked where tracked.order_hk = stored.order_hk and tracked.load_date is not distinct from stored.load_date and tracked.sequence is not distinct from stored.sequence and tracked.delivery_id is not distinct from stored.delivery_id and tracked._hashdiff = stored._hashdiff);

-- equal_neighbours: raw_vault.sat_product_country
with units as (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_product_country as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by product_hk order by load_date, _path, _content_version, record_number, row_number)
)
select product_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_product_country
with tracked as (
  select tracking.product_hk, tracking.load_date, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.product_country_hashdiff as _hashdiff
  from raw_vault.tracking_products as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.product_country_hashdiff is not null
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by product_hk order by load_date, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_product_country as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select product_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.product_hk = ordered.product_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number and stored.load_date is not distinct from ordered.load_date and stored._hashdiff = ordered._hashdiff);

-- untracked_row: raw_vault.sat_product_country
with tracked as (
  select tracking.product_hk, tracking.load_date, tracking.delivery_id, tracking.record_number, tracking.row_number, delivery.path as _path, delivery.content_version as _content_version,
    tracking.product_country_hashdiff as _hashdiff
  from raw_vault.tracking_products as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.product_country_hashdiff is not null
),
stored as (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.hashdiff as _hashdiff, stored.run_id
  from raw_vault.sat_product_country as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
)
select product_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_products as tracking)
  and not exists (select 1 from tracked where tracked.product_hk = stored.product_hk and tracked.delivery_id is not distinct from stored.delivery_id and tracked.record_number is not distinct from stored.record_number and tracked.row_number is not distinct from stored.row_number and tracked.load_date is not distinct from stored.load_date and tracked._hashdiff = stored._hashdiff);

-- validity: raw_vault.sat_customer_city_history
with intervals as (
  select customer_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_customer_city_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by customer_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select customer_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_customer_status_history
with intervals as (
  select customer_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_customer_status_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by customer_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select customer_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_customer_phones_history
with intervals as (
  select distinct customer_hk, load_date, sequence, delivery_id, load_end_date, is_current
  from raw_vault.sat_customer_phones_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by customer_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select customer_hk, load_date, delivery_id, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_order_state_history
with intervals as (
  select order_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_order_state_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by order_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select order_hk, load_date, delivery_id, record_number, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_order_customer_effectivity_history
with intervals as (
  select distinct order_hk, load_date, sequence, delivery_id, load_end_date, is_current
  from raw_vault.sat_order_customer_effectivity_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by order_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select order_hk, load_date, delivery_id, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- validity: raw_vault.sat_product_country_history
with intervals as (
  select product_hk, load_date, delivery_id, record_number, load_end_date, is_current
  from raw_vault.sat_product_country_history
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

-- presence: raw_vault.sat_customer_status
with latest as (
  select delivery_id
  from (
    select delivery_id, rank() over (partition by path order by run_id desc) as _place
    from raw_vault.batch_customers
  ) as files
  where _place = 1
),
whole as (
  select load_date
  from (
    select load_date, is_whole,
      row_number() over (partition by load_date order by run_id desc) as _place
    from raw_vault.judgement_customers
  ) as judged
  where _place = 1 and is_whole
),
present as (
  select tracking.customer_hk, tracking.load_date
  from raw_vault.tracking_customers as tracking
  where tracking.customer_hk <> cast('00000000000000000000000000000000' as uuid) and tracking.delivery_id in (select delivery_id from latest)
  union
  select seen.customer_hk, seen.load_date
  from raw_vault.seen_customers as seen
  where seen.customer_hk <> cast('00000000000000000000000000000000' as uuid) and seen.delivery_id in (select delivery_id from latest)
),
ending as (
  select present.customer_hk, present.load_date, min(whole.load_date) as _next_whole
  from present
  left join whole on true and whole.load_date > present.load_date
  group by present.customer_hk, present.load_date
),
followed as (
  select ending.*,
    lead(load_date) over (partition by customer_hk order by load_date) as _next,
    lag(_next_whole) over (partition by customer_hk order by load_date) as _gone_before,
    row_number() over (partition by customer_hk order by load_date) as _place
  from ending
),
changes as (
  select customer_hk, load_date, false as is_deleted
  from followed
  where _place = 1 or _gone_before < load_date
  union all
  select customer_hk, _next_whole, true
  from followed
  where _next_whole is not null and (_next is null or _next_whole < _next)
),
found as (
  select customer_hk, load_date, is_deleted
  from (
    select customer_hk, load_date, is_deleted,
      row_number() over (partition by customer_hk, load_date order by run_id desc) as _place
    from raw_vault.sat_customer_status
  ) as stored
  where _place = 1
),
held as (
  select found.customer_hk, found.load_date, found.is_deleted as _found,
    followed.load_date is null or coalesce(followed._next_whole <= found.load_date, false) as _expected
  from found
  left join followed on followed.customer_hk = found.customer_hk and followed.load_date <= found.load_date
    and (followed._next is null or followed._next > found.load_date)
)
select changes.customer_hk, changes.load_date, changes.is_deleted as expected, cast(null as boolean) as found
from changes
where not exists (
  select 1 from found where found.customer_hk = changes.customer_hk and found.load_date = changes.load_date
)
union all
select held.customer_hk, held.load_date, _expected, _found
from held
where _expected <> _found;

-- presence: raw_vault.judgement_customers
with latest as (
  select delivery_id
  from (
    select delivery_id, rank() over (partition by path order by run_id desc) as _place
    from raw_vault.batch_customers
  ) as files
  where _place = 1
),
present as (
  select load_date, customer_hk from raw_vault.tracking_customers where delivery_id in (select delivery_id from latest)
  union
  select load_date, customer_hk from raw_vault.seen_customers where delivery_id in (select delivery_id from latest)
),
counted as (
  select load_date, count(*) as _keys
  from present
  group by load_date
),
judged as (
  select load_date, keys_present,
    row_number() over (partition by load_date order by run_id desc) as _place
  from raw_vault.judgement_customers
)
select judged.load_date, coalesce(counted._keys, 0) as expected, judged.keys_present as found
from judged
left join counted on counted.load_date is not distinct from judged.load_date
where judged._place = 1 and judged.keys_present <> coalesce(counted._keys, 0);

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
    select customer_hk as _key, load_date from raw_vault.tracking_customers
    union all
    select customer_hk as _key, load_date from raw_vault.tracking_phones
    union all
    select customer_hk as _key, load_date from raw_vault.tracking_orders
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
  and not exists (select 1 from raw_vault.tracking_customers as tracking where tracking.customer_hk = stored.customer_hk and tracking.load_date = stored.load_date)
  and not exists (select 1 from raw_vault.tracking_phones as tracking where tracking.customer_hk = stored.customer_hk and tracking.load_date = stored.load_date)
  and not exists (select 1 from raw_vault.tracking_orders as tracking where tracking.customer_hk = stored.customer_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_hub_order
select seen.order_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_order as seen
join raw_vault.hub_order as stored on stored.order_hk = seen.order_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_order
with known as (
  select _key, min(load_date) as load_date
  from (
    select order_hk as _key, load_date from raw_vault.hub_order
    union all
    select order_hk, load_date from raw_vault.first_seen_hub_order
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select order_hk as _key, load_date from raw_vault.tracking_orders
    union all
    select order_hk as _key, load_date from raw_vault.tracking_lines
  ) as dates
  where _key is not null
  group by _key
)
select known._key as order_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_order
select stored.order_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_order as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.order_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_orders as tracking where tracking.order_hk = stored.order_hk and tracking.load_date = stored.load_date)
  and not exists (select 1 from raw_vault.tracking_lines as tracking where tracking.order_hk = stored.order_hk and tracking.load_date = stored.load_date);

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
    select product_hk as _key, load_date from raw_vault.tracking_lines
    union all
    select product_hk as _key, load_date from raw_vault.tracking_products
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
  and not exists (select 1 from raw_vault.tracking_lines as tracking where tracking.product_hk = stored.product_hk and tracking.load_date = stored.load_date)
  and not exists (select 1 from raw_vault.tracking_products as tracking where tracking.product_hk = stored.product_hk and tracking.load_date = stored.load_date);

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

-- first_seen: raw_vault.first_seen_link_order_customer
select seen.order_customer_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_link_order_customer as seen
join raw_vault.link_order_customer as stored on stored.order_customer_hk = seen.order_customer_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.link_order_customer
with known as (
  select _key, min(load_date) as load_date
  from (
    select order_customer_hk as _key, load_date from raw_vault.link_order_customer
    union all
    select order_customer_hk, load_date from raw_vault.first_seen_link_order_customer
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select order_customer_hk as _key, load_date from raw_vault.tracking_orders
  ) as dates
  where _key is not null
  group by _key
)
select known._key as order_customer_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.link_order_customer
select stored.order_customer_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.link_order_customer as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_orders as tracking where tracking.order_customer_hk = stored.order_customer_hk and tracking.load_date = stored.load_date);

-- first_seen: raw_vault.first_seen_link_order_line
select seen.order_line_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_link_order_line as seen
join raw_vault.link_order_line as stored on stored.order_line_hk = seen.order_line_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.link_order_line
with known as (
  select _key, min(load_date) as load_date
  from (
    select order_line_hk as _key, load_date from raw_vault.link_order_line
    union all
    select order_line_hk, load_date from raw_vault.first_seen_link_order_line
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select order_line_hk as _key, load_date from raw_vault.tracking_lines
  ) as dates
  where _key is not null
  group by _key
)
select known._key as order_line_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.link_order_line
select stored.order_line_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.link_order_line as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.order_line_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.tracking_lines as tracking where tracking.order_line_hk = stored.order_line_hk and tracking.load_date = stored.load_date);

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

-- snapshot: business_vault.snapshot_nightly
with due (snapshot_date, kept_by) as (
  values
    (timestamp '2024-01-31 23:59:59.000000', 'is_daily')
),
there as (
  select snapshot_date, trim(concat(case when is_daily then ' is_daily' else '' end, case when is_weekly then ' is_weekly' else '' end, case when is_monthly then ' is_monthly' else '' end, case when is_yearly then ' is_yearly' else '' end)) as kept_by
  from business_vault.snapshot_nightly
)
select coalesce(due.snapshot_date, there.snapshot_date) as snapshot_date,
  coalesce(due.kept_by, 'no date') as expected, coalesce(there.kept_by, 'no date') as found
from due
full join there on there.snapshot_date = due.snapshot_date
where due.kept_by is distinct from there.kept_by;

-- point_in_time: business_vault.pit_customer
with first_seen as (
  select customer_hk, min(load_date) as load_date
  from (
    select customer_hk, load_date from raw_vault.hub_customer
    union all
    select customer_hk, load_date from raw_vault.first_seen_hub_customer
  ) as seen
  group by customer_hk
),
due as (
  select first_seen.customer_hk, dates.snapshot_date
  from first_seen
  join business_vault.snapshot_nightly as dates on dates.snapshot_date >= first_seen.load_date
)
select due.customer_hk, due.snapshot_date, 'a row' as expected, 'no row' as found
from due
where not exists (
  select 1 from business_vault.pit_customer as stored where stored.customer_hk = due.customer_hk and stored.snapshot_date = due.snapshot_date
)
union all
select stored.customer_hk, stored.snapshot_date, 'no row', 'a row'
from business_vault.pit_customer as stored
where not exists (
  select 1 from due where due.customer_hk = stored.customer_hk and due.snapshot_date = stored.snapshot_date
);

-- point_in_time: business_vault.pit_customer
with held as (
  select customer_hk, load_date, delivery_id, record_number, row_number, coalesce(load_end_date, timestamp '9999-12-31 00:00:00') as held_until
  from raw_vault.sat_customer_city_history
)
select stored.customer_hk, stored.snapshot_date, held.load_date as expected, stored.sat_customer_city_load_date as found
from business_vault.pit_customer as stored
left join held on held.customer_hk = stored.customer_hk
  and held.load_date <= stored.snapshot_date and held.held_until > stored.snapshot_date
where stored.sat_customer_city_hk is distinct from coalesce(held.customer_hk, cast('00000000000000000000000000000000' as uuid))
  or stored.sat_customer_city_load_date is distinct from case when held.customer_hk is null then timestamp '1900-01-01 00:00:00' else held.load_date end
  or stored.sat_customer_city_delivery_id is distinct from case when held.customer_hk is null then cast('00000000-0000-0000-0000-000000000000' as uuid) else held.delivery_id end
  or stored.sat_customer_city_record_number is distinct from case when held.customer_hk is null then 0 else held.record_number end
  or stored.sat_customer_city_row_number is distinct from case when held.customer_hk is null then 0 else held.row_number end;

-- point_in_time: business_vault.pit_customer
with held as (
  select customer_hk, load_date, delivery_id, record_number, row_number, coalesce(load_end_date, timestamp '9999-12-31 00:00:00') as held_until
  from raw_vault.sat_customer_status_history
)
select stored.customer_hk, stored.snapshot_date, held.load_date as expected, stored.sat_customer_status_load_date as found
from business_vault.pit_customer as stored
left join held on held.customer_hk = stored.customer_hk
  and held.load_date <= stored.snapshot_date and held.held_until > stored.snapshot_date
where stored.sat_customer_status_hk is distinct from coalesce(held.customer_hk, cast('00000000000000000000000000000000' as uuid))
  or stored.sat_customer_status_load_date is distinct from held.load_date
  or stored.sat_customer_status_delivery_id is distinct from held.delivery_id
  or stored.sat_customer_status_record_number is distinct from held.record_number
  or stored.sat_customer_status_row_number is distinct from held.row_number;

-- point_in_time: business_vault.pit_customer
with held as (
  select distinct customer_hk, load_date, sequence, delivery_id, coalesce(load_end_date, timestamp '9999-12-31 00:00:00') as held_until
  from raw_vault.sat_customer_phones_history
)
select stored.customer_hk, stored.snapshot_date, held.load_date as expected, stored.sat_customer_phones_load_date as found
from business_vault.pit_customer as stored
left join held on held.customer_hk = stored.customer_hk
  and held.load_date <= stored.snapshot_date and held.held_until > stored.snapshot_date
where stored.sat_customer_phones_hk is distinct from coalesce(held.customer_hk, cast('00000000000000000000000000000000' as uuid))
  or stored.sat_customer_phones_load_date is distinct from case when held.customer_hk is null then timestamp '1900-01-01 00:00:00' else held.load_date end
  or stored.sat_customer_phones_sequence is distinct from held.sequence
  or stored.sat_customer_phones_delivery_id is distinct from case when held.customer_hk is null then cast('00000000-0000-0000-0000-000000000000' as uuid) else held.delivery_id end;

-- point_in_time: business_vault.pit_order_customer
with first_seen as (
  select order_customer_hk, min(load_date) as load_date
  from (
    select order_customer_hk, load_date from raw_vault.link_order_customer
    union all
    select order_customer_hk, load_date from raw_vault.first_seen_link_order_customer
  ) as seen
  group by order_customer_hk
),
due as (
  select first_seen.order_customer_hk, dates.snapshot_date
  from first_seen
  join business_vault.snapshot_nightly as dates on dates.snapshot_date >= first_seen.load_date
)
select due.order_customer_hk, due.snapshot_date, 'a row' as expected, 'no row' as found
from due
where not exists (
  select 1 from business_vault.pit_order_customer as stored where stored.order_customer_hk = due.order_customer_hk and stored.snapshot_date = due.snapshot_date
)
union all
select stored.order_customer_hk, stored.snapshot_date, 'no row', 'a row'
from business_vault.pit_order_customer as stored
where not exists (
  select 1 from due where due.order_customer_hk = stored.order_customer_hk and due.snapshot_date = stored.snapshot_date
);

-- point_in_time: business_vault.pit_order_customer
with held as (
  select order_customer_hk, load_date, sequence, delivery_id, record_number, row_number, coalesce(load_end_date, timestamp '9999-12-31 00:00:00') as held_until
  from raw_vault.sat_order_customer_effectivity_history
)
select stored.order_customer_hk, stored.snapshot_date, held.load_date as expected, stored.sat_order_customer_effectivity_load_date as found
from business_vault.pit_order_customer as stored
left join held on held.order_customer_hk = stored.order_customer_hk
  and held.load_date <= stored.snapshot_date and held.held_until > stored.snapshot_date
where stored.sat_order_customer_effectivity_hk is distinct from coalesce(held.order_customer_hk, cast('00000000000000000000000000000000' as uuid))
  or stored.sat_order_customer_effectivity_load_date is distinct from case when held.order_customer_hk is null then timestamp '1900-01-01 00:00:00' else held.load_date end
  or stored.sat_order_customer_effectivity_sequence is distinct from held.sequence
  or stored.sat_order_customer_effectivity_delivery_id is distinct from case when held.order_customer_hk is null then cast('00000000-0000-0000-0000-000000000000' as uuid) else held.delivery_id end
  or stored.sat_order_customer_effectivity_record_number is distinct from case when held.order_customer_hk is null then 0 else held.record_number end
  or stored.sat_order_customer_effectivity_row_number is distinct from case when held.order_customer_hk is null then 0 else held.row_number end;

-- bridge: business_vault.bridge_line_customer
with due as (
  with places as (
    select delivery_id, row_number() over (order by path, content_version) as _place
    from audit.delivery
  ),
  dates as (
    select snapshot_date from business_vault.snapshot_nightly
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
    coalesce(link_order_customer.customer_hk, cast('00000000000000000000000000000000' as uuid)) as customer_hk
  from link_order_line
  left join link_order_customer
    on link_order_customer.snapshot_date = link_order_line.snapshot_date
    and link_order_customer.order_hk = link_order_line.order_hk
    and link_order_line.order_hk <> cast('00000000000000000000000000000000' as uuid)
),
compared as (
  select snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, sum(due) as due, sum(there) as there
  from (
    select snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, 1 as due, 0 as there from due where not snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
    union all
    select snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, 0, 1 from business_vault.bridge_line_customer where not snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
  ) as rows_of_both
  group by snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk
)
select order_line_hk, order_hk, order_customer_hk, customer_hk, snapshot_date, case due when 0 then 'no row' when 1 then 'a row' else concat(cast(due as varchar), ' rows') end as expected, case there when 0 then 'no row' when 1 then 'a row' else concat(cast(there as varchar), ' rows') end as found
from compared
where due <> there;

-- bridge: business_vault.bridge_line_customer
with due as (
  select *
  from (
    with as_of_link_order_customer as (
      select * from raw_vault.link_order_customer where load_date <= timestamp '2024-01-31 23:59:59.000000' or order_customer_hk in (select order_customer_hk from raw_vault.first_seen_link_order_customer where load_date <= timestamp '2024-01-31 23:59:59.000000')
    ),
    as_of_link_order_line as (
      select * from raw_vault.link_order_line where load_date <= timestamp '2024-01-31 23:59:59.000000' or order_line_hk in (select order_line_hk from raw_vault.first_seen_link_order_line where load_date <= timestamp '2024-01-31 23:59:59.000000')
    ),
    as_of_sat_order_customer_effectivity as (
      select * from raw_vault.sat_order_customer_effectivity where load_date <= timestamp '2024-01-31 23:59:59.000000'
    ),
    as_of_tracking_lines as (
      select * from raw_vault.tracking_lines where load_date <= timestamp '2024-01-31 23:59:59.000000'
    ),
    as_of_sat_order_customer_effectivity_history as (
      with
        units as (
          select
            satellite.order_hk,
            satellite.load_date,
            satellite.sequence,
            satellite.delivery_id,
            delivery.path,
            delivery.content_version,
            satellite.hashdiff,
            min(satellite.record_number) record_number,
            min(satellite.row_number) row_number
          from as_of_sat_order_customer_effectivity satellite
            left outer join audit.delivery delivery
              on delivery.delivery_id = satellite.delivery_id
          where (satellite.order_customer_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)))
          group by
            satellite.order_hk,
            satellite.load_date,
            satellite.sequence,
            satellite.delivery_id,
            delivery.path,
            delivery.content_version,
            satellite.hashdiff
        ),
        ordered as (
          select
            units.*,
            lag(units.hashdiff) over (
              partition by units.order_hk
              order by
                units.load_date asc,
                units.sequence asc nulls first,
                units.path asc,
                units.content_version asc,
                units.record_number asc,
                units.row_number asc
            ) previous_hashdiff
          from units
        ),
        changes as (
          select
            ordered.*,
            lead(ordered.load_date) over (
              partition by ordered.order_hk
              order by
                ordered.load_date asc,
                ordered.sequence asc nulls first,
                ordered.path asc,
                ordered.content_version asc,
                ordered.record_number asc,
                ordered.row_number asc
            ) load_end_date
          from ordered
          where ordered.previous_hashdiff is distinct from ordered.hashdiff
        )
      select
        satellite.order_hk,
        satellite.order_customer_hk,
        satellite.load_date,
        changes.load_end_date,
        (changes.load_end_date is null) is_current,
        satellite.sequence,
        satellite.delivery_id,
        satellite.record_number,
        satellite.row_number,
        satellite.hashdiff,
        satellite.record_source,
        satellite.run_id
      from changes
        join as_of_sat_order_customer_effectivity satellite
          on (
            satellite.order_hk = changes.order_hk
            and satellite.load_date = changes.load_date
            and satellite.sequence is not distinct from changes.sequence
            and satellite.delivery_id = changes.delivery_id
          )
    ),
    as_of_sat_order_customer_effectivity_current as (
      select *
      from as_of_sat_order_customer_effectivity_history
      where is_current
    ),
    as_of_link_order_customer_in_force as (
      select
        link.order_customer_hk,
        link.order_hk,
        link.customer_hk,
        link.load_date,
        link.record_source,
        link.run_id
      from as_of_link_order_customer link
      where link.order_customer_hk in (
        select effectivity.order_customer_hk
        from as_of_sat_order_customer_effectivity_current effectivity
      )
    ),
    as_of_link_order_line_in_force as (
      with
        ranked as (
          select
            link.order_line_hk,
            row_number() over (
              partition by link.order_hk, link.line
              order by
                tracking.load_date desc nulls last,
                delivery.path desc nulls last,
                delivery.content_version desc nulls last,
                tracking.record_number desc nulls last,
                tracking.row_number desc nulls last
            ) _place
          from as_of_tracking_lines tracking
            join as_of_link_order_line link
              on link.order_line_hk = tracking.order_line_hk
            left outer join audit.delivery delivery
              on delivery.delivery_id = tracking.delivery_id
        )
      select
        link.order_line_hk,
        link.order_hk,
        link.product_hk,
        link.line,
        link.load_date,
        link.record_source,
        link.run_id
      from as_of_link_order_line link
      where link.order_line_hk in (
        select ranked.order_line_hk
        from ranked
        where ranked._place = 1
      )
    )
    select timestamp '2024-01-31 23:59:59.000000' as snapshot_date, coalesce(link_order_line.order_line_hk, cast('00000000000000000000000000000000' as uuid)) as order_line_hk, coalesce(link_order_line.order_hk, cast('00000000000000000000000000000000' as uuid)) as order_hk, coalesce(link_order_customer.order_customer_hk, cast('00000000000000000000000000000000' as uuid)) as order_customer_hk, coalesce(link_order_customer.customer_hk, cast('00000000000000000000000000000000' as uuid)) as customer_hk
    from as_of_link_order_line_in_force as link_order_line
    left join as_of_link_order_customer_in_force as link_order_customer on link_order_customer.order_hk = link_order_line.order_hk and link_order_line.order_hk <> cast('00000000000000000000000000000000' as uuid)
    where exists (select 1 from business_vault.snapshot_nightly where snapshot_date = timestamp '2024-01-31 23:59:59.000000')
  ) as at_1
),
compared as (
  select snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, sum(due) as due, sum(there) as there
  from (
    select snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, 1 as due, 0 as there from due where snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
    union all
    select snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk, 0, 1 from business_vault.bridge_line_customer where snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
  ) as rows_of_both
  group by snapshot_date, order_line_hk, order_hk, order_customer_hk, customer_hk
)
select order_line_hk, order_hk, order_customer_hk, customer_hk, snapshot_date, case due when 0 then 'no row' when 1 then 'a row' else concat(cast(due as varchar), ' rows') end as expected, case there when 0 then 'no row' when 1 then 'a row' else concat(cast(there as varchar), ' rows') end as found
from compared
where due <> there;

-- bridge: business_vault.bridge_line_supplier
with due as (
  with places as (
    select delivery_id, row_number() over (order by path, content_version) as _place
    from audit.delivery
  ),
  dates as (
    select snapshot_date from business_vault.snapshot_nightly
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
    coalesce(link_product_supplier.supplier_hk, cast('00000000000000000000000000000000' as uuid)) as supplier_hk
  from link_order_line
  left join link_product_supplier
    on link_product_supplier.snapshot_date = link_order_line.snapshot_date
    and link_product_supplier.product_hk = link_order_line.product_hk
    and link_order_line.product_hk <> cast('00000000000000000000000000000000' as uuid)
),
compared as (
  select snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, sum(due) as due, sum(there) as there
  from (
    select snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, 1 as due, 0 as there from due where not snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
    union all
    select snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, 0, 1 from business_vault.bridge_line_supplier where not snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
  ) as rows_of_both
  group by snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk
)
select order_line_hk, product_hk, product_supplier_hk, supplier_hk, snapshot_date, case due when 0 then 'no row' when 1 then 'a row' else concat(cast(due as varchar), ' rows') end as expected, case there when 0 then 'no row' when 1 then 'a row' else concat(cast(there as varchar), ' rows') end as found
from compared
where due <> there;

-- bridge: business_vault.bridge_line_supplier
with due as (
  select *
  from (
    with as_of_link_order_line as (
      select * from raw_vault.link_order_line where load_date <= timestamp '2024-01-31 23:59:59.000000' or order_line_hk in (select order_line_hk from raw_vault.first_seen_link_order_line where load_date <= timestamp '2024-01-31 23:59:59.000000')
    ),
    as_of_link_product_supplier as (
      select * from raw_vault.link_product_supplier where load_date <= timestamp '2024-01-31 23:59:59.000000' or product_supplier_hk in (select product_supplier_hk from raw_vault.first_seen_link_product_supplier where load_date <= timestamp '2024-01-31 23:59:59.000000')
    ),
    as_of_tracking_lines as (
      select * from raw_vault.tracking_lines where load_date <= timestamp '2024-01-31 23:59:59.000000'
    ),
    as_of_tracking_products as (
      select * from raw_vault.tracking_products where load_date <= timestamp '2024-01-31 23:59:59.000000'
    ),
    as_of_batch_products as (
      select * from raw_vault.batch_products where true
    ),
    as_of_seen_products as (
      select * from raw_vault.seen_products where load_date <= timestamp '2024-01-31 23:59:59.000000'
    ),
    as_of_judgement_products as (
      select * from raw_vault.judgement_products where load_date <= timestamp '2024-01-31 23:59:59.000000'
    ),
    as_of_link_order_line_in_force as (
      with
        ranked as (
          select
            link.order_line_hk,
            row_number() over (
              partition by link.order_hk, link.line
              order by
                tracking.load_date desc nulls last,
                delivery.path desc nulls last,
                delivery.content_version desc nulls last,
                tracking.record_number desc nulls last,
                tracking.row_number desc nulls last
            ) _place
          from as_of_tracking_lines tracking
            join as_of_link_order_line link
              on link.order_line_hk = tracking.order_line_hk
            left outer join audit.delivery delivery
              on delivery.delivery_id = tracking.delivery_id
        )
      select
        link.order_line_hk,
        link.order_hk,
        link.product_hk,
        link.line,
        link.load_date,
        link.record_source,
        link.run_id
      from as_of_link_order_line link
      where link.order_line_hk in (
        select ranked.order_line_hk
        from ranked
        where ranked._place = 1
      )
    ),
    as_of_link_product_supplier_in_force as (
      with latest as (
        select tracking.product_hk, tracking.product_supplier_hk, true as _said, row_number() over (partition by tracking.product_hk order by tracking.load_date desc nulls last, delivery.path desc nulls last, delivery.content_version desc nulls last, tracking.record_number desc nulls last, tracking.row_number desc nulls last) as _place
        from as_of_tracking_products as tracking
        left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
      ),
      whole as (
        select country, max(load_date) as load_date
        from (
          select load_date, country, max_by(is_whole, run_id) as is_whole
          from as_of_judgement_products
          group by load_date, country
        ) as judged
        where is_whole
        group by country
      ),
      there as (
        select evidence.product_hk
        from as_of_tracking_products as evidence
        left join whole on whole.country is not distinct from evidence.country
        where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
          and evidence.delivery_id in (select max_by(delivery_id, run_id) from as_of_batch_products group by path)
        union
        select evidence.product_hk
        from as_of_seen_products as evidence
        left join whole on whole.country is not distinct from evidence.country
        where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
          and evidence.delivery_id in (select max_by(delivery_id, run_id) from as_of_batch_products group by path)
      )
      select link.product_supplier_hk, link.product_hk, link.supplier_hk, link.load_date, link.record_source, link.run_id
      from as_of_link_product_supplier as link
      where link.product_supplier_hk in (
        select latest.product_supplier_hk
        from latest
        join there on there.product_hk = latest.product_hk
        where latest._place = 1
      )
    )
    select timestamp '2024-01-31 23:59:59.000000' as snapshot_date, coalesce(link_order_line.order_line_hk, cast('00000000000000000000000000000000' as uuid)) as order_line_hk, coalesce(link_order_line.product_hk, cast('00000000000000000000000000000000' as uuid)) as product_hk, coalesce(link_product_supplier.product_supplier_hk, cast('00000000000000000000000000000000' as uuid)) as product_supplier_hk, coalesce(link_product_supplier.supplier_hk, cast('00000000000000000000000000000000' as uuid)) as supplier_hk
    from as_of_link_order_line_in_force as link_order_line
    left join as_of_link_product_supplier_in_force as link_product_supplier on link_product_supplier.product_hk = link_order_line.product_hk and link_order_line.product_hk <> cast('00000000000000000000000000000000' as uuid)
    where exists (select 1 from business_vault.snapshot_nightly where snapshot_date = timestamp '2024-01-31 23:59:59.000000')
  ) as at_1
),
compared as (
  select snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, sum(due) as due, sum(there) as there
  from (
    select snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, 1 as due, 0 as there from due where snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
    union all
    select snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk, 0, 1 from business_vault.bridge_line_supplier where snapshot_date in (timestamp '2024-01-31 23:59:59.000000')
  ) as rows_of_both
  group by snapshot_date, order_line_hk, product_hk, product_supplier_hk, supplier_hk
)
select order_line_hk, product_hk, product_supplier_hk, supplier_hk, snapshot_date, case due when 0 then 'no row' when 1 then 'a row' else concat(cast(due as varchar), ' rows') end as expected, case there when 0 then 'no row' when 1 then 'a row' else concat(cast(there as varchar), ' rows') end as found
from compared
where due <> there;

-- record_source: raw_vault.hub_customer
select stored.customer_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'customers or orders or phones'
  end as expected,
  stored.record_source as found
from raw_vault.hub_customer as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('customers', 'orders', 'phones');

-- record_source: raw_vault.hub_order
select stored.order_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'lines or orders'
  end as expected,
  stored.record_source as found
from raw_vault.hub_order as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('lines', 'orders');

-- record_source: raw_vault.hub_product
select stored.product_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'lines or products'
  end as expected,
  stored.record_source as found
from raw_vault.hub_product as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('lines', 'products');

-- record_source: raw_vault.hub_supplier
select stored.supplier_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.hub_supplier as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- record_source: raw_vault.link_order_customer
select stored.order_customer_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'orders'
  end as expected,
  stored.record_source as found
from raw_vault.link_order_customer as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('orders');

-- record_source: raw_vault.link_order_line
select stored.order_line_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'lines'
  end as expected,
  stored.record_source as found
from raw_vault.link_order_line as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('lines');

-- record_source: raw_vault.link_product_supplier
select stored.product_supplier_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.link_product_supplier as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- record_source: raw_vault.sat_customer_city
select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'customers'
  end as expected,
  stored.record_source as found
from raw_vault.sat_customer_city as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('customers');

-- record_source: raw_vault.sat_customer_status
select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'customers'
  end as expected,
  stored.record_source as found
from raw_vault.sat_customer_status as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('customers');

-- record_source: raw_vault.sat_customer_phones
select stored.customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'phones'
  end as expected,
  stored.record_source as found
from raw_vault.sat_customer_phones as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('phones');

-- record_source: raw_vault.sat_order_state
select stored.order_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'orders'
  end as expected,
  stored.record_source as found
from raw_vault.sat_order_state as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('orders');

-- record_source: raw_vault.sat_order_customer_effectivity
select stored.order_hk, stored.order_customer_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'orders'
  end as expected,
  stored.record_source as found
from raw_vault.sat_order_customer_effectivity as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('orders');

-- record_source: raw_vault.sat_product_country
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'products'
  end as expected,
  stored.record_source as found
from raw_vault.sat_product_country as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('products');

-- ledger: raw_vault.hub_customer
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_customer as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.hub_order
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_order as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

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

-- ledger: raw_vault.link_order_customer
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.link_order_customer as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.link_order_line
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.link_order_line as stored
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

-- ledger: raw_vault.sat_customer_city
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_customer_city as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_customer_city
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_customer_city as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_customer_status
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_customer_status as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_customer_status
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_customer_status as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_customer_phones
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_customer_phones as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_customer_phones
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_customer_phones as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_order_state
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_order_state as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_order_state
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_order_state as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_order_customer_effectivity
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_order_customer_effectivity as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_order_customer_effectivity
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_order_customer_effectivity as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_product_country
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_product_country as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_product_country
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_product_country as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_customers
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_customers as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_customers
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_customers as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_phones
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_phones as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_phones
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_phones as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_orders
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_orders as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_orders
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_orders as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_lines
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_lines as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_lines
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_lines as stored
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

-- ledger: raw_vault.batch_customers
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.batch_customers as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.batch_customers
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.batch_customers as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.seen_customers
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.seen_customers as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.seen_customers
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.seen_customers as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.judgement_customers
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.judgement_customers as stored
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

-- ledger: raw_vault.first_seen_hub_customer
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_customer as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_order
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_order as stored
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

-- ledger: raw_vault.first_seen_link_order_customer
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_link_order_customer as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_link_order_line
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_link_order_line as stored
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

-- ledger: raw_vault.tracking_customers
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_customers
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'customers'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));

-- ledger: raw_vault.tracking_phones
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_phones
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'phones'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));

-- ledger: raw_vault.tracking_orders
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_orders
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'orders'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));

-- ledger: raw_vault.tracking_lines
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_lines
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'lines'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1));

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
