-- structure: raw_vault
with meant (table_name, column_name, data_type) as (
  values
    ('hub_product', '', 'table'),
    ('hub_product', 'product_hk', 'uuid'),
    ('hub_product', 'product_code', 'varchar'),
    ('hub_product', 'load_date', 'timestamp'),
    ('hub_product', 'record_source', 'varchar'),
    ('hub_product', 'run_id', 'bigint'),
    ('sat_product_price', '', 'table'),
    ('sat_product_price', 'product_hk', 'uuid'),
    ('sat_product_price', 'load_date', 'timestamp'),
    ('sat_product_price', 'delivery_id', 'uuid'),
    ('sat_product_price', 'record_number', 'bigint'),
    ('sat_product_price', 'row_number', 'integer'),
    ('sat_product_price', 'hashdiff', 'uuid'),
    ('sat_product_price', 'block_hashdiff', 'uuid'),
    ('sat_product_price', 'record_source', 'varchar'),
    ('sat_product_price', 'run_id', 'bigint'),
    ('sat_product_price', 'currency', 'varchar'),
    ('sat_product_price', 'customer_group', 'varchar'),
    ('sat_product_price', 'price', 'decimal(12,2)'),
    ('tracking_price_list', '', 'table'),
    ('tracking_price_list', 'load_date', 'timestamp'),
    ('tracking_price_list', 'delivery_id', 'uuid'),
    ('tracking_price_list', 'record_number', 'bigint'),
    ('tracking_price_list', 'row_number', 'integer'),
    ('tracking_price_list', 'run_id', 'bigint'),
    ('tracking_price_list', 'product_hk', 'uuid'),
    ('tracking_price_list', 'product_price_hashdiff', 'uuid'),
    ('ended_price_list', '', 'table'),
    ('ended_price_list', 'delivery_id', 'uuid'),
    ('ended_price_list', 'load_date', 'timestamp'),
    ('ended_price_list', 'rows_ended', 'bigint'),
    ('ended_price_list', 'run_id', 'bigint'),
    ('first_seen_hub_product', '', 'table'),
    ('first_seen_hub_product', 'product_hk', 'uuid'),
    ('first_seen_hub_product', 'load_date', 'timestamp'),
    ('first_seen_hub_product', 'run_id', 'bigint'),
    ('sat_product_price_history', '', 'view'),
    ('sat_product_price_current', '', 'view')
),
there as (
  select lower(table_name) as table_name, lower(column_name) as column_name, lower(data_type) as data_type
  from information_schema.columns
  where table_catalog = current_database() and table_schema = 'raw_vault'
  union all
  select lower(table_name), '', case when table_type = 'VIEW' then 'view' else 'table' end
  from information_schema.tables
  where table_catalog = current_database() and table_schema = 'raw_vault'
)
select meant.table_name, meant.column_name, meant.data_type as expected,
  coalesce(there.data_type, 'nothing') as found
from meant
left join there on there.table_name = lower(meant.table_name)
  and there.column_name = lower(meant.column_name)
where there.data_type is distinct from case meant.data_type
    when 'anything' then coalesce(there.data_type, meant.data_type)
    else meant.data_type
  end
  and (meant.column_name = '' or exists (
    select 1 from there as tables
    where tables.table_name = lower(meant.table_name) and tables.column_name = ''
  ));

-- required: raw_vault.hub_product
select product_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.hub_product as stored
) as judged
where found is not null;

-- required: raw_vault.sat_product_price
select product_hk, load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.hashdiff is null then 'hashdiff'
      when stored.block_hashdiff is null then 'block_hashdiff'
      when stored.record_source is null then 'record_source'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.sat_product_price as stored
) as judged
where found is not null;

-- required: raw_vault.tracking_price_list
select load_date, delivery_id, record_number, row_number, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    case
      when stored.load_date is null then 'load_date'
      when stored.delivery_id is null then 'delivery_id'
      when stored.record_number is null then 'record_number'
      when stored.row_number is null then 'row_number'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.tracking_price_list as stored
) as judged
where found is not null;

