-- list deliveries: pending_parcels
create or replace temporary table pending_parcels (
  delivery_id uuid,
  path varchar,
  content_version integer,
  _delivery_order integer,
  load_date timestamp,
  _group integer,
  _file_number integer,
  _first_place bigint
);

-- list refused records: refused_parcels
create or replace temporary table refused_parcels (
  _group integer,
  _file_number integer,
  _place bigint,
  _before bigint
);

-- read 2 files: read_parcels_1
create or replace temporary table read_parcels_1 as
with fields as (
  select *
  from read_csv(
    ['landing/parcels_20240101.csv',
      'landing/parcels_20240102.csv'],
    columns={'parcel_no': 'VARCHAR', 'leg': 'VARCHAR', 'country': 'VARCHAR', 'depot_no': 'VARCHAR', 'sender': 'VARCHAR', 'recipient': 'VARCHAR', '_unused_7': 'VARCHAR', 'scanned_at': 'VARCHAR', 'weight': 'VARCHAR', 'depot_name': 'VARCHAR'},
    header=true,
    filename=true
  )
),
prepared as (
  select
    cast(enum_code(cast(filename as enum('landing/parcels_20240101.csv', 'landing/parcels_20240102.csv'))) + 1 as integer) as _file_number,
    parcel_no as parcel_no,
    leg as leg,
    upper(country) as country,
    depot_no as depot_no,
    sender as sender,
    recipient as recipient,
    scanned_at as scanned_at,
    weight as weight,
    depot_name as depot_name
  from fields
),
values_and_texts as (
  select
    _file_number,
    parcel_no,
    leg as _text_of_leg,
    case when cast(try_cast(leg as integer) as varchar) = leg then try_cast(leg as integer) when regexp_full_match(leg, ' *[+-]?([0-9]+)(\.0*)? *') then try_cast(leg as integer) end as leg,
    country,
    depot_no as _text_of_depot_no,
    case when cast(try_cast(depot_no as integer) as varchar) = depot_no then try_cast(depot_no as integer) when regexp_full_match(depot_no, ' *[+-]?([0-9]+)(\.0*)? *') then try_cast(depot_no as integer) end as depot_no,
    sender,
    recipient,
    scanned_at as _text_of_scanned_at,
    coalesce(
  case when scanned_at like '____-__-__ __:%' and cast(try_cast(scanned_at as timestamp) as varchar) = scanned_at and scanned_at >= '0001-01-01' then try_cast(scanned_at as timestamp) when regexp_full_match(scanned_at, ' *([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6}0*)?)?)? *') then try_cast(scanned_at as timestamp) end,
  case when case when regexp_full_match(scanned_at, ' *([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6}0*)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?) *') then try_cast(regexp_replace(trim(scanned_at), ' ([Z+-])', '\1') as timestamptz) at time zone 'UTC' end between timestamp '0001-01-01' and timestamp '9999-12-31 23:59:59.999999' then case when regexp_full_match(scanned_at, ' *([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6}0*)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?) *') then try_cast(regexp_replace(trim(scanned_at), ' ([Z+-])', '\1') as timestamptz) at time zone 'UTC' end end
) as scanned_at,
    weight as _text_of_weight,
    case when cast(try_cast(weight as decimal(8,3)) as varchar) = weight then try_cast(weight as decimal(8,3)) when regexp_full_match(weight, ' *[+-]?(([0-9]+)(\.[0-9]{0,3}0*)?|\.[0-9]{0,3}0*) *') then try_cast(weight as decimal(8,3)) end as weight,
    depot_name
  from prepared
),
typed as (
  select
    _file_number,
    parcel_no,
    leg,
    country,
    depot_no,
    sender,
    recipient,
    scanned_at,
    weight,
    depot_name,
    case when (_text_of_leg is not null and leg is null)
      or (_text_of_depot_no is not null and depot_no is null)
      or (_text_of_scanned_at is not null and scanned_at is null)
      or (_text_of_weight is not null and weight is null)
    then list_filter([
      case when _text_of_leg is not null and leg is null
      then struct_pack(column_name := 'leg', code := 'unreadable', message := '"' || left(_text_of_leg, 100) || '" is not readable as integer') end,
      case when _text_of_depot_no is not null and depot_no is null
      then struct_pack(column_name := 'depot_no', code := 'unreadable', message := '"' || left(_text_of_depot_no, 100) || '" is not readable as integer') end,
      case when _text_of_scanned_at is not null and scanned_at is null
      then struct_pack(column_name := 'scanned_at', code := 'unreadable', message := '"' || left(_text_of_scanned_at, 100) || '" is not readable as timestamp') end,
      case when _text_of_weight is not null and weight is null
      then struct_pack(column_name := 'weight', code := 'unreadable', message := '"' || left(_text_of_weight, 100) || '" is not readable as decimal(8,3)') end
    ], lambda error: error is not null) end as _errors
  from values_and_texts
)
select *
from typed;

