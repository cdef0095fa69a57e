-- list keys: erasing_keys
create or replace temporary table erasing_keys as
with given as (
  select cast('0cc175b9c0f1b6a831c399e269772661' as uuid) as _hash, cast('123456' as varchar) as order_no
), renewed as (
  select stored.order_hk as old_key, coalesce(given.order_no, stored.order_no) as order_no, stored.order_no as _was_order_no
  from given
  join raw_vault.hub_order as stored on given._hash = stored.order_hk
)
select renewed.*, cast(md5(renewed.order_no) as uuid) as new_key
from renewed;

-- list records: erasing_found
create or replace temporary table erasing_found (source varchar, delivery_id uuid, record_number bigint, uses varchar[]);

-- find records in link_payment: erasing_found
insert into erasing_found
select 'payments', stored.delivery_id, stored.record_number,
  [case when stored.payment_hk in (select link.payment_hk from raw_vault.link_payment as link where link.order_hk in (select old_key from erasing_keys)) or stored.order_hk in (select old_key from erasing_keys) then 'order' end]
from raw_vault.link_payment as stored
where stored.delivery_id is not null and (stored.payment_hk in (select link.payment_hk from raw_vault.link_payment as link where link.order_hk in (select old_key from erasing_keys)) or stored.order_hk in (select old_key from erasing_keys));

-- find records in sat_payment_account: erasing_found
insert into erasing_found
select 'payments', stored.delivery_id, stored.record_number,
  [case when stored.payment_hk in (select link.payment_hk from raw_vault.link_payment as link where link.order_hk in (select old_key from erasing_keys)) then 'order' end]
from raw_vault.sat_payment_account as stored
where stored.delivery_id is not null and (stored.payment_hk in (select link.payment_hk from raw_vault.link_payment as link where link.order_hk in (select old_key from erasing_keys)));

-- find records in tracking_payments: erasing_found
insert into erasing_found
select 'payments', stored.delivery_id, stored.record_number,
  [case when stored.order_hk in (select old_key from erasing_keys) or stored.payment_hk in (select link.payment_hk from raw_vault.link_payment as link where link.order_hk in (select old_key from erasing_keys)) then 'order' end]
from raw_vault.tracking_payments as stored
where stored.delivery_id is not null and (stored.order_hk in (select old_key from erasing_keys) or stored.payment_hk in (select link.payment_hk from raw_vault.link_payment as link where link.order_hk in (select old_key from erasing_keys)));

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
    when found.source = 'payments' and exists (select 1 from raw_vault.tracking_payments as tracking where tracking.delivery_id = found.delivery_id and tracking.record_number = found.record_number) then 'accepted'
    else 'filtered' end as fate
from found;

-- note texts: erasing_texts
create or replace temporary table erasing_texts as
select distinct value, is_key
from (
  select cast(stored.order_no as varchar) as value, true as is_key from raw_vault.hub_order as stored where stored.order_hk in (select old_key from erasing_keys)
) as texts
where value is not null and value <> '';

-- give the key another: raw_vault.hub_order
update raw_vault.hub_order as stored
set order_no = renewed.order_no, order_hk = renewed.new_key
from erasing_keys as renewed
where stored.order_hk = renewed.old_key;

-- give order_hk another: raw_vault.link_payment
update raw_vault.link_payment as stored
set order_hk = renewed.new_key
from erasing_keys as renewed
where stored.order_hk = renewed.old_key;

-- give order_hk another: raw_vault.tracking_payments
update raw_vault.tracking_payments as stored
set order_hk = renewed.new_key
from erasing_keys as renewed
where stored.order_hk = renewed.old_key;

-- give order_hk another: raw_vault.first_seen_hub_order
update raw_vault.first_seen_hub_order as stored
set order_hk = renewed.new_key
from erasing_keys as renewed
where stored.order_hk = renewed.old_key;

-- list keys of payment: erasing_link_payment
create or replace temporary table erasing_link_payment as
select distinct stored.payment_hk as old_key,
  cast(md5(concat(strlen(of_order.order_no), ':', of_order.order_no, strlen(cast(stored.payment_no as varchar)), ':', cast(stored.payment_no as varchar))) as uuid) as new_key
from raw_vault.link_payment as stored
left join raw_vault.hub_order as of_order on of_order.order_hk = stored.order_hk
where stored.order_hk in (select new_key from erasing_keys);

-- give payment_hk another: raw_vault.link_payment
update raw_vault.link_payment as stored
set payment_hk = renewed.new_key
from erasing_link_payment as renewed
where stored.payment_hk = renewed.old_key;

-- give payment_hk another: raw_vault.sat_payment_account
update raw_vault.sat_payment_account as stored
set payment_hk = renewed.new_key
from erasing_link_payment as renewed
where stored.payment_hk = renewed.old_key;

-- give payment_hk another: raw_vault.tracking_payments
update raw_vault.tracking_payments as stored
set payment_hk = renewed.new_key
from erasing_link_payment as renewed
where stored.payment_hk = renewed.old_key;

-- give payment_hk another: raw_vault.first_seen_link_payment
update raw_vault.first_seen_link_payment as stored
set payment_hk = renewed.new_key
from erasing_link_payment as renewed
where stored.payment_hk = renewed.old_key;
