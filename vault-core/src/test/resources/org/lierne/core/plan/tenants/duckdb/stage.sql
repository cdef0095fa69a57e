-- read 1 file: read_orders_1
create or replace temporary table read_orders_1 as
with fields as (
  select *
  from read_csv(
    ['landing/north/orders_20240101.csv'],
    columns={'order_id': 'VARCHAR', 'buyer': 'VARCHAR', 'recipient': 'VARCHAR', 'amount': 'VARCHAR'},
    header=true,
    filename=true
  )
),
prepared as (
  select
    cast(1 as integer) as _file_number,
    order_id as order_id,
    buyer as buyer,
    recipient as recipient,
    amount as amount
  from fields
),
values_and_texts as (
  select
    _file_number,
    order_id,
    buyer,
    recipient,
    amount
  from prepared
),
typed as (
  select
    _file_number,
    order_id,
    buyer,
    recipient,
    amount,
    cast(null as struct(column_name varchar, code varchar, message varchar)[]) as _errors
  from values_and_texts
),
with_constants as (
  select
    *,
    ['north'][_file_number] as tenant
  from typed
),
judged as (
  select
    * exclude (_errors),
    case when _errors is not null
      or (tenant is null)
      or ((
  with_constants.tenant is null
  or with_constants.order_id is null
))
    then list_concat(coalesce(_errors, []), list_filter(list_filter([
      case when tenant is null
      then struct_pack(column_name := 'tenant', code := 'missing', message := '"tenant" is missing') end,
      case when (
  with_constants.tenant is null
  or with_constants.order_id is null
)
      then struct_pack(column_name := 'tenant', code := 'missing_key', message := 'the key of "order" is missing (tenant, order_id)') end
    ], lambda error: error is not null), lambda error: error.code not in ('missing', 'missing_key')
      or not list_contains(list_transform(coalesce(_errors, []), lambda known: known.column_name), error.column_name))) end as _errors,
    false as _filtered
  from with_constants
),
hashed as (
  select
    *
  from judged
),
keyed as (
  select
    _file_number,
    _errors,
    _filtered,
    tenant,
    order_id,
    buyer,
    recipient,
    amount,
    case when (
  hashed.tenant is null
  or hashed.order_id is null
) then cast('00000000000000000000000000000000' as uuid) else cast(md5(concat(strlen(hashed.tenant), ':', hashed.tenant, strlen(hashed.order_id), ':', hashed.order_id)) as uuid) end as order_hk,
    case when (
  hashed.tenant is null
  or hashed.buyer is null
) then cast('00000000000000000000000000000000' as uuid) else cast(md5(concat(strlen(hashed.tenant), ':', hashed.tenant, strlen(hashed.buyer), ':', hashed.buyer)) as uuid) end as customer_hk,
    case when (
  hashed.tenant is null
  or hashed.recipient is null
) then cast('00000000000000000000000000000000' as uuid) else cast(md5(concat(strlen(hashed.tenant), ':', hashed.tenant, strlen(hashed.recipient), ':', hashed.recipient)) as uuid) end as recipient_hk,
    cast(md5(concat(strlen(case when not ((
  hashed.tenant is null
  or hashed.order_id is null
)) then hashed.tenant end), ':', case when not ((
  hashed.tenant is null
  or hashed.order_id is null
)) then hashed.tenant end, strlen(case when not ((
  hashed.tenant is null
  or hashed.order_id is null
)) then hashed.order_id end), ':', case when not ((
  hashed.tenant is null
  or hashed.order_id is null
)) then hashed.order_id end, strlen(case when not ((
  hashed.tenant is null
  or hashed.buyer is null
)) then hashed.tenant end), ':', case when not ((
  hashed.tenant is null
  or hashed.buyer is null
)) then hashed.tenant end, strlen(case when not ((
  hashed.tenant is null
  or hashed.buyer is null
)) then hashed.buyer end), ':', case when not ((
  hashed.tenant is null
  or hashed.buyer is null
)) then hashed.buyer end, strlen(case when not ((
  hashed.tenant is null
  or hashed.recipient is null
)) then hashed.tenant end), ':', case when not ((
  hashed.tenant is null
  or hashed.recipient is null
)) then hashed.tenant end, strlen(case when not ((
  hashed.tenant is null
  or hashed.recipient is null
)) then hashed.recipient end), ':', case when not ((
  hashed.tenant is null
  or hashed.recipient is null
)) then hashed.recipient end)) as uuid) as order_customer_hk,
    cast(md5(trim(trailing ':' from concat(strlen(hashed.amount), ':', hashed.amount))) as uuid) as order_details_hashdiff
  from hashed
)
select *
from keyed;
