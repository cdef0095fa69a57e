-- insert new keys: raw_vault.hub_order
insert into raw_vault.hub_order (
  order_hk,
  tenant,
  order_id,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.order_hk order_hk,
      any_value(staged.tenant) tenant,
      any_value(staged.order_id) order_id,
      min(staged.load_date) load_date,
      'shop.orders' record_source
    from stage_orders staged
    where (staged.order_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.order_hk
  )
select
  found.order_hk,
  found.tenant,
  found.order_id,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_order stored
  where stored.order_hk = found.order_hk
);

-- insert new keys: raw_vault.hub_customer
insert into raw_vault.hub_customer (
  customer_hk,
  tenant,
  customer_id,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.customer_hk customer_hk,
      any_value(staged.tenant) tenant,
      any_value(staged.buyer) customer_id,
      min(staged.load_date) load_date,
      'shop.orders' record_source
    from stage_orders staged
    where (staged.customer_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.customer_hk
    union all
    select
      staged.recipient_hk customer_hk,
      any_value(staged.tenant) tenant,
      any_value(staged.recipient) customer_id,
      min(staged.load_date) load_date,
      'shop.orders' record_source
    from stage_orders staged
    where (staged.recipient_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.recipient_hk
  ),
  keys as (
    select
      ranked.customer_hk,
      ranked.tenant,
      ranked.customer_id,
      ranked.load_date,
      ranked.record_source
    from (
      select
        found.customer_hk,
        found.tenant,
        found.customer_id,
        found.load_date,
        found.record_source,
        row_number() over (
          partition by found.customer_hk
          order by found.load_date, found.record_source
        ) _place
      from found
    ) ranked
    where ranked._place = 1
  )
select
  keys.customer_hk,
  keys.tenant,
  keys.customer_id,
  keys.load_date,
  keys.record_source,
  (
    select run_id
    from this_run
  )
from keys
where not exists (
  select 1 "one"
  from raw_vault.hub_customer stored
  where stored.customer_hk = keys.customer_hk
);
