-- number, check and hash rows: stage_price_list
create or replace temporary table stage_price_list as
with rows_read as (
  select
    fields.rowid + 1099511627776 as _row,
    pending.delivery_id,
    pending._delivery_order,
    fields.rowid - pending._first_place + 2 as record_number,
    cast(1 as integer) as row_number,
    pending.load_date,
    fields.*
  from read_price_list_1 as fields
  join pending_price_list as pending
    on pending._group = 1 and pending._file_number = fields._file_number
),
judged as (
  select
    * exclude (_errors),
    case when _errors is not null
      or ((rows_read.sku is null))
      or (currency is null)
      or (customer_group is null)
    then list_concat(coalesce(_errors, []), list_filter(list_filter([
      case when (rows_read.sku is null)
      then struct_pack(column_name := 'sku', code := 'missing_key', message := 'the key of "product" is missing (sku)') end,
      case when currency is null
      then struct_pack(column_name := 'currency', code := 'missing', message := '"currency" is missing') end,
      case when customer_group is null
      then struct_pack(column_name := 'customer_group', code := 'missing', message := '"customer_group" is missing') end
    ], lambda error: error is not null), lambda error: error.code not in ('missing', 'missing_key')
      or not list_contains(list_transform(coalesce(_errors, []), lambda known: known.column_name), error.column_name))) end as _errors,
    false as _filtered
  from rows_read
),
hashed as (
  select
    *,
    regexp_replace(cast(judged.price as varchar), '\.?0+$', '') as _canonical_price
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
    sku,
    currency,
    customer_group,
    price,
    coalesce(cast(md5(upper(hashed.sku)) as uuid), cast('00000000000000000000000000000000' as uuid)) as product_hk,
    cast(md5(trim(trailing ':' from concat(strlen(hashed.currency), ':', hashed.currency, strlen(hashed.customer_group), ':', hashed.customer_group, strlen(hashed._canonical_price), ':', hashed._canonical_price))) as uuid) as product_price_hashdiff
  from hashed
),
contradictions_of_product_price as (
  select product_hk, load_date, delivery_id, currency, customer_group, true as _contradict
  from keyed
  where _errors is null and not _filtered and product_hk <> cast('00000000000000000000000000000000' as uuid)
  group by product_hk, load_date, delivery_id, currency, customer_group
  having min(product_price_hashdiff) <> max(product_price_hashdiff)
),
agreed as (
  select keyed.* replace (
    case when keyed._errors is not null or keyed._filtered then keyed._errors else case when (contradictions_of_product_price._contradict)
    then list_filter([
      case when contradictions_of_product_price._contradict
      then struct_pack(column_name := 'currency', code := 'contradiction', message := '"' || left(coalesce(cast(keyed.currency as varchar), 'nothing') || ', ' || coalesce(cast(keyed.customer_group as varchar), 'nothing'), 100) || '" of one "product" stands there several times, and not alike') end
    ], lambda error: error is not null) end end as _errors
  )
  from keyed
  left join contradictions_of_product_price on contradictions_of_product_price.product_hk is not distinct from keyed.product_hk and contradictions_of_product_price.load_date is not distinct from keyed.load_date and contradictions_of_product_price.delivery_id is not distinct from keyed.delivery_id and contradictions_of_product_price.currency is not distinct from keyed.currency and contradictions_of_product_price.customer_group is not distinct from keyed.customer_group
),
blocks_of_product_price as (
  select product_hk, load_date, delivery_id,
    case when count(_errors) = 0 then cast(md5(array_to_string(list_sort(list(distinct replace(cast(product_price_hashdiff as varchar), '-', ''))), ',')) as uuid) end as _hash
  from agreed
  where not _filtered
  group by product_hk, load_date, delivery_id
)
select agreed.* replace (case when blocks_of_product_price._hash is not null then agreed.product_price_hashdiff end as product_price_hashdiff), blocks_of_product_price._hash as product_price_block_hashdiff
from agreed
left join blocks_of_product_price on blocks_of_product_price.product_hk is not distinct from agreed.product_hk and blocks_of_product_price.load_date is not distinct from agreed.load_date and blocks_of_product_price.delivery_id is not distinct from agreed.delivery_id;
