-- Orders of two years, each with its own day as load date, though one run has stored them all. Customers begin within the first 540 days, buy at rates that are exponentially distributed around one in
-- 28 days, and leave after times that are exponentially distributed around 400 days. Chance is a hash of the customer's number.
create or replace temporary macro chance(number, use) as ((hash(number, use) % 1000003) + 0.5) / 1000003;
insert into audit.run (run_id, kind, started_at, finished_at, outcome, model_version)
values (1, 'load', timestamp '2025-01-01', timestamp '2025-01-01', 'done', ${version});
create temporary table customers as
select
  number,
  'C' || number as customer_id,
  cast(floor(540 * chance(number, 1)) as integer) as first_day,
  least(730 - floor(540 * chance(number, 1)), -400 * ln(chance(number, 2))) as days,
  -ln(chance(number, 3)) / 28 as rate,
  30 * exp(chance(number, 4) - 0.5) as mean_amount
from range(${customers}) as numbers(number);
create temporary table orders as
select
  row_number() over ()::varchar as order_id,
  customer_id,
  date '2023-01-01' + first_day + cast(case when place = 0 then 0 else floor(days * chance(number, 10 + place)) end as integer)
    as ordered_on,
  cast(mean_amount * -ln(chance(number, 100000 + place)) + 1 as decimal(12,2)) as amount
from customers, unnest(range(1 + cast(round(days * rate) as bigint))) as places(place);
insert into raw_vault.hub_customer by name
select md5(concat(strlen(customer_id), ':', customer_id))::uuid as customer_hk, customer_id,
  cast(date '2023-01-01' + first_day as timestamp) as load_date, 'orders' as record_source, 1 as run_id
from customers;
insert into raw_vault.hub_order by name
select md5(order_id)::uuid as order_hk, order_id, cast(ordered_on as timestamp) as load_date, 'orders' as record_source, 1 as run_id
from orders;
insert into raw_vault.link_order_customer by name
select
  md5(order_id || '-' || customer_id)::uuid as order_customer_hk,
  md5(order_id)::uuid as order_hk,
  md5(concat(strlen(customer_id), ':', customer_id))::uuid as customer_hk,
  cast(ordered_on as timestamp) as load_date, 'orders' as record_source, 1 as run_id
from orders;
insert into raw_vault.sat_order_details by name
select
  md5(order_id)::uuid as order_hk, cast(ordered_on as timestamp) as load_date, md5('delivery')::uuid as delivery_id,
  row_number() over () + 1 as record_number, 1 as row_number, md5(order_id || 'h')::uuid as hashdiff, 'orders' as record_source,
  1 as run_id, ordered_on, amount
from orders;
insert into raw_vault.tracking_orders by name
select
  cast(ordered_on as timestamp) as load_date, md5('delivery')::uuid as delivery_id, row_number() over () + 1 as record_number, 1 as row_number,
  1 as run_id, md5(order_id)::uuid as order_hk, md5(concat(strlen(customer_id), ':', customer_id))::uuid as customer_hk,
  md5(order_id || '-' || customer_id)::uuid as order_customer_hk, md5(order_id || 'h')::uuid as order_details_hashdiff
from orders;
insert into audit.delivery by name
select md5('delivery')::uuid as delivery_id, 'orders' as source, 'orders_20250101.csv' as path, 1 as content_version, '' as sha256, 0 as bytes,
  0 as records, 0 as accepted, 0 as filtered, 0 as rejected, 1 as run_id, timestamp '2025-01-01' as load_date,
  timestamp '2025-01-01' as loaded_at;
drop table temp.orders;
drop table temp.customers;
checkpoint
