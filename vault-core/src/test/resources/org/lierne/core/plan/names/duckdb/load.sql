-- note the newest tracked load date: tracked_until_orders
create or replace temporary table tracked_until_orders as select max(load_date) load_date
from raw_vault.tracking_orders;

-- note deliveries tracked already: already_tracked_orders
create or replace temporary table already_tracked_orders as select distinct delivery_id
from raw_vault.tracking_orders
where delivery_id in (
  select pending.delivery_id
  from pending_orders pending
);

-- note keys in several rows: repeated_order_customer_of_orders
create or replace temporary table repeated_order_customer_of_orders as select staged.order_customer_hk
from stage_orders staged
group by staged.order_customer_hk
having count(*) > 1;

-- note keys in several rows: repeated_order_of_orders
create or replace temporary table repeated_order_of_orders as select staged.order_hk
from stage_orders staged
group by staged.order_hk
having count(*) > 1;

-- insert new keys: raw_vault.hub_order
insert into dv.h_order (
  "order_PK",
  order_id,
  "LDTS",
  "RSRC",
  run_id
)
with
  found as (
    select
      staged.order_hk order_hk,
      any_value(staged.order_id) order_id,
      min(staged.load_date) load_date,
      'orders' record_source
    from stage_orders staged
    where (staged.order_hk <> '00000000000000000000000000000000')
    group by staged.order_hk
  )
select
  found.order_hk,
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

-- record earlier load dates: raw_vault.first_seen_hub_order
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_orders
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
      any_value(staged.order_id) order_id,
      min(staged.load_date) load_date,
      'orders' record_source
    from stage_orders staged
    where (staged.order_hk <> '00000000000000000000000000000000')
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

-- insert new keys: raw_vault.hub_customer
insert into dv.h_customer (
  "client key",
  customer_id,
  "LDTS",
  "RSRC",
  run_id
)
with
  found as (
    select
      staged.customer_hk customer_hk,
      any_value(staged.customer_id) customer_id,
      min(staged.load_date) load_date,
      'orders' record_source
    from stage_orders staged
    where (staged.customer_hk <> '00000000000000000000000000000000')
    group by staged.customer_hk
  )
select
  found.customer_hk,
  found.customer_id,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_customer stored
  where stored.customer_hk = found.customer_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_customer
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_orders
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_customer stored
--   ))
insert into raw_vault.first_seen_hub_customer (customer_hk, load_date, run_id)
with
  found as (
    select
      staged.customer_hk customer_hk,
      any_value(staged.customer_id) customer_id,
      min(staged.load_date) load_date,
      'orders' record_source
    from stage_orders staged
    where (staged.customer_hk <> '00000000000000000000000000000000')
    group by staged.customer_hk
  )
select
  found.customer_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_customer stored
    on stored.customer_hk = found.customer_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_customer seen
    where (
      seen.customer_hk = found.customer_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.link_order_customer
insert into sales.order_client (
  "order_customer_PK",
  "order_PK",
  "client key",
  "LDTS",
  "RSRC",
  run_id
)
with
  found as (
    select
      staged.order_customer_hk,
      staged.order_hk order_hk,
      staged.customer_hk customer_hk,
      staged.load_date,
      'orders' record_source
    from stage_orders staged
    where not exists (
      select 1 "one"
      from repeated_order_customer_of_orders repeated
      where repeated.order_customer_hk = staged.order_customer_hk
    )
    union all
    select
      staged.order_customer_hk,
      any_value(staged.order_hk) order_hk,
      any_value(staged.customer_hk) customer_hk,
      min(staged.load_date) load_date,
      'orders' record_source
    from stage_orders staged
    where exists (
      select 1 "one"
      from repeated_order_customer_of_orders repeated
      where repeated.order_customer_hk = staged.order_customer_hk
    )
    group by staged.order_customer_hk
  )
select
  found.order_customer_hk,
  found.order_hk,
  found.customer_hk,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_order_customer stored
  where stored.order_customer_hk = found.order_customer_hk
);