-- number, check and hash rows: stage_parcels
create or replace temporary table stage_parcels as
with rows_read as (
  select
    fields.rowid + 1099511627776 as _row,
    pending.delivery_id,
    pending._delivery_order,
    fields.rowid - pending._first_place + 2 + coalesce(refused._before, 0) as record_number,
    cast(1 as integer) as row_number,
    pending.load_date,
    fields.*
  from read_parcels_1 as fields
  join pending_parcels as pending
    on pending._group = 1 and pending._file_number = fields._file_number
  asof left join refused_parcels as refused
    on refused._group = pending._group and refused._file_number = pending._file_number
    and fields.rowid - pending._first_place >= refused._place
),
computed_fee as (
  select
    * exclude (_value),
    try_cast(_value as decimal(8,3)) as fee,
    _value is not null and (try_cast(_value as decimal(8,3)) is distinct from _value) as _unfit_fee
  from (
    select *, (weight * 2
    ) as _value
    from rows_read
  ) as evaluated
),
judged as (
  select
    * exclude (_errors, _where),
    case when _where is false then null else _errors end as _errors,
    _where is false or (_where is null and _errors is null) as _filtered
  from (
  select
    * exclude (_errors),
    case when _errors is not null
      or (_unfit_fee)
      or ((computed_fee.parcel_no is null))
      or (leg is null)
      or (weight > 1000)
    then list_concat(coalesce(_errors, []), list_filter(list_filter([
      case when _unfit_fee
      then struct_pack(column_name := 'fee', code := 'changed_by_cast', message := 'its expression gives a value that does not fit decimal(8,3) without being changed') end,
      case when (computed_fee.parcel_no is null)
      then struct_pack(column_name := 'parcel_no', code := 'missing_key', message := 'the key of "parcel" is missing (parcel_no)') end,
      case when leg is null
      then struct_pack(column_name := 'leg', code := 'missing', message := '"leg" is missing') end,
      case when weight > 1000
      then struct_pack(column_name := 'weight', code := 'above_maximum', message := '"' || left(cast(weight as varchar), 100) || '" is above 1000') end
    ], lambda error: error is not null), lambda error: error.code not in ('missing', 'missing_key')
      or not list_contains(list_transform(coalesce(_errors, []), lambda known: known.column_name), error.column_name))) end as _errors,
    (weight > 0
    ) as _where
  from computed_fee
  ) as judged_rows
),
hashed as (
  select
    *,
    cast(judged.depot_no as varchar) as _canonical_depot_no,
    cast(judged.leg as varchar) as _canonical_leg,
    regexp_replace(cast(judged.weight as varchar), '\.?0+$', '') as _canonical_weight,
    regexp_replace(cast(judged.fee as varchar), '\.?0+$', '') as _canonical_fee
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
    scanned_at as sequence,
    parcel_no,
    country,
    depot_no,
    sender,
    recipient,
    leg,
    depot_name,
    weight,
    fee,
    coalesce(cast(md5(hashed.parcel_no) as uuid), cast('00000000000000000000000000000000' as uuid)) as parcel_hk,
    case when (
  hashed.country is null
  or hashed.depot_no is null
) then cast('00000000000000000000000000000000' as uuid) else cast(md5(concat(strlen(hashed.country), ':', hashed.country, strlen(hashed._canonical_depot_no), ':', hashed._canonical_depot_no)) as uuid) end as depot_hk,
    coalesce(cast(md5(hashed.sender) as uuid), cast('00000000000000000000000000000000' as uuid)) as customer_hk,
    coalesce(cast(md5(hashed.recipient) as uuid), cast('00000000000000000000000000000000' as uuid)) as recipient_hk,
    cast(md5(concat(strlen(hashed.parcel_no), ':', hashed.parcel_no, strlen(case when not ((
  hashed.country is null
  or hashed.depot_no is null
)) then hashed.country end), ':', case when not ((
  hashed.country is null
  or hashed.depot_no is null
)) then hashed.country end, strlen(case when not ((
  hashed.country is null
  or hashed.depot_no is null
)) then hashed._canonical_depot_no end), ':', case when not ((
  hashed.country is null
  or hashed.depot_no is null
)) then hashed._canonical_depot_no end, strlen(hashed._canonical_leg), ':', hashed._canonical_leg)) as uuid) as parcel_leg_hk,
    cast(md5(concat(strlen(hashed.parcel_no), ':', hashed.parcel_no, strlen(hashed.sender), ':', hashed.sender, strlen(hashed.recipient), ':', hashed.recipient)) as uuid) as parcel_customers_hk,
    cast(md5(trim(trailing ':' from concat(strlen(hashed.depot_name), ':', hashed.depot_name))) as uuid) as depot_name_hashdiff,
    cast(md5(trim(trailing ':' from concat(strlen(hashed._canonical_weight), ':', hashed._canonical_weight, strlen(hashed._canonical_fee), ':', hashed._canonical_fee))) as uuid) as parcel_leg_details_hashdiff
  from hashed
),
sets_of_parcel_customers_effectivity as (
  select parcel_hk, load_date, sequence, delivery_id, cast(md5(array_to_string(list_sort(list(distinct replace(cast(parcel_customers_hk as varchar), '-', ''))), ',')) as uuid) as _hash
  from keyed
  where _errors is null and not _filtered
  group by parcel_hk, load_date, sequence, delivery_id
)
select keyed.*, sets_of_parcel_customers_effectivity._hash as parcel_customers_effectivity_hashdiff
from keyed
left join sets_of_parcel_customers_effectivity on sets_of_parcel_customers_effectivity.parcel_hk is not distinct from keyed.parcel_hk and sets_of_parcel_customers_effectivity.load_date is not distinct from keyed.load_date and sets_of_parcel_customers_effectivity.sequence is not distinct from keyed.sequence and sets_of_parcel_customers_effectivity.delivery_id is not distinct from keyed.delivery_id;

-- leave out rejected and filtered rows: stage_parcels
delete from stage_parcels
where _errors is not null or _filtered or delivery_id not in (select delivery_id from pending_parcels);
