-- note keys of rejects: rejected_products
create or replace table rejected_products as
select delivery_id, record_number, load_date, country, product_hk,
  load_date is not null and country is not null and product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid) as _is_readable
from stage_products
where not _filtered and _errors is not null;

-- count keys that are unreadable: unreadable_products
create or replace table unreadable_products as
select delivery_id, count(*) as records
from rejected_products
where not _is_readable
group by delivery_id;

-- list files that are left out: left_out_products
create or replace table left_out_products (load_date timestamp(6), country varchar);
