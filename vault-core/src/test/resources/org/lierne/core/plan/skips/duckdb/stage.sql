-- number, check and hash rows: stage_orders
create or replace temporary table stage_orders as
with rows_read as (
  select
    fields.rowid + 1099511627776 as _row,
    pending.delivery_id,
    pending._delivery_order,
    fields.rowid - pending._first_place + 2 as record_number,
    cast(1 as integer) as row_number,
    pending.load_date,
    fields.*
  from read_orders_1 as fields
  join pending_orders as pending
    on pending._group = 1 and pending._file_number = fields._file_number
),
judged as (
  select
    * exclude (_errors),
    case when _errors is not null
      or ((nullif(upper(trim(both ' ' from rows_read.order_no)), '') is null))
    then list_concat(coalesce(_errors, []), list_filter(list_filter([
      case when (nullif(upper(trim(both ' ' from rows_read.order_no)), '') is null)
      then struct_pack(column_name := 'order_no', code := 'missing_key', message := 'the key of "order" is missing (order_no)') end
    ], lambda error: error is not null), lambda error: error.code not in ('missing', 'missing_key')
      or not list_contains(list_transform(coalesce(_errors, []), lambda known: known.column_name), error.column_name))) end as _errors,
    false as _filtered
  from rows_read
),
hashed as (
  select
    *
  from judged
),
keyed as (
  select
    _row,
    delivery_id,
    _delivery_order,
    record_number,
    row_number,
    load_date,
    _errors,
    _filtered,
    order_no,
    customer_no,
    country,
    shop_no,
    terms,
    coalesce(unhex(md5(nullif(upper(trim(both ' ' from hashed.order_no)), ''))), unhex('00000000000000000000000000000000')) as order_hk,
    coalesce(unhex(md5(nullif(upper(trim(both ' ' from hashed.customer_no)), ''))), unhex('00000000000000000000000000000000')) as customer_hk,
    coalesce(unhex(md5(nullif(coalesce(nullif(upper(trim(both ' ' from hashed.country)), ''), '^^') || '||' || coalesce(nullif(upper(trim(both ' ' from hashed.shop_no)), ''), '^^'), '^^||^^'))), unhex('00000000000000000000000000000000')) as shop_hk,
    case when (
  nullif(upper(trim(both ' ' from hashed.order_no)), '') is null
  or nullif(upper(trim(both ' ' from hashed.customer_no)), '') is null
) then null else unhex(md5(nullif(coalesce(nullif(upper(trim(both ' ' from hashed.order_no)), ''), '^^') || '||' || coalesce(nullif(upper(trim(both ' ' from hashed.customer_no)), ''), '^^'), '^^||^^'))) end as order_customer_hk,
    case when (
  nullif(upper(trim(both ' ' from hashed.order_no)), '') is null
  or (
    nullif(upper(trim(both ' ' from hashed.country)), '') is null
    and nullif(upper(trim(both ' ' from hashed.shop_no)), '') is null
  )
) then null else unhex(md5(nullif(coalesce(nullif(upper(trim(both ' ' from hashed.order_no)), ''), '^^') || '||' || coalesce(nullif(upper(trim(both ' ' from hashed.country)), ''), '^^') || '||' || coalesce(nullif(upper(trim(both ' ' from hashed.shop_no)), ''), '^^'), '^^||^^||^^'))) end as order_shop_hk,
    unhex(md5(coalesce(nullif(upper(trim(both ' ' from hashed.terms)), ''), '^^'))) as order_customer_terms_hashdiff
  from hashed
),
sets_of_order_customer_effectivity as (
  select order_hk, load_date, delivery_id, unhex(md5(array_to_string(list_sort(list(distinct lower(hex(order_customer_hk)))), ','))) as _hash
  from keyed
  where _errors is null and not _filtered
    and order_customer_hk is not null
  group by order_hk, load_date, delivery_id
)
select keyed.*, case when keyed.order_customer_hk is not null then sets_of_order_customer_effectivity._hash end as order_customer_effectivity_hashdiff
from keyed
left join sets_of_order_customer_effectivity on sets_of_order_customer_effectivity.order_hk is not distinct from keyed.order_hk and sets_of_order_customer_effectivity.load_date is not distinct from keyed.load_date and sets_of_order_customer_effectivity.delivery_id is not distinct from keyed.delivery_id;

-- count skipped rows: stage_orders
select sum(skipped)
from (
  select count(*) as skipped from stage_orders where order_customer_hk is null
  union all
  select count(*) as skipped from stage_orders where order_shop_hk is null
  union all
  select count(*) as skipped from stage_orders where order_customer_hk is null
  union all
  select count(*) as skipped from stage_orders where order_customer_hk is null
) as counts;