-- required: raw_vault.ended_price_list
select load_date, delivery_id, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.load_date, stored.delivery_id, stored.run_id,
    case
      when stored.delivery_id is null then 'delivery_id'
      when stored.load_date is null then 'load_date'
      when stored.rows_ended is null then 'rows_ended'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.ended_price_list as stored
) as judged
where found is not null;

-- required: raw_vault.first_seen_hub_product
select product_hk, load_date, run_id, 'a value in each column that needs one' as expected, found
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    case
      when stored.product_hk is null then 'product_hk'
      when stored.load_date is null then 'load_date'
      when stored.run_id is null then 'run_id'
    end as found
  from raw_vault.first_seen_hub_product as stored
) as judged
where found is not null;

-- unique_key: raw_vault.hub_product
select stored.product_hk, 1 as expected, count(*) as found
from raw_vault.hub_product as stored
group by stored.product_hk
having count(*) > 1;

-- unique_key: raw_vault.sat_product_price
select stored.product_hk, stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.sat_product_price as stored
where stored.delivery_id is not null
group by stored.product_hk, stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.tracking_price_list
select stored.delivery_id, stored.record_number, stored.row_number, 1 as expected, count(*) as found
from raw_vault.tracking_price_list as stored
where stored.delivery_id is not null
group by stored.delivery_id, stored.record_number, stored.row_number
having count(*) > 1;

-- unique_key: raw_vault.first_seen_hub_product
select stored.product_hk, stored.load_date, 1 as expected, count(*) as found
from raw_vault.first_seen_hub_product as stored
group by stored.product_hk, stored.load_date
having count(*) > 1;

-- hash_key: raw_vault.hub_product
select *
from (
  select stored.product_hk, stored.load_date, stored.run_id,
    coalesce(cast(md5(stored.product_code) as uuid), cast('00000000000000000000000000000000' as uuid)) as expected,
    stored.product_hk as found
  from raw_vault.hub_product as stored
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- orphan: raw_vault.first_seen_hub_product
select stored.product_hk, stored.load_date, stored.run_id, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.first_seen_hub_product as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.sat_product_price
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.sat_product_price as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- orphan: raw_vault.tracking_price_list
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, 'a row of hub_product' as expected, stored.product_hk as found
from raw_vault.tracking_price_list as stored
where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and not exists (select 1 from raw_vault.hub_product as parent where parent.product_hk = stored.product_hk);

-- zero_key: raw_vault.hub_product
select zero_keys.hash_key as product_hk, 1 as expected, count(stored.product_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.hub_product as stored on stored.product_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.product_hk) <> 1;

-- zero_key: raw_vault.sat_product_price
select zero_keys.hash_key as product_hk, 1 as expected, count(stored.product_hk) as found
from (values (cast('00000000000000000000000000000000' as uuid)), (cast('ffffffffffffffffffffffffffffffff' as uuid))) as zero_keys (hash_key)
left join raw_vault.sat_product_price as stored on stored.product_hk = zero_keys.hash_key
group by zero_keys.hash_key
having count(stored.product_hk) <> 1;

-- hashdiff: raw_vault.sat_product_price
select *
from (
  select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
    cast(md5(trim(trailing ':' from concat(strlen(stored.currency), ':', stored.currency, strlen(stored.customer_group), ':', stored.customer_group, strlen(regexp_replace(cast(stored.price as varchar), '\.?0+$', '')), ':', regexp_replace(cast(stored.price as varchar), '\.?0+$', '')))) as uuid) as expected,
    stored.hashdiff as found
  from raw_vault.sat_product_price as stored
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
) as compared
where expected is distinct from found;

-- hashdiff: raw_vault.sat_product_price
select product_hk, load_date, delivery_id, _members as expected, _least as found
from (
  select stored.product_hk, stored.load_date, stored.delivery_id,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(stored.hashdiff as varchar), '-', ''))), ',')) as uuid) as _members,
    min(stored.block_hashdiff) as _least,
    max(stored.block_hashdiff) as _greatest
  from raw_vault.sat_product_price as stored
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id
) as sets
where _members <> _least or _members <> _greatest;

