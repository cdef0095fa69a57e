-- create: business_vault.snapshot_nightly
create schema if not exists business_vault;

-- create: business_vault.snapshot_nightly
create table business_vault.snapshot_nightly (
  snapshot_date timestamp(6),
  is_daily boolean,
  is_weekly boolean,
  is_monthly boolean,
  is_yearly boolean
);

-- create: business_vault.pit_customer
create table business_vault.pit_customer (
  customer_hk uuid,
  snapshot_date timestamp(6),
  sat_customer_city_hk uuid,
  sat_customer_city_load_date timestamp(6),
  sat_customer_city_delivery_id uuid,
  sat_customer_city_record_number bigint,
  sat_customer_city_row_number integer,
  sat_customer_status_hk uuid,
  sat_customer_status_load_date timestamp(6),
  sat_customer_status_delivery_id uuid,
  sat_customer_status_record_number bigint,
  sat_customer_status_row_number integer,
  sat_customer_phones_hk uuid,
  sat_customer_phones_load_date timestamp(6),
  sat_customer_phones_sequence timestamp(6),
  sat_customer_phones_delivery_id uuid,
  run_id bigint
);

-- create: business_vault.pit_order_customer
create table business_vault.pit_order_customer (
  order_customer_hk uuid,
  snapshot_date timestamp(6),
  sat_order_customer_effectivity_hk uuid,
  sat_order_customer_effectivity_load_date timestamp(6),
  sat_order_customer_effectivity_sequence timestamp(6),
  sat_order_customer_effectivity_delivery_id uuid,
  sat_order_customer_effectivity_record_number bigint,
  sat_order_customer_effectivity_row_number integer,
  run_id bigint
);

-- create: business_vault.bridge_line_customer
create table business_vault.bridge_line_customer (
  snapshot_date timestamp(6),
  order_line_hk uuid,
  order_hk uuid,
  order_customer_hk uuid,
  customer_hk uuid,
  run_id bigint
);

-- create: business_vault.bridge_line_supplier
create table business_vault.bridge_line_supplier (
  snapshot_date timestamp(6),
  order_line_hk uuid,
  product_hk uuid,
  product_supplier_hk uuid,
  supplier_hk uuid,
  run_id bigint
);
