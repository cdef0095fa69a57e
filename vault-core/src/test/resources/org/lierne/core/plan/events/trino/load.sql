-- note keys in several rows: repeated_payment_of_payments
create or replace table repeated_payment_of_payments as select staged.payment_hk
from stage_payments staged
group by staged.payment_hk
having count(*) > 1;

-- note keys in several rows: repeated_click_of_clicks
create or replace table repeated_click_of_clicks as select staged.click_hk
from stage_clicks staged
group by staged.click_hk
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
    union all
    select
      staged.order_hk order_hk,
      arbitrary(staged.order_no) order_no,
      min(staged.load_date) load_date,
      'clicks' record_source
    from stage_clicks staged
    where (staged.order_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.order_hk
  ),
  keys as (
    select ranked.order_hk, ranked.order_no, ranked.load_date, ranked.record_source
    from (
      select
        found.order_hk,
        found.order_no,
        found.load_date,
        found.record_source,
        row_number() over (
          partition by found.order_hk
          order by found.load_date, found.record_source
        ) _place
      from found
    ) ranked
    where ranked._place = 1
  )
select
  keys.order_hk,
  keys.order_no,
  keys.load_date,
  keys.record_source,
  (
    select run_id
    from this_run
  )
from keys
where not exists (
  select 1 "one"
  from raw_vault.hub_order stored
  where stored.order_hk = keys.order_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_order
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_payments
--       union all
--       select load_date
--       from stage_clicks
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
    union all
    select
      staged.order_hk order_hk,
      arbitrary(staged.order_no) order_no,
      min(staged.load_date) load_date,
      'clicks' record_source
    from stage_clicks staged
    where (staged.order_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.order_hk
  ),
  keys as (
    select ranked.order_hk, ranked.order_no, ranked.load_date, ranked.record_source
    from (
      select
        found.order_hk,
        found.order_no,
        found.load_date,
        found.record_source,
        row_number() over (
          partition by found.order_hk
          order by found.load_date, found.record_source
        ) _place
      from found
    ) ranked
    where ranked._place = 1
  )
select
  keys.order_hk,
  keys.load_date,
  (
    select run_id
    from this_run
  )
from keys
  join raw_vault.hub_order stored
    on stored.order_hk = keys.order_hk
where (
  keys.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_order seen
    where (
      seen.order_hk = keys.order_hk
      and seen.load_date <= keys.load_date
    )
  )
);