-- record earlier load dates: raw_vault.first_seen_link_order_customer
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_orders
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_order_customer stored
--   ))
insert into raw_vault.first_seen_link_order_customer (order_customer_hk, load_date, run_id)
with
  found as (
    select
      staged.order_customer_hk,
      staged.order_hk order_hk,
      staged.customer_hk customer_hk,
      staged.load_date,
      'orders' record_source
    from stage_orders staged
    where not exists (
      select 1 "one"
      from repeated_order_customer_of_orders repeated
      where repeated.order_customer_hk = staged.order_customer_hk
    )
    union all
    select
      staged.order_customer_hk,
      any_value(staged.order_hk) order_hk,
      any_value(staged.customer_hk) customer_hk,
      min(staged.load_date) load_date,
      'orders' record_source
    from stage_orders staged
    where exists (
      select 1 "one"
      from repeated_order_customer_of_orders repeated
      where repeated.order_customer_hk = staged.order_customer_hk
    )
    group by staged.order_customer_hk
  )
select
  found.order_customer_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_order_customer stored
    on stored.order_customer_hk = found.order_customer_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_order_customer seen
    where (
      seen.order_customer_hk = found.order_customer_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- track the rows of new deliveries: raw_vault.tracking_orders
insert into raw_vault.tracking_orders (
  load_date,
  delivery_id,
  record_number,
  row_number,
  run_id,
  order_hk,
  customer_hk,
  order_customer_hk,
  order_amount_hashdiff
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
  staged.customer_hk,
  staged.order_customer_hk,
  staged.order_amount_hashdiff
from stage_orders staged
where not exists (
  select 1 "one"
  from already_tracked_orders tracked
  where tracked.delivery_id = staged.delivery_id
);

-- note keys with late rows: late_order_amount
create or replace temporary table late_order_amount as select distinct staged.order_hk order_hk
from stage_orders staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_orders tracked_until
);

-- insert changes of keys in one row: raw_vault.sat_order_amount
insert into dv.s_order_amount (
  "order_PK",
  "LDTS",
  delivery_id,
  record_number,
  row_number,
  "order_amount_DIFF",
  "RSRC",
  run_id,
  amount
)
with
  incoming as (
    select staged.order_hk order_hk
    from stage_orders staged
  ),
  latest_date as (
    select
      stored.order_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_order_amount stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.order_hk = stored.order_hk
    )
    group by stored.order_hk
  ),
  latest as (
    select ranked.order_hk, ranked.hashdiff
    from (
      select
        stored.order_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.order_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_order_amount stored
          on (
            stored.order_hk = latest_date.order_hk
            and stored.load_date = latest_date.load_date
          )
        left outer join audit.delivery delivery
          on delivery.delivery_id = stored.delivery_id
    ) ranked
    where ranked._place = 1
  )
select
  staged.order_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  staged.order_amount_hashdiff,
  'orders',
  (
    select run_id
    from this_run
  ),
  staged.amount
from stage_orders staged
  left outer join latest
    on latest.order_hk = staged.order_hk
where (
  (staged.order_hk <> '00000000000000000000000000000000')
  and not exists (
    select 1 "one"
    from late_order_amount late
    where late.order_hk = staged.order_hk
  )
  and not exists (
    select 1 "one"
    from repeated_order_of_orders repeated
    where repeated.order_hk = staged.order_hk
  )
  and staged.order_amount_hashdiff is distinct from latest.hashdiff
);