-- equal_neighbours: raw_vault.sat_product_price
with units as (
  select stored.product_hk, stored.load_date, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.block_hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_product_price as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id, delivery.path, delivery.content_version, stored.block_hashdiff
),
ordered as (
  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run
  from units
  window in_order as (partition by product_hk order by load_date, _path, _content_version, record_number, row_number)
)
select product_hk, load_date, delivery_id, record_number, row_number, 'a change' as expected, 'as the row before it' as found
from ordered
where _previous = _hashdiff and _previous_run <= run_id;

-- missing_change: raw_vault.sat_product_price
with tracked as (
  select tracking.product_hk, tracking.load_date, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(tracking.product_price_hashdiff as varchar), '-', ''))), ',')) as uuid) as _hashdiff
  from raw_vault.tracking_price_list as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.product_price_hashdiff is not null
  group by tracking.product_hk, tracking.load_date, tracking.delivery_id, delivery.path, delivery.content_version
),
ordered as (
  select tracked.*, lag(_hashdiff) over (partition by product_hk order by load_date, _path, _content_version, record_number, row_number) as _previous
  from tracked
),
stored as (
  select stored.product_hk, stored.load_date, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.block_hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_product_price as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id, delivery.path, delivery.content_version, stored.block_hashdiff
)
select product_hk, load_date, delivery_id, record_number, row_number, _hashdiff as expected, 'nothing' as found
from ordered
where _hashdiff is distinct from _previous
  and not exists (select 1 from stored where stored.product_hk = ordered.product_hk and stored.load_date is not distinct from ordered.load_date and stored.delivery_id is not distinct from ordered.delivery_id and stored._hashdiff = ordered._hashdiff)
  and ordered.load_date >= coalesce((select max(load_date) from raw_vault.ended_price_list), ordered.load_date);

-- untracked_row: raw_vault.sat_product_price
with tracked as (
  select tracking.product_hk, tracking.load_date, tracking.delivery_id, min(tracking.record_number) as record_number, min(tracking.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    cast(md5(array_to_string(list_sort(list(distinct replace(cast(tracking.product_price_hashdiff as varchar), '-', ''))), ',')) as uuid) as _hashdiff
  from raw_vault.tracking_price_list as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
  where tracking.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid)) and tracking.product_price_hashdiff is not null
  group by tracking.product_hk, tracking.load_date, tracking.delivery_id, delivery.path, delivery.content_version
),
stored as (
  select stored.product_hk, stored.load_date, stored.delivery_id, min(stored.record_number) as record_number, min(stored.row_number) as row_number, delivery.path as _path, delivery.content_version as _content_version,
    stored.block_hashdiff as _hashdiff, max(stored.run_id) as run_id
  from raw_vault.sat_product_price as stored
  left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
  where stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  group by stored.product_hk, stored.load_date, stored.delivery_id, delivery.path, delivery.content_version, stored.block_hashdiff
)
select product_hk, load_date, delivery_id, record_number, row_number, 'a row that was tracked' as expected, _hashdiff as found
from stored
where delivery_id in (select tracking.delivery_id from raw_vault.tracking_price_list as tracking)
  and not exists (select 1 from tracked where tracked.product_hk = stored.product_hk and tracked.load_date is not distinct from stored.load_date and tracked.delivery_id is not distinct from stored.delivery_id and tracked._hashdiff = stored._hashdiff)
  and stored.load_date >= coalesce((select max(load_date) from raw_vault.ended_price_list), stored.load_date);

-- validity: raw_vault.sat_product_price_history
with intervals as (
  select distinct product_hk, load_date, delivery_id, load_end_date, is_current
  from raw_vault.sat_product_price_history
),
followed as (
  select intervals.*, lead(load_date) over (
    partition by product_hk order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
  ) as _next_date
  from intervals
)
select product_hk, load_date, delivery_id, _next_date as expected, load_end_date as found
from followed
where is_current <> (load_end_date is null)
  or load_end_date < load_date
  or (load_end_date is distinct from _next_date);

