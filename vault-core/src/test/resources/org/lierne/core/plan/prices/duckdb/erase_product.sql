-- list keys: erasing_keys
create or replace temporary table erasing_keys as
with given as (
  select cast('0cc175b9c0f1b6a831c399e269772661' as uuid) as _hash, cast('123456' as varchar) as product_code
), renewed as (
  select stored.product_hk as old_key, coalesce(given.product_code, stored.product_code) as product_code, stored.product_code as _was_product_code
  from given
  join raw_vault.hub_product as stored on given._hash = stored.product_hk
)
select renewed.*, cast(md5(renewed.product_code) as uuid) as new_key
from renewed;

-- list records: erasing_found
create or replace temporary table erasing_found (source varchar, delivery_id uuid, record_number bigint, uses varchar[]);

-- find records in sat_product_price: erasing_found
insert into erasing_found
select 'price_list', stored.delivery_id, stored.record_number,
  [case when stored.product_hk in (select old_key from erasing_keys) then 'product' end]
from raw_vault.sat_product_price as stored
where stored.delivery_id is not null and (stored.product_hk in (select old_key from erasing_keys));

-- find records in tracking_price_list: erasing_found
insert into erasing_found
select 'price_list', stored.delivery_id, stored.record_number,
  [case when stored.product_hk in (select old_key from erasing_keys) then 'product' end]
from raw_vault.tracking_price_list as stored
where stored.delivery_id is not null and (stored.product_hk in (select old_key from erasing_keys));

-- judge records: erasing_records
create or replace temporary table erasing_records as
with found as (
  select source, delivery_id, record_number,
    list_sort(list_filter(list_distinct(flatten(list(uses))), lambda each: each is not null)) as uses
  from erasing_found
  group by source, delivery_id, record_number
)
select found.*,
  case
    when exists (
      select 1 from audit.reject as reject
      where reject.delivery_id = found.delivery_id and reject.record_number = found.record_number
        and not exists (
          select 1 from audit.replay as replay
          where replay.delivery_id = reject.delivery_id and replay.record_number = reject.record_number
        )
    ) then 'rejected'
    when found.source = 'price_list' and exists (select 1 from raw_vault.tracking_price_list as tracking where tracking.delivery_id = found.delivery_id and tracking.record_number = found.record_number) then 'accepted'
    else 'filtered' end as fate
from found;

-- note texts: erasing_texts
create or replace temporary table erasing_texts as
select distinct value, is_key
from (
  select cast(stored.product_code as varchar) as value, true as is_key from raw_vault.hub_product as stored where stored.product_hk in (select old_key from erasing_keys)
) as texts
where value is not null and value <> '';

-- give the key another: raw_vault.hub_product
update raw_vault.hub_product as stored
set product_code = renewed.product_code, product_hk = renewed.new_key
from erasing_keys as renewed
where stored.product_hk = renewed.old_key;

-- give product_hk another: raw_vault.sat_product_price
update raw_vault.sat_product_price as stored
set product_hk = renewed.new_key
from erasing_keys as renewed
where stored.product_hk = renewed.old_key;

-- give product_hk another: raw_vault.tracking_price_list
update raw_vault.tracking_price_list as stored
set product_hk = renewed.new_key
from erasing_keys as renewed
where stored.product_hk = renewed.old_key;

-- give product_hk another: raw_vault.first_seen_hub_product
update raw_vault.first_seen_hub_product as stored
set product_hk = renewed.new_key
from erasing_keys as renewed
where stored.product_hk = renewed.old_key;
