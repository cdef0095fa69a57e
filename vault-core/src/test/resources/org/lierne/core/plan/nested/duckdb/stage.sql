-- read 1 file: read_baskets_1
create or replace temporary table read_baskets_1 as
with fields as (
  select *
  from read_csv(
    ['work/1.rows'],
    columns={'_record_number': 'BIGINT', '_row_number': 'INTEGER', 'basket_id': 'VARCHAR', 'sku': 'VARCHAR', 'quantity': 'VARCHAR'},
    header=false,
    filename=true
  )
),
prepared as (
  select
    cast(1 as integer) as _file_number, _record_number, _row_number,
    basket_id as basket_id,
    sku as sku,
    quantity as quantity
  from fields
),
values_and_texts as (
  select
    _file_number, _record_number, _row_number,
    basket_id,
    sku,
    quantity as _text_of_quantity,
    case when cast(try_cast(quantity as integer) as varchar) = quantity then try_cast(quantity as integer) when regexp_full_match(quantity, ' *[+-]?([0-9]+)(\.0*)? *') then try_cast(quantity as integer) end as quantity
  from prepared
),
typed as (
  select
    _file_number, _record_number, _row_number,
    basket_id,
    sku,
    quantity,
    case when (_text_of_quantity is not null and quantity is null)
    then list_filter([
      case when _text_of_quantity is not null and quantity is null
      then struct_pack(column_name := 'quantity', code := 'unreadable', message := '"' || left(_text_of_quantity, 100) || '" is not readable as integer') end
    ], lambda error: error is not null) end as _errors
  from values_and_texts
),
judged as (
  select
    * exclude (_errors),
    case when _errors is not null
      or ((typed.basket_id is null))
      or ((typed.sku is null))
      or (quantity < 1)
    then list_concat(coalesce(_errors, []), list_filter(list_filter([
      case when (typed.basket_id is null)
      then struct_pack(column_name := 'basket_id', code := 'missing_key', message := 'the key of "basket" is missing (basket_id)') end,
      case when (typed.sku is null)
      then struct_pack(column_name := 'sku', code := 'missing_key', message := 'the key of "product" is missing (sku)') end,
      case when quantity < 1
      then struct_pack(column_name := 'quantity', code := 'below_minimum', message := '"' || left(cast(quantity as varchar), 100) || '" is below 1') end
    ], lambda error: error is not null), lambda error: error.code not in ('missing', 'missing_key')
      or not list_contains(list_transform(coalesce(_errors, []), lambda known: known.column_name), error.column_name))) end as _errors,
    false as _filtered
  from typed
),
hashed as (
  select
    *,
    cast(judged.quantity as varchar) as _canonical_quantity
  from judged
),
keyed as (
  select
    _file_number,
    _record_number,
    _row_number,
    _errors,
    _filtered,
    basket_id,
    sku,
    quantity,
    coalesce(cast(md5(hashed.basket_id) as uuid), cast('00000000000000000000000000000000' as uuid)) as basket_hk,
    coalesce(cast(md5(hashed.sku) as uuid), cast('00000000000000000000000000000000' as uuid)) as product_hk,
    cast(md5(concat(strlen(hashed.basket_id), ':', hashed.basket_id, strlen(hashed.sku), ':', hashed.sku)) as uuid) as basket_line_hk,
    cast(md5(trim(trailing ':' from concat(strlen(hashed._canonical_quantity), ':', hashed._canonical_quantity))) as uuid) as basket_line_quantities_hashdiff
  from hashed
)
select *
from keyed;

-- number rows: stage_baskets
create or replace temporary view stage_baskets as
select
  rows_read.rowid + 1099511627776 as _row,
  pending.delivery_id,
  pending._delivery_order,
  rows_read._record_number as record_number,
  rows_read._row_number as row_number,
  pending.load_date as load_date,
  rows_read.* exclude (_file_number, _record_number, _row_number)
from read_baskets_1 as rows_read
join pending_baskets as pending
  on pending._group = 1 and pending._file_number = rows_read._file_number;

-- leave out rejected and filtered rows: read_baskets_1
delete from read_baskets_1
where _errors is not null or _filtered
  or (_file_number, _record_number) in (
    select _file_number, _record_number
    from read_baskets_1
    where _errors is not null
  );

-- count records: stage_baskets
select delivery_id, count(*), count(*) filter (where rejected),
  count(*) filter (where filtered and not rejected)
