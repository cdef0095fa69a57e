-- create: ref_country_from_own_list
create table raw_vault.ref_country_from_own_list (
  ref_country_hk uuid not null,
  load_date timestamp(6) not null,
  delivery_id uuid not null,
  record_number bigint not null,
  row_number integer not null,
  hashdiff uuid not null,
  record_source varchar not null,
  run_id bigint not null,
  country_code varchar,
  name varchar,
  vat_rate decimal(5,2)
);

-- create: ref_country_from_countries
create table raw_vault.ref_country_from_countries (
  ref_country_hk uuid not null,
  load_date timestamp(6) not null,
  delivery_id uuid not null,
  record_number bigint not null,
  row_number integer not null,
  hashdiff uuid not null,
  record_source varchar not null,
  run_id bigint not null,
  country_code varchar,
  name varchar,
  vat_rate decimal(5,2)
);

-- create: ref_economic_indicator_from_indicators
create table raw_vault.ref_economic_indicator_from_indicators (
  ref_economic_indicator_hk uuid not null,
  load_date timestamp(6) not null,
  delivery_id uuid not null,
  record_number bigint not null,
  row_number integer not null,
  hashdiff uuid not null,
  record_source varchar not null,
  run_id bigint not null,
  indicator varchar,
  country_code varchar,
  period date,
  value double
);

-- create: tracking_own_list
create table raw_vault.tracking_own_list (
  load_date timestamp(6) not null,
  delivery_id uuid not null,
  record_number bigint not null,
  row_number integer not null,
  run_id bigint not null,
  ref_country_hk uuid,
  ref_country_from_own_list_hashdiff uuid
);

-- create: tracking_countries
create table raw_vault.tracking_countries (
  load_date timestamp(6) not null,
  delivery_id uuid not null,
  record_number bigint not null,
  row_number integer not null,
  run_id bigint not null,
  ref_country_hk uuid,
  ref_country_from_countries_hashdiff uuid
);

-- create: tracking_indicators
create table raw_vault.tracking_indicators (
  load_date timestamp(6) not null,
  delivery_id uuid not null,
  record_number bigint not null,
  row_number integer not null,
  run_id bigint not null,
  ref_economic_indicator_hk uuid,
  ref_economic_indicator_from_indicators_hashdiff uuid
);