-- insert changes of keys in several rows: raw_vault.sat_order_amount
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_order_of_orders
--   )
insert into dv.s_order_amount (
  "order_PK",
  "LDTS",
  delivery_id,
  record_number,
  row_number,
  "order_amount_DIFF",
  "RSRC",
  run_id,
  amount
)
with
  incoming as (
    select
      staged._row,
      staged.order_hk order_hk,
      staged.load_date,
      staged._delivery_order,
      staged.record_number,
      staged.row_number,
      staged.order_amount_hashdiff hashdiff
    from stage_orders staged
    where (
      (staged.order_hk <> '00000000000000000000000000000000')
      and not exists (
        select 1 "one"
        from late_order_amount late
        where late.order_hk = staged.order_hk
      )
      and exists (
        select 1 "one"
        from repeated_order_of_orders repeated
        where repeated.order_hk = staged.order_hk
      )
    )
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.order_hk
        order by incoming.load_date asc, incoming._delivery_order asc, incoming.record_number asc, incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.order_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_order_amount stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.order_hk = stored.order_hk
    )
    group by stored.order_hk
  ),
  latest as (
    select ranked.order_hk, ranked.hashdiff
    from (
      select
        stored.order_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.order_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_order_amount stored
          on (
            stored.order_hk = latest_date.order_hk
            and stored.load_date = latest_date.load_date
          )
        left outer join audit.delivery delivery
          on delivery.delivery_id = stored.delivery_id
    ) ranked
    where ranked._place = 1
  ),
  changed as (
    select ordered.*
    from ordered
      left outer join latest
        on latest.order_hk = ordered.order_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  changed.order_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  changed.hashdiff,
  'orders',
  (
    select run_id
    from this_run
  ),
  staged.amount
from changed
  join stage_orders staged
    on staged._row = changed._row;

-- insert changes that late rows reveal: raw_vault.sat_order_amount
-- only if:
--   select exists (
--     select 1 "one"
--     from late_order_amount
--   )
insert into dv.s_order_amount (
  "order_PK",
  "LDTS",
  delivery_id,
  record_number,
  row_number,
  "order_amount_DIFF",
  "RSRC",
  run_id,
  amount
)
with
  tracked as (
    select
      tracking.order_hk order_hk,
      tracking.load_date,
      tracking.delivery_id,
      tracking.record_number,
      tracking.row_number,
      delivery.path,
      delivery.content_version,
      tracking.order_amount_hashdiff hashdiff
    from late_order_amount late
      join raw_vault.tracking_orders tracking
        on tracking.order_hk = late.order_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (tracking.order_hk <> '00000000000000000000000000000000')
      and tracking.order_amount_hashdiff is not null
    )
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.order_hk
        order by
          tracked.load_date asc,
          tracked.path asc,
          tracked.content_version asc,
          tracked.record_number asc,
          tracked.row_number asc
      ) previous_hashdiff
    from tracked
  ),
  missing as (
    select ordered.*
    from ordered
    where (
      ordered.hashdiff is distinct from ordered.previous_hashdiff
      and not exists (
        select 1 "one"
        from raw_vault.sat_order_amount stored
        where (
          stored.order_hk = ordered.order_hk
          and stored.delivery_id = ordered.delivery_id
          and stored.record_number = ordered.record_number
          and stored.row_number = ordered.row_number
        )
      )
    )
  ),
  known as (
    select
      payload.order_hk,
      payload.hashdiff,
      any_value(payload.amount) amount
    from (
      select
        staged.order_hk order_hk,
        staged.order_amount_hashdiff hashdiff,
        staged.amount amount
      from stage_orders staged
      where exists (
        select 1 "one"
        from late_order_amount late
        where late.order_hk = staged.order_hk
      )
      union all
      select stored.order_hk, stored.hashdiff, stored.amount
      from raw_vault.sat_order_amount stored
      where exists (
        select 1 "one"
        from late_order_amount late
        where late.order_hk = stored.order_hk
      )
    ) payload
    group by payload.order_hk, payload.hashdiff
  )
select
  missing.order_hk,
  missing.load_date,
  missing.delivery_id,
  missing.record_number,
  missing.row_number,
  missing.hashdiff,
  'orders',
  (
    select run_id
    from this_run
  ),
  known.amount
from missing
  join known
    on (
      known.order_hk = missing.order_hk
      and known.hashdiff = missing.hashdiff
    );