-- first_seen: raw_vault.first_seen_hub_product
select seen.product_hk, seen.load_date, seen.run_id, stored.load_date as expected, seen.load_date as found
from raw_vault.first_seen_hub_product as seen
join raw_vault.hub_product as stored on stored.product_hk = seen.product_hk
where seen.load_date >= stored.load_date;

-- first_seen: raw_vault.hub_product
with known as (
  select _key, min(load_date) as load_date
  from (
    select product_hk as _key, load_date from raw_vault.hub_product
    union all
    select product_hk, load_date from raw_vault.first_seen_hub_product
  ) as dates
  group by _key
),
tracked as (
  select _key, min(load_date) as load_date
  from (
    select product_hk as _key, load_date from raw_vault.tracking_price_list
  ) as dates
  where _key is not null
  group by _key
)
select known._key as product_hk, tracked.load_date as expected, known.load_date as found
from tracked
join known on known._key = tracked._key
where tracked.load_date < known.load_date;

-- first_seen: raw_vault.hub_product
select stored.product_hk, stored.load_date, stored.run_id, 'a tracked row with this load date' as expected, 'none' as found
from raw_vault.hub_product as stored
join audit.run as run on run.run_id = stored.run_id
where (run.model_version in (1))
  and stored.product_hk not in (cast('00000000000000000000000000000000' as uuid), cast('ffffffffffffffffffffffffffffffff' as uuid))
  and stored.load_date >= coalesce((select max(load_date) from raw_vault.ended_price_list), stored.load_date)
  and not exists (select 1 from raw_vault.tracking_price_list as tracking where tracking.product_hk = stored.product_hk and tracking.load_date = stored.load_date);

-- record_source: raw_vault.hub_product
select stored.product_hk, stored.load_date, stored.run_id,
  case
    when run.model_version in (1) then 'price_list'
  end as expected,
  stored.record_source as found
from raw_vault.hub_product as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('price_list');

-- record_source: raw_vault.sat_product_price
select stored.product_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number,
  case
    when run.model_version in (1) then 'price_list'
  end as expected,
  stored.record_source as found
from raw_vault.sat_product_price as stored
join audit.run as run on run.run_id = stored.run_id
where run.model_version in (1) and stored.record_source not in ('price_list');

-- ledger: raw_vault.hub_product
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.hub_product as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.sat_product_price
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.sat_product_price as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.sat_product_price
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.sat_product_price as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.tracking_price_list
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.tracking_price_list as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.tracking_price_list
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.tracking_price_list as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.ended_price_list
select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
from raw_vault.ended_price_list as stored
where stored.run_id <> 0
  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
group by stored.delivery_id;

-- ledger: raw_vault.ended_price_list
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.ended_price_list as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: raw_vault.first_seen_hub_product
select stored.run_id, 'a run that has loaded' as expected, count(*) as found
from raw_vault.first_seen_hub_product as stored
where stored.run_id <> 0
  and not exists (
    select 1 from audit.run as run
    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
  )
group by stored.run_id;

-- ledger: audit.delivery
select delivery_id, records as expected, accepted + filtered + rejected as found
from audit.delivery
where records <> accepted + filtered + rejected;

-- ledger: audit.reject
select delivery.delivery_id, delivery.rejected as expected, count(reject.record_number) as found
from audit.delivery as delivery
left join audit.reject as reject
  on reject.delivery_id = delivery.delivery_id and reject.run_id = delivery.run_id
  and not exists (
    select 1 from audit.replay as replay
    where replay.delivery_id = reject.delivery_id and replay.record_number = reject.record_number
  )
group by delivery.delivery_id, delivery.rejected
having delivery.rejected <> count(reject.record_number);

-- ledger: raw_vault.tracking_price_list
with tracked as (
  select delivery_id, count(distinct record_number) as records
  from raw_vault.tracking_price_list
  group by delivery_id
)
select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
from audit.delivery as delivery
left join tracked on tracked.delivery_id = delivery.delivery_id
where delivery.source = 'price_list'
  and delivery.accepted <> coalesce(tracked.records, 0)
  and delivery.run_id in (select run.run_id from audit.run as run where run.model_version in (1))
  and delivery.delivery_id not in (select delivery_id from raw_vault.ended_price_list);
