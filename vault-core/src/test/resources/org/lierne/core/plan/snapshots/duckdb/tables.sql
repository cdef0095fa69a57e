-- create: business_vault.snapshot_nightly
create table business_vault.snapshot_nightly (
  snapshot_date timestamp not null,
  is_daily boolean not null,
  is_weekly boolean not null,
  is_monthly boolean not null,
  is_yearly boolean not null
);

-- create: business_vault.pit_customer
create table business_vault.pit_customer (
  customer_hk uuid not null,
  snapshot_date timestamp not null,
  sat_customer_city_hk uuid not null,
  sat_customer_city_load_date timestamp null,
  sat_customer_city_delivery_id uuid null,
  sat_customer_city_record_number bigint null,
  sat_customer_city_row_number integer null,
  sat_customer_status_hk uuid not null,
  sat_customer_status_load_date timestamp null,
  sat_customer_status_delivery_id uuid null,
  sat_customer_status_record_number bigint null,
  sat_customer_status_row_number integer null,
  sat_customer_phones_hk uuid not null,
  sat_customer_phones_load_date timestamp null,
  sat_customer_phones_sequence timestamp null,
  sat_customer_phones_delivery_id uuid null,
  run_id bigint not null
);

-- create: business_vault.pit_order_customer
create table business_vault.pit_order_customer (
  order_customer_hk uuid not null,
  snapshot_date timestamp not null,
  sat_order_customer_effectivity_hk uuid not null,
  sat_order_customer_effectivity_load_date timestamp null,
  sat_order_customer_effectivity_sequence timestamp null,
  sat_order_customer_effectivity_delivery_id uuid null,
  sat_order_customer_effectivity_record_number bigint null,
  sat_order_customer_effectivity_row_number integer null,
  run_id bigint not null
);

-- create: business_vault.bridge_line_customer
create table business_vault.bridge_line_customer (
  snapshot_date timestamp not null,
  order_line_hk uuid not null,
  order_hk uuid not null,
  order_customer_hk uuid not null,
  customer_hk uuid not null,
  run_id bigint not null
);

-- create: business_vault.bridge_line_supplier
create table business_vault.bridge_line_supplier (
  snapshot_date timestamp not null,
  order_line_hk uuid not null,
  product_hk uuid not null,
  product_supplier_hk uuid not null,
  supplier_hk uuid not null,
  run_id bigint not null
);