-- insert new keys: raw_vault.hub_visitor
insert into raw_vault.hub_visitor (
  visitor_hk,
  cookie,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.visitor_hk visitor_hk,
      arbitrary(staged.cookie) cookie,
      min(staged.load_date) load_date,
      'clicks' record_source
    from stage_clicks staged
    where (staged.visitor_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.visitor_hk
  )
select
  found.visitor_hk,
  found.cookie,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_visitor stored
  where stored.visitor_hk = found.visitor_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_visitor
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_clicks
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_visitor stored
--   ))
insert into raw_vault.first_seen_hub_visitor (visitor_hk, load_date, run_id)
with
  found as (
    select
      staged.visitor_hk visitor_hk,
      arbitrary(staged.cookie) cookie,
      min(staged.load_date) load_date,
      'clicks' record_source
    from stage_clicks staged
    where (staged.visitor_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.visitor_hk
  )
select
  found.visitor_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_visitor stored
    on stored.visitor_hk = found.visitor_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_visitor seen
    where (
      seen.visitor_hk = found.visitor_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys in one row: raw_vault.link_payment
insert into raw_vault.link_payment (
  payment_hk,
  order_hk,
  payment_no,
  load_date,
  delivery_id,
  record_number,
  row_number,
  record_source,
  run_id,
  amount,
  paid_at
)
select
  staged.payment_hk,
  staged.order_hk,
  staged.payment_no,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  'payments',
  (
    select run_id
    from this_run
  ),
  staged.amount,
  staged.paid_at
from stage_payments staged
where (
  not exists (
    select 1 "one"
    from repeated_payment_of_payments repeated
    where repeated.payment_hk = staged.payment_hk
  )
  and not exists (
    select 1 "one"
    from raw_vault.link_payment stored
    where stored.payment_hk = staged.payment_hk
  )
);

-- insert the first row of new keys in several rows: raw_vault.link_payment
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_payment_of_payments
--   )
insert into raw_vault.link_payment (
  payment_hk,
  order_hk,
  payment_no,
  load_date,
  delivery_id,
  record_number,
  row_number,
  record_source,
  run_id,
  amount,
  paid_at
)
select
  staged.payment_hk,
  staged.order_hk,
  staged.payment_no,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  'payments',
  (
    select run_id
    from this_run
  ),
  staged.amount,
  staged.paid_at
from (
  select
    staged.*,
    row_number() over (
      partition by staged.payment_hk
      order by staged.load_date asc, staged._delivery_order asc, staged.record_number asc, staged.row_number asc
    ) _place
  from stage_payments staged
  where exists (
    select 1 "one"
    from repeated_payment_of_payments repeated
    where repeated.payment_hk = staged.payment_hk
  )
) staged
where (
  staged._place = 1
  and not exists (
    select 1 "one"
    from raw_vault.link_payment stored
    where stored.payment_hk = staged.payment_hk
  )
);

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
  join raw_vault.link_payment stored
    on stored.payment_hk = found.payment_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_payment seen
    where (
      seen.payment_hk = found.payment_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys in one row: raw_vault.link_click
insert into raw_vault.link_click (
  click_hk,
  visitor_hk,
  order_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  record_source,
  run_id
)
select
  staged.click_hk,
  staged.visitor_hk,
  staged.order_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  'clicks',
  (
    select run_id
    from this_run
  )
from stage_clicks staged
where (
  not exists (
    select 1 "one"
    from repeated_click_of_clicks repeated
    where repeated.click_hk = staged.click_hk
  )
  and not exists (
    select 1 "one"
    from raw_vault.link_click stored
    where stored.click_hk = staged.click_hk
  )
);

-- insert the first row of new keys in several rows: raw_vault.link_click
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_click_of_clicks
--   )
insert into raw_vault.link_click (
  click_hk,
  visitor_hk,
  order_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  record_source,
  run_id
)
select
  staged.click_hk,
  staged.visitor_hk,
  staged.order_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  'clicks',
  (
    select run_id
    from this_run
  )
from (
  select
    staged.*,
    row_number() over (
      partition by staged.click_hk
      order by staged.load_date asc, staged._delivery_order asc, staged.record_number asc, staged.row_number asc
    ) _place
  from stage_clicks staged
  where exists (
    select 1 "one"
    from repeated_click_of_clicks repeated
    where repeated.click_hk = staged.click_hk
  )
) staged
where (
  staged._place = 1
  and not exists (
    select 1 "one"
    from raw_vault.link_click stored
    where stored.click_hk = staged.click_hk
  )
);

-- record earlier load dates: raw_vault.first_seen_link_click
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_clicks
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_click stored
--   ))
insert into raw_vault.first_seen_link_click (click_hk, load_date, run_id)
with
  found as (
    select
      staged.click_hk,
      min(staged.load_date) load_date
    from stage_clicks staged
    group by staged.click_hk
  )
select
  found.click_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_click stored
    on stored.click_hk = found.click_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_click seen
    where (
      seen.click_hk = found.click_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys in one row: raw_vault.sat_payment_account
insert into raw_vault.sat_payment_account (
  payment_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  record_source,
  run_id,
  iban
)
select
  staged.payment_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  'payments',
  (
    select run_id
    from this_run
  ),
  staged.iban
from stage_payments staged
where (
  (staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
  and not exists (
    select 1 "one"
    from repeated_payment_of_payments repeated
    where repeated.payment_hk = staged.payment_hk
  )
  and not exists (
    select 1 "one"
    from raw_vault.sat_payment_account stored
    where stored.payment_hk = staged.payment_hk
  )
);

-- insert the first row of new keys in several rows: raw_vault.sat_payment_account
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_payment_of_payments
--   )
insert into raw_vault.sat_payment_account (
  payment_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  record_source,
  run_id,
  iban
)
select
  staged.payment_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  'payments',
  (
    select run_id
    from this_run
  ),
  staged.iban
from (
  select
    staged.*,
    row_number() over (
      partition by staged.payment_hk
      order by staged.load_date asc, staged._delivery_order asc, staged.record_number asc, staged.row_number asc
    ) _place
  from stage_payments staged
  where (
    (staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    and exists (
      select 1 "one"
      from repeated_payment_of_payments repeated
      where repeated.payment_hk = staged.payment_hk
    )
  )
) staged
where (
  staged._place = 1
  and not exists (
    select 1 "one"
    from raw_vault.sat_payment_account stored
    where stored.payment_hk = staged.payment_hk
  )
);
