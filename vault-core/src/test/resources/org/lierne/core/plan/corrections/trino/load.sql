-- note the newest tracked load date: tracked_until_payments
create or replace table tracked_until_payments as select max(load_date) load_date
from raw_vault.tracking_payments;

-- note deliveries tracked already: already_tracked_payments
create or replace table already_tracked_payments as select distinct delivery_id
from raw_vault.tracking_payments
where delivery_id in (
  select pending.delivery_id
  from pending_payments pending
);

-- note keys in several rows: repeated_payment_of_payments
create or replace table repeated_payment_of_payments as select staged.payment_hk
from stage_payments staged
group by staged.payment_hk
having count(*) > 1;

-- insert new keys: raw_vault.hub_order
insert into raw_vault.hub_order (
  order_hk,
  order_no,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.order_hk order_hk,
      arbitrary(staged.order_no) order_no,
      min(staged.load_date) load_date,
      'payments' record_source
    from stage_payments staged
    where (staged.order_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.order_hk
  )
select
  found.order_hk,
  found.order_no,
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

-- record earlier load dates: raw_vault.first_seen_hub_order
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_payments
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_order stored
--   ))
insert into raw_vault.first_seen_hub_order (order_hk, load_date, run_id)
with
  found as (
    select
      staged.order_hk order_hk,
      arbitrary(staged.order_no) order_no,
      min(staged.load_date) load_date,
      'payments' record_source
    from stage_payments staged
    where (staged.order_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.order_hk
  )
select
  found.order_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_order stored
    on stored.order_hk = found.order_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_order seen
    where (
      seen.order_hk = found.order_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert what is new, and what it corrects: raw_vault.link_payment
insert into raw_vault.link_payment (payment_hk, order_hk, payment_no, load_date, delivery_id, record_number, row_number, record_source, run_id, counter, correction, amount, paid_at)
with staged as (
  select
    staged.payment_hk as payment_hk,
    staged.order_hk as order_hk,
    staged.payment_no as payment_no,
    staged.amount as amount,
    staged.paid_at as paid_at,
    staged.load_date,
    staged._delivery_order,
    staged.record_number,
    staged.row_number,
    staged.delivery_id,
    'payments' as record_source
  from stage_payments as staged
  where true
    and not exists (
      select 1
      from already_tracked_payments as tracked
      where tracked.delivery_id = staged.delivery_id
    )
),
in_force as (
  select
    stored.payment_hk,
    stored.order_hk,
    stored.payment_no,
    stored.amount,
    stored.paid_at,
    stored.load_date,
    stored.delivery_id,
    stored.record_number,
    stored.row_number,
    stored.record_source,
    stored.correction
  from raw_vault.link_payment_in_force as stored
),
said as (
  select
    in_force.payment_hk,
    in_force.order_hk,
    in_force.payment_no,
    in_force.amount,
    in_force.paid_at,
    in_force.load_date,
    in_force.delivery_id,
    in_force.record_number,
    in_force.row_number,
    in_force.record_source,
    cast(0 as bigint) as _place
  from in_force
  where exists (
    select 1
    from staged
    where staged.payment_no = in_force.payment_no
  )
  union all
  select
    staged.payment_hk,
    staged.order_hk,
    staged.payment_no,
    staged.amount,
    staged.paid_at,
    staged.load_date,
    staged.delivery_id,
    staged.record_number,
    staged.row_number,
    staged.record_source,
    row_number() over (partition by staged.payment_no order by staged.load_date, staged._delivery_order, staged.record_number, staged.row_number) as _place
  from staged
),
changed as (
  select
    said.*,
    coalesce(in_force.correction, -1)
      + cast(row_number() over (partition by said.payment_no order by said._place) as integer) as _correction
  from said
  left join said as former
    on former.payment_no = said.payment_no
    and former._place = said._place - 1
  left join in_force
    on in_force.payment_no = said.payment_no
  where said._place > 0
    and (
      former._place is null
      or said.payment_hk is distinct from former.payment_hk
      or said.order_hk is distinct from former.order_hk
      or said.amount is distinct from former.amount
      or said.paid_at is distinct from former.paid_at
    )
)
select
  changed.payment_hk,
  changed.order_hk,
  changed.payment_no,
  changed.load_date,
  changed.delivery_id,
  changed.record_number,
  changed.row_number,
  changed.record_source,
  (
  select run_id
  from this_run
),
  1,
  changed._correction,
  changed.amount,
  changed.paid_at
from changed
union all
select
  former.payment_hk,
  former.order_hk,
  former.payment_no,
  changed.load_date,
  changed.delivery_id,
  changed.record_number,
  changed.row_number,
  changed.record_source,
  (
  select run_id
  from this_run
),
  -1,
  changed._correction,
  former.amount,
  former.paid_at
from changed
join said as former
  on former.payment_no = changed.payment_no
  and former._place = changed._place - 1;

-- record earlier load dates: raw_vault.first_seen_link_payment
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_payments
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_payment stored
--   ))
insert into raw_vault.first_seen_link_payment (payment_hk, load_date, run_id)
with
  found as (
    select
      staged.payment_hk,
      min(staged.load_date) load_date
    from stage_payments staged
    group by staged.payment_hk
  )
