-- list keys: erasing_keys
create or replace temporary table erasing_keys as
with given as (
  select cast('0cc175b9c0f1b6a831c399e269772661' as uuid) as _hash, cast('123456' as varchar) as customer_no
), renewed as (
  select stored.customer_hk as old_key, coalesce(given.customer_no, stored.customer_no) as customer_no, stored.customer_no as _was_customer_no
  from given
  join raw_vault.hub_customer as stored on given._hash = stored.customer_hk
)
select renewed.*, cast(md5(renewed.customer_no) as uuid) as new_key
from renewed;

-- list records: erasing_found
create or replace temporary table erasing_found (source varchar, delivery_id uuid, record_number bigint, uses varchar[]);

-- find records in sat_parcel_customers_effectivity: erasing_found
insert into erasing_found
select 'parcels', stored.delivery_id, stored.record_number,
  [case when stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.customer_hk in (select old_key from erasing_keys)) then 'customer' end,
    case when stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.recipient_hk in (select old_key from erasing_keys)) then 'recipient' end]
from raw_vault.sat_parcel_customers_effectivity as stored
where stored.delivery_id is not null and (stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.customer_hk in (select old_key from erasing_keys))
  or stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.recipient_hk in (select old_key from erasing_keys)));

-- find records in tracking_parcels: erasing_found
insert into erasing_found
select 'parcels', stored.delivery_id, stored.record_number,
  [case when stored.customer_hk in (select old_key from erasing_keys) or stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.customer_hk in (select old_key from erasing_keys)) then 'customer' end,
    case when stored.recipient_hk in (select old_key from erasing_keys) or stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.recipient_hk in (select old_key from erasing_keys)) then 'recipient' end]
from raw_vault.tracking_parcels as stored
where stored.delivery_id is not null and (stored.customer_hk in (select old_key from erasing_keys) or stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.customer_hk in (select old_key from erasing_keys))
  or stored.recipient_hk in (select old_key from erasing_keys) or stored.parcel_customers_hk in (select link.parcel_customers_hk from raw_vault.link_parcel_customers as link where link.recipient_hk in (select old_key from erasing_keys)));

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
    when found.source = 'parcels' and exists (select 1 from raw_vault.tracking_parcels as tracking where tracking.delivery_id = found.delivery_id and tracking.record_number = found.record_number) then 'accepted'
    else 'filtered' end as fate
from found;

-- note texts: erasing_texts
create or replace temporary table erasing_texts as
select distinct value, is_key
from (
  select cast(stored.customer_no as varchar) as value, true as is_key from raw_vault.hub_customer as stored where stored.customer_hk in (select old_key from erasing_keys)
) as texts
where value is not null and value <> '';

-- give the key another: raw_vault.hub_customer
update raw_vault.hub_customer as stored
set customer_no = renewed.customer_no, customer_hk = renewed.new_key
from erasing_keys as renewed
where stored.customer_hk = renewed.old_key;

-- give customer_hk another: raw_vault.link_parcel_customers
update raw_vault.link_parcel_customers as stored
set customer_hk = renewed.new_key
from erasing_keys as renewed
where stored.customer_hk = renewed.old_key;

-- give recipient_hk another: raw_vault.link_parcel_customers
update raw_vault.link_parcel_customers as stored
set recipient_hk = renewed.new_key
from erasing_keys as renewed
where stored.recipient_hk = renewed.old_key;

-- give customer_hk another: raw_vault.tracking_parcels
update raw_vault.tracking_parcels as stored
set customer_hk = renewed.new_key
from erasing_keys as renewed
where stored.customer_hk = renewed.old_key;

-- give recipient_hk another: raw_vault.tracking_parcels
update raw_vault.tracking_parcels as stored
set recipient_hk = renewed.new_key
from erasing_keys as renewed
where stored.recipient_hk = renewed.old_key;

-- give customer_hk another: raw_vault.first_seen_hub_customer
update raw_vault.first_seen_hub_customer as stored
set customer_hk = renewed.new_key
from erasing_keys as renewed
where stored.customer_hk = renewed.old_key;

-- list keys of parcel_customers: erasing_link_parcel_customers
create or replace temporary table erasing_link_parcel_customers as
select distinct stored.parcel_customers_hk as old_key,
  cast(md5(concat(strlen(of_parcel.parcel_no), ':', of_parcel.parcel_no, strlen(of_customer.customer_no), ':', of_customer.customer_no, strlen(of_recipient.customer_no), ':', of_recipient.customer_no)) as uuid) as new_key
from raw_vault.link_parcel_customers as stored
left join raw_vault.hub_parcel as of_parcel on of_parcel.parcel_hk = stored.parcel_hk
left join raw_vault.hub_customer as of_customer on of_customer.customer_hk = stored.customer_hk
left join raw_vault.hub_customer as of_recipient on of_recipient.customer_hk = stored.recipient_hk
where stored.customer_hk in (select new_key from erasing_keys) or stored.recipient_hk in (select new_key from erasing_keys);

-- give parcel_customers_hk another: raw_vault.link_parcel_customers
update raw_vault.link_parcel_customers as stored
set parcel_customers_hk = renewed.new_key
from erasing_link_parcel_customers as renewed
where stored.parcel_customers_hk = renewed.old_key;

-- give parcel_customers_hk another: raw_vault.sat_parcel_customers_effectivity
update raw_vault.sat_parcel_customers_effectivity as stored
set parcel_customers_hk = renewed.new_key
from erasing_link_parcel_customers as renewed
where stored.parcel_customers_hk = renewed.old_key;

-- give parcel_customers_hk another: raw_vault.tracking_parcels
update raw_vault.tracking_parcels as stored
set parcel_customers_hk = renewed.new_key
from erasing_link_parcel_customers as renewed
where stored.parcel_customers_hk = renewed.old_key;

-- give parcel_customers_hk another: raw_vault.first_seen_link_parcel_customers
update raw_vault.first_seen_link_parcel_customers as stored
set parcel_customers_hk = renewed.new_key
from erasing_link_parcel_customers as renewed
where stored.parcel_customers_hk = renewed.old_key;

-- list sets: erasing_sets_parcel_customers_effectivity
create or replace temporary table erasing_sets_parcel_customers_effectivity as
select distinct _old, _new
from (
  select min(stored.hashdiff) as _old, cast(md5(array_to_string(list_sort(list(distinct replace(cast(stored.parcel_customers_hk as varchar), '-', ''))), ',')) as uuid) as _new
  from raw_vault.sat_parcel_customers_effectivity as stored
  group by stored.parcel_hk, stored.load_date, stored.sequence, stored.delivery_id
  having bool_or(stored.parcel_customers_hk in (select new_key from erasing_link_parcel_customers))
) as sets
where _old is distinct from _new;

-- hash sets again: raw_vault.sat_parcel_customers_effectivity
update raw_vault.sat_parcel_customers_effectivity as stored
set hashdiff = sets._new
from erasing_sets_parcel_customers_effectivity as sets
where stored.hashdiff = sets._old;

-- hash sets again: raw_vault.tracking_parcels
update raw_vault.tracking_parcels as stored
set parcel_customers_effectivity_hashdiff = sets._new
from erasing_sets_parcel_customers_effectivity as sets
where stored.parcel_customers_effectivity_hashdiff = sets._old;