from (
  select delivery_id, record_number, bool_or(_errors is not null) as rejected,
    bool_and(_filtered) as filtered
  from stage_baskets
  group by delivery_id, record_number
) as records
group by delivery_id;

-- find errors: stage_baskets
select delivery_id, record_number,
  cast(row_number() over (partition by _delivery_order, record_number order by row_number, error_number) as integer) as error_number,
  column_name, code, 'row ' || row_number || ': ' || message as message
from (
  select delivery_id, _delivery_order, record_number, row_number,
    unnest(range(1, len(_errors) + 1)) as error_number,
    unnest(_errors, recursive := true)
  from stage_baskets
  where _errors is not null
) as errors
order by _delivery_order, record_number, error_number;

-- read 1 file: read_stock_1
create or replace temporary table read_stock_1 as
with fields as (
  select *
  from (
    select
      filename,
      file_row_number + 1 as _record_number,
      cast(1 as integer) as _row_number,
      cast("SKU" as varchar) as sku,
      (cast(make_timestamp(epoch_us(counted_at)) as varchar) || 'Z') as counted_at,
      case when struct_extract(place, 'Shelf') is not null then cast(to_json(struct_extract(place, 'Shelf')) as varchar) end as shelf
    from read_parquet(
      ['landing/stock.parquet'],
      file_row_number=true
    )
  ) as typed_fields
),
prepared as (
  select
    cast(1 as integer) as _file_number, _record_number, _row_number,
    sku as sku,
    counted_at as counted_at,
    shelf as shelf
  from fields
),
values_and_texts as (
  select
    _file_number, _record_number, _row_number,
    sku,
    counted_at as _text_of_counted_at,
    coalesce(
  case when counted_at like '____-__-__ __:%' and cast(try_cast(counted_at as timestamp) as varchar) = counted_at and counted_at >= '0001-01-01' then try_cast(counted_at as timestamp) when regexp_full_match(counted_at, ' *([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6}0*)?)?)? *') then try_cast(counted_at as timestamp) end,
  case when case when regexp_full_match(counted_at, ' *([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6}0*)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?) *') then try_cast(regexp_replace(trim(counted_at), ' ([Z+-])', '\1') as timestamptz) at time zone 'UTC' end between timestamp '0001-01-01' and timestamp '9999-12-31 23:59:59.999999' then case when regexp_full_match(counted_at, ' *([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6}0*)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?) *') then try_cast(regexp_replace(trim(counted_at), ' ([Z+-])', '\1') as timestamptz) at time zone 'UTC' end end
) as counted_at,
    shelf
  from prepared
),
typed as (
  select
    _file_number, _record_number, _row_number,
    sku,
    counted_at,
    shelf,
    case when (_text_of_counted_at is not null and counted_at is null)
    then list_filter([
      case when _text_of_counted_at is not null and counted_at is null
      then struct_pack(column_name := 'counted_at', code := 'unreadable', message := '"' || left(_text_of_counted_at, 100) || '" is not readable as timestamp') end
    ], lambda error: error is not null) end as _errors
  from values_and_texts
),
judged as (
  select
    * exclude (_errors),
    _errors as _errors,
    false as _filtered
  from typed
),
hashed as (
  select
    *,
    cast(judged.counted_at as varchar) as _canonical_counted_at
  from judged
),
keyed as (
  select
    _file_number,
    _record_number,
    _row_number,
    _errors,
    _filtered,
    sku,
    counted_at,
    shelf,
    coalesce(cast(md5(hashed.sku) as uuid), cast('00000000000000000000000000000000' as uuid)) as product_hk,
    cast(md5(trim(trailing ':' from concat(strlen(hashed._canonical_counted_at), ':', hashed._canonical_counted_at, strlen(hashed.shelf), ':', hashed.shelf))) as uuid) as stock_levels_hashdiff
  from hashed
)
select *
from keyed;

-- number rows: stage_stock
create or replace temporary view stage_stock as
select
  rows_read.rowid + 1099511627776 as _row,
  pending.delivery_id,
  pending._delivery_order,
  rows_read._record_number as record_number,
  rows_read._row_number as row_number,
  pending.load_date as load_date,
  rows_read.* exclude (_file_number, _record_number, _row_number)
from read_stock_1 as rows_read
join pending_stock as pending
  on pending._group = 1 and pending._file_number = rows_read._file_number;