select
  found.payment_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
where (
  not exists (
    select 1 "one"
    from raw_vault.link_payment stored
    where (
      stored.payment_hk = found.payment_hk
      and stored.load_date <= found.load_date
    )
  )
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_payment seen
    where (
      seen.payment_hk = found.payment_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- track the rows of new deliveries: raw_vault.tracking_payments
insert into raw_vault.tracking_payments (
  load_date,
  delivery_id,
  record_number,
  row_number,
  run_id,
  order_hk,
  payment_hk
)
select
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  (
    select run_id
    from this_run
  ),
  staged.order_hk,
  staged.payment_hk
from stage_payments staged
where not exists (
  select 1 "one"
  from already_tracked_payments tracked
  where tracked.delivery_id = staged.delivery_id
);

-- insert what is new, and what it corrects: raw_vault.sat_payment_account
insert into raw_vault.sat_payment_account (payment_hk, load_date, delivery_id, record_number, row_number, record_source, run_id, counter, correction, iban)
with staged as (
  select
    staged.payment_hk as payment_hk,
    staged.iban as iban,
    staged.load_date,
    staged._delivery_order,
    staged.record_number,
    staged.row_number,
    staged.delivery_id,
    'payments' as record_source
  from stage_payments as staged
  where (staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    and not exists (
      select 1
      from already_tracked_payments as tracked
      where tracked.delivery_id = staged.delivery_id
    )
),
in_force as (
  select
    stored.payment_hk,
    stored.iban,
    stored.load_date,
    stored.delivery_id,
    stored.record_number,
    stored.row_number,
    stored.record_source,
    stored.correction
  from raw_vault.sat_payment_account_current as stored
),
said as (
  select
    in_force.payment_hk,
    in_force.iban,
    in_force.load_date,
    in_force.delivery_id,
    in_force.record_number,
    in_force.row_number,
    in_force.record_source,
    cast(0 as bigint) as _place
  from in_force
  where exists (
    select 1
    from staged
    where staged.payment_hk = in_force.payment_hk
  )
  union all
  select
    staged.payment_hk,
    staged.iban,
    staged.load_date,
    staged.delivery_id,
    staged.record_number,
    staged.row_number,
    staged.record_source,
    row_number() over (partition by staged.payment_hk order by staged.load_date, staged._delivery_order, staged.record_number, staged.row_number) as _place
  from staged
),
changed as (
  select
    said.*,
    coalesce(in_force.correction, -1)
      + cast(row_number() over (partition by said.payment_hk order by said._place) as integer) as _correction
  from said
  left join said as former
    on former.payment_hk = said.payment_hk
    and former._place = said._place - 1
  left join in_force
    on in_force.payment_hk = said.payment_hk
  where said._place > 0
    and (
      former._place is null
      or said.iban is distinct from former.iban
    )
)
select
  changed.payment_hk,
  changed.load_date,
  changed.delivery_id,
  changed.record_number,
  changed.row_number,
  changed.record_source,
  (
  select run_id
  from this_run
),
  1,
  changed._correction,
  changed.iban
from changed
union all
select
  former.payment_hk,
  changed.load_date,
  changed.delivery_id,
  changed.record_number,
  changed.row_number,
  changed.record_source,
  (
  select run_id
  from this_run
),
  -1,
  changed._correction,
  former.iban
from changed
join said as former
  on former.payment_hk = changed.payment_hk
  and former._place = changed._place - 1;
