-- note the newest tracked load date: tracked_until_parcels
create or replace table tracked_until_parcels as select max(load_date) load_date
from raw_vault.tracking_parcels;

-- note deliveries tracked already: already_tracked_parcels
create or replace table already_tracked_parcels as select distinct delivery_id
from raw_vault.tracking_parcels
where delivery_id in (
  select pending.delivery_id
  from pending_parcels pending
);

-- note keys in several rows: repeated_parcel_leg_of_parcels
create or replace table repeated_parcel_leg_of_parcels as select staged.parcel_leg_hk
from stage_parcels staged
group by staged.parcel_leg_hk
having count(*) > 1;

-- note keys in several rows: repeated_parcel_customers_of_parcels
create or replace table repeated_parcel_customers_of_parcels as select staged.parcel_customers_hk
from stage_parcels staged
group by staged.parcel_customers_hk
having count(*) > 1;

-- note keys in several rows: repeated_depot_of_parcels
create or replace table repeated_depot_of_parcels as select staged.depot_hk
from stage_parcels staged
group by staged.depot_hk
having count(*) > 1;

-- insert new keys: raw_vault.hub_parcel
insert into raw_vault.hub_parcel (
  parcel_hk,
  parcel_no,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.parcel_hk parcel_hk,
      arbitrary(staged.parcel_no) parcel_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.parcel_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.parcel_hk
  )
select
  found.parcel_hk,
  found.parcel_no,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_parcel stored
  where stored.parcel_hk = found.parcel_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_parcel
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_parcels
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_parcel stored
--   ))
insert into raw_vault.first_seen_hub_parcel (parcel_hk, load_date, run_id)
with
  found as (
    select
      staged.parcel_hk parcel_hk,
      arbitrary(staged.parcel_no) parcel_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.parcel_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.parcel_hk
  )
select
  found.parcel_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_parcel stored
    on stored.parcel_hk = found.parcel_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_parcel seen
    where (
      seen.parcel_hk = found.parcel_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.hub_depot
insert into raw_vault.hub_depot (
  depot_hk,
  country,
  depot_no,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.depot_hk depot_hk,
      arbitrary(staged.country) country,
      arbitrary(staged.depot_no) depot_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.depot_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.depot_hk
  )
select
  found.depot_hk,
  found.country,
  found.depot_no,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_depot stored
  where stored.depot_hk = found.depot_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_depot
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_parcels
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_depot stored
--   ))
insert into raw_vault.first_seen_hub_depot (depot_hk, load_date, run_id)
with
  found as (
    select
      staged.depot_hk depot_hk,
      arbitrary(staged.country) country,
      arbitrary(staged.depot_no) depot_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.depot_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.depot_hk
  )
select
  found.depot_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_depot stored
    on stored.depot_hk = found.depot_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_depot seen
    where (
      seen.depot_hk = found.depot_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.hub_customer
insert into raw_vault.hub_customer (
  customer_hk,
  customer_no,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.customer_hk customer_hk,
      arbitrary(staged.sender) customer_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.customer_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.customer_hk
    union all
    select
      staged.recipient_hk customer_hk,
      arbitrary(staged.recipient) customer_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.recipient_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.recipient_hk
  ),
  keys as (
    select ranked.customer_hk, ranked.customer_no, ranked.load_date, ranked.record_source
    from (
      select
        found.customer_hk,
        found.customer_no,
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
  keys.customer_no,
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

-- record earlier load dates: raw_vault.first_seen_hub_customer
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_parcels
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
      arbitrary(staged.sender) customer_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.customer_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.customer_hk
    union all
    select
      staged.recipient_hk customer_hk,
      arbitrary(staged.recipient) customer_no,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where (staged.recipient_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.recipient_hk
  ),
  keys as (
    select ranked.customer_hk, ranked.customer_no, ranked.load_date, ranked.record_source
    from (
      select
        found.customer_hk,
        found.customer_no,
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
  keys.load_date,
  (
    select run_id
    from this_run
  )
from keys
  join raw_vault.hub_customer stored
    on stored.customer_hk = keys.customer_hk
where (
  keys.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_customer seen
    where (
      seen.customer_hk = keys.customer_hk
      and seen.load_date <= keys.load_date
    )
  )
);

-- insert new keys: raw_vault.link_parcel_leg
insert into raw_vault.link_parcel_leg (
  parcel_leg_hk,
  parcel_hk,
  depot_hk,
  leg,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.parcel_leg_hk,
      staged.parcel_hk parcel_hk,
      staged.depot_hk depot_hk,
      staged.leg leg,
      staged.load_date,
      'parcels' record_source
    from stage_parcels staged
    where not exists (
      select 1 "one"
      from repeated_parcel_leg_of_parcels repeated
      where repeated.parcel_leg_hk = staged.parcel_leg_hk
    )
    union all
    select
      staged.parcel_leg_hk,
      arbitrary(staged.parcel_hk) parcel_hk,
      arbitrary(staged.depot_hk) depot_hk,
      arbitrary(staged.leg) leg,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where exists (
      select 1 "one"
      from repeated_parcel_leg_of_parcels repeated
      where repeated.parcel_leg_hk = staged.parcel_leg_hk
    )
    group by staged.parcel_leg_hk
  )
select
  found.parcel_leg_hk,
  found.parcel_hk,
  found.depot_hk,
  found.leg,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_parcel_leg stored
  where stored.parcel_leg_hk = found.parcel_leg_hk
);

-- record earlier load dates: raw_vault.first_seen_link_parcel_leg
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_parcels
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_parcel_leg stored
--   ))
insert into raw_vault.first_seen_link_parcel_leg (parcel_leg_hk, load_date, run_id)
with
  found as (
    select
      staged.parcel_leg_hk,
      staged.parcel_hk parcel_hk,
      staged.depot_hk depot_hk,
      staged.leg leg,
      staged.load_date,
      'parcels' record_source
    from stage_parcels staged
    where not exists (
      select 1 "one"
      from repeated_parcel_leg_of_parcels repeated
      where repeated.parcel_leg_hk = staged.parcel_leg_hk
    )
    union all
    select
      staged.parcel_leg_hk,
      arbitrary(staged.parcel_hk) parcel_hk,
      arbitrary(staged.depot_hk) depot_hk,
      arbitrary(staged.leg) leg,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where exists (
      select 1 "one"
      from repeated_parcel_leg_of_parcels repeated
      where repeated.parcel_leg_hk = staged.parcel_leg_hk
    )
    group by staged.parcel_leg_hk
  )
select
  found.parcel_leg_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_parcel_leg stored
    on stored.parcel_leg_hk = found.parcel_leg_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_parcel_leg seen
    where (
      seen.parcel_leg_hk = found.parcel_leg_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.link_parcel_customers
insert into raw_vault.link_parcel_customers (
  parcel_customers_hk,
  parcel_hk,
  customer_hk,
  recipient_hk,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.parcel_customers_hk,
      staged.parcel_hk parcel_hk,
      staged.customer_hk customer_hk,
      staged.recipient_hk recipient_hk,
      staged.load_date,
      'parcels' record_source
    from stage_parcels staged
    where not exists (
      select 1 "one"
      from repeated_parcel_customers_of_parcels repeated
      where repeated.parcel_customers_hk = staged.parcel_customers_hk
    )
    union all
    select
      staged.parcel_customers_hk,
      arbitrary(staged.parcel_hk) parcel_hk,
      arbitrary(staged.customer_hk) customer_hk,
      arbitrary(staged.recipient_hk) recipient_hk,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where exists (
      select 1 "one"
      from repeated_parcel_customers_of_parcels repeated
      where repeated.parcel_customers_hk = staged.parcel_customers_hk
    )
    group by staged.parcel_customers_hk
  )
select
  found.parcel_customers_hk,
  found.parcel_hk,
  found.customer_hk,
  found.recipient_hk,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_parcel_customers stored
  where stored.parcel_customers_hk = found.parcel_customers_hk
);

-- record earlier load dates: raw_vault.first_seen_link_parcel_customers
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_parcels
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_parcel_customers stored
--   ))
insert into raw_vault.first_seen_link_parcel_customers (parcel_customers_hk, load_date, run_id)
with
  found as (
    select
      staged.parcel_customers_hk,
      staged.parcel_hk parcel_hk,
      staged.customer_hk customer_hk,
      staged.recipient_hk recipient_hk,
      staged.load_date,
      'parcels' record_source
    from stage_parcels staged
    where not exists (
      select 1 "one"
      from repeated_parcel_customers_of_parcels repeated
      where repeated.parcel_customers_hk = staged.parcel_customers_hk
    )
    union all
    select
      staged.parcel_customers_hk,
      arbitrary(staged.parcel_hk) parcel_hk,
      arbitrary(staged.customer_hk) customer_hk,
      arbitrary(staged.recipient_hk) recipient_hk,
      min(staged.load_date) load_date,
      'parcels' record_source
    from stage_parcels staged
    where exists (
      select 1 "one"
      from repeated_parcel_customers_of_parcels repeated
      where repeated.parcel_customers_hk = staged.parcel_customers_hk
    )
    group by staged.parcel_customers_hk
  )
select
  found.parcel_customers_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_parcel_customers stored
    on stored.parcel_customers_hk = found.parcel_customers_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_parcel_customers seen
    where (
      seen.parcel_customers_hk = found.parcel_customers_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- track the rows of new deliveries: raw_vault.tracking_parcels
insert into raw_vault.tracking_parcels (
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  run_id,
  parcel_hk,
  depot_hk,
  customer_hk,
  recipient_hk,
  parcel_leg_hk,
  parcel_customers_hk,
  depot_name_hashdiff,
  parcel_leg_details_hashdiff,
  parcel_customers_effectivity_hashdiff
)
select
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  (
    select run_id
    from this_run
  ),
  staged.parcel_hk,
  staged.depot_hk,
  staged.customer_hk,
  staged.recipient_hk,
  staged.parcel_leg_hk,
  staged.parcel_customers_hk,
  staged.depot_name_hashdiff,
  staged.parcel_leg_details_hashdiff,
  staged.parcel_customers_effectivity_hashdiff
from stage_parcels staged
where not exists (
  select 1 "one"
  from already_tracked_parcels tracked
  where tracked.delivery_id = staged.delivery_id
);

-- note keys with late rows: late_depot_name
create or replace table late_depot_name as select distinct staged.depot_hk depot_hk
from stage_parcels staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_parcels tracked_until
);

-- insert changes of keys in one row: raw_vault.sat_depot_name
insert into raw_vault.sat_depot_name (
  depot_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  depot_name
)
with
  incoming as (
    select staged.depot_hk depot_hk
    from stage_parcels staged
  ),
  latest_date as (
    select
      stored.depot_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_depot_name stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.depot_hk = stored.depot_hk
    )
    group by stored.depot_hk
  ),
  latest as (
    select ranked.depot_hk, ranked.hashdiff
    from (
      select
        stored.depot_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.depot_hk
          order by
            stored.load_date desc nulls last,
            stored.sequence desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_depot_name stored
          on (
            stored.depot_hk = latest_date.depot_hk
            and stored.load_date = latest_date.load_date
          )
        left outer join audit.delivery delivery
          on delivery.delivery_id = stored.delivery_id
    ) ranked
    where ranked._place = 1
  )
select
  staged.depot_hk,
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  staged.depot_name_hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  ),
  staged.depot_name
from stage_parcels staged
  left outer join latest
    on latest.depot_hk = staged.depot_hk
where (
  (staged.depot_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
  and not exists (
    select 1 "one"
    from late_depot_name late
    where late.depot_hk = staged.depot_hk
  )
  and not exists (
    select 1 "one"
    from repeated_depot_of_parcels repeated
    where repeated.depot_hk = staged.depot_hk
  )
  and staged.depot_name_hashdiff is distinct from latest.hashdiff
);

-- insert changes of keys in several rows: raw_vault.sat_depot_name
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_depot_of_parcels
--   )
insert into raw_vault.sat_depot_name (
  depot_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  depot_name
)
with
  incoming as (
    select
      staged._row,
      staged.depot_hk depot_hk,
      staged.load_date,
      staged.sequence,
      staged._delivery_order,
      staged.record_number,
      staged.row_number,
      staged.depot_name_hashdiff hashdiff
    from stage_parcels staged
    where (
      (staged.depot_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and not exists (
        select 1 "one"
        from late_depot_name late
        where late.depot_hk = staged.depot_hk
      )
      and exists (
        select 1 "one"
        from repeated_depot_of_parcels repeated
        where repeated.depot_hk = staged.depot_hk
      )
    )
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.depot_hk
        order by
          incoming.load_date asc,
          incoming.sequence asc nulls first,
          incoming._delivery_order asc,
          incoming.record_number asc,
          incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.depot_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_depot_name stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.depot_hk = stored.depot_hk
    )
    group by stored.depot_hk
  ),
  latest as (
    select ranked.depot_hk, ranked.hashdiff
    from (
      select
        stored.depot_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.depot_hk
          order by
            stored.load_date desc nulls last,
            stored.sequence desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_depot_name stored
          on (
            stored.depot_hk = latest_date.depot_hk
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
        on latest.depot_hk = ordered.depot_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  changed.depot_hk,
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  changed.hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  ),
  staged.depot_name
from changed
  join stage_parcels staged
    on staged._row = changed._row;

-- insert changes that late rows reveal: raw_vault.sat_depot_name
-- only if:
--   select exists (
--     select 1 "one"
--     from late_depot_name
--   )
insert into raw_vault.sat_depot_name (
  depot_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  depot_name
)
with
  tracked as (
    select
      tracking.depot_hk depot_hk,
      tracking.load_date,
      tracking.sequence,
      tracking.delivery_id,
      tracking.record_number,
      tracking.row_number,
      delivery.path,
      delivery.content_version,
      tracking.depot_name_hashdiff hashdiff
    from late_depot_name late
      join raw_vault.tracking_parcels tracking
        on tracking.depot_hk = late.depot_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (tracking.depot_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and tracking.depot_name_hashdiff is not null
    )
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.depot_hk
        order by
          tracked.load_date asc,
          tracked.sequence asc nulls first,
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
        from raw_vault.sat_depot_name stored
        where (
          stored.depot_hk = ordered.depot_hk
          and stored.delivery_id = ordered.delivery_id
          and stored.record_number = ordered.record_number
          and stored.row_number = ordered.row_number
        )
      )
    )
  ),
  known as (
    select
      payload.depot_hk,
      payload.hashdiff,
      arbitrary(payload.depot_name) depot_name
    from (
      select
        staged.depot_hk depot_hk,
        staged.depot_name_hashdiff hashdiff,
        staged.depot_name depot_name
      from stage_parcels staged
      where exists (
        select 1 "one"
        from late_depot_name late
        where late.depot_hk = staged.depot_hk
      )
      union all
      select stored.depot_hk, stored.hashdiff, stored.depot_name
      from raw_vault.sat_depot_name stored
      where exists (
        select 1 "one"
        from late_depot_name late
        where late.depot_hk = stored.depot_hk
      )
    ) payload
    group by payload.depot_hk, payload.hashdiff
  )
select
  missing.depot_hk,
  missing.load_date,
  missing.sequence,
  missing.delivery_id,
  missing.record_number,
  missing.row_number,
  missing.hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  ),
  known.depot_name
from missing
  join known
    on (
      known.depot_hk = missing.depot_hk
      and known.hashdiff = missing.hashdiff
    );

-- note keys with late rows: late_parcel_leg_details
create or replace table late_parcel_leg_details as select distinct staged.parcel_leg_hk parcel_leg_hk
from stage_parcels staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_parcels tracked_until
);

-- insert changes of keys in one row: raw_vault.sat_parcel_leg_details
insert into raw_vault.sat_parcel_leg_details (
  parcel_leg_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  weight,
  fee
)
with
  incoming as (
    select staged.parcel_leg_hk parcel_leg_hk
    from stage_parcels staged
  ),
  latest_date as (
    select
      stored.parcel_leg_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_parcel_leg_details stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.parcel_leg_hk = stored.parcel_leg_hk
    )
    group by stored.parcel_leg_hk
  ),
  latest as (
    select ranked.parcel_leg_hk, ranked.hashdiff
    from (
      select
        stored.parcel_leg_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.parcel_leg_hk
          order by
            stored.load_date desc nulls last,
            stored.sequence desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_parcel_leg_details stored
          on (
            stored.parcel_leg_hk = latest_date.parcel_leg_hk
            and stored.load_date = latest_date.load_date
          )
        left outer join audit.delivery delivery
          on delivery.delivery_id = stored.delivery_id
    ) ranked
    where ranked._place = 1
  )
select
  staged.parcel_leg_hk,
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  staged.parcel_leg_details_hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  ),
  staged.weight,
  staged.fee
from stage_parcels staged
  left outer join latest
    on latest.parcel_leg_hk = staged.parcel_leg_hk
where (
  (staged.parcel_leg_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
  and not exists (
    select 1 "one"
    from late_parcel_leg_details late
    where late.parcel_leg_hk = staged.parcel_leg_hk
  )
  and not exists (
    select 1 "one"
    from repeated_parcel_leg_of_parcels repeated
    where repeated.parcel_leg_hk = staged.parcel_leg_hk
  )
  and staged.parcel_leg_details_hashdiff is distinct from latest.hashdiff
);

-- insert changes of keys in several rows: raw_vault.sat_parcel_leg_details
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_parcel_leg_of_parcels
--   )
insert into raw_vault.sat_parcel_leg_details (
  parcel_leg_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  weight,
  fee
)
with
  incoming as (
    select
      staged._row,
      staged.parcel_leg_hk parcel_leg_hk,
      staged.load_date,
      staged.sequence,
      staged._delivery_order,
      staged.record_number,
      staged.row_number,
      staged.parcel_leg_details_hashdiff hashdiff
    from stage_parcels staged
    where (
      (staged.parcel_leg_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and not exists (
        select 1 "one"
        from late_parcel_leg_details late
        where late.parcel_leg_hk = staged.parcel_leg_hk
      )
      and exists (
        select 1 "one"
        from repeated_parcel_leg_of_parcels repeated
        where repeated.parcel_leg_hk = staged.parcel_leg_hk
      )
    )
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.parcel_leg_hk
        order by
          incoming.load_date asc,
          incoming.sequence asc nulls first,
          incoming._delivery_order asc,
          incoming.record_number asc,
          incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.parcel_leg_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_parcel_leg_details stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.parcel_leg_hk = stored.parcel_leg_hk
    )
    group by stored.parcel_leg_hk
  ),
  latest as (
    select ranked.parcel_leg_hk, ranked.hashdiff
    from (
      select
        stored.parcel_leg_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.parcel_leg_hk
          order by
            stored.load_date desc nulls last,
            stored.sequence desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_parcel_leg_details stored
          on (
            stored.parcel_leg_hk = latest_date.parcel_leg_hk
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
        on latest.parcel_leg_hk = ordered.parcel_leg_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  changed.parcel_leg_hk,
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  changed.hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  ),
  staged.weight,
  staged.fee
from changed
  join stage_parcels staged
    on staged._row = changed._row;

-- insert changes that late rows reveal: raw_vault.sat_parcel_leg_details
-- only if:
--   select exists (
--     select 1 "one"
--     from late_parcel_leg_details
--   )
insert into raw_vault.sat_parcel_leg_details (
  parcel_leg_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  weight,
  fee
)
with
  tracked as (
    select
      tracking.parcel_leg_hk parcel_leg_hk,
      tracking.load_date,
      tracking.sequence,
      tracking.delivery_id,
      tracking.record_number,
      tracking.row_number,
      delivery.path,
      delivery.content_version,
      tracking.parcel_leg_details_hashdiff hashdiff
    from late_parcel_leg_details late
      join raw_vault.tracking_parcels tracking
        on tracking.parcel_leg_hk = late.parcel_leg_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (tracking.parcel_leg_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and tracking.parcel_leg_details_hashdiff is not null
    )
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.parcel_leg_hk
        order by
          tracked.load_date asc,
          tracked.sequence asc nulls first,
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
        from raw_vault.sat_parcel_leg_details stored
        where (
          stored.parcel_leg_hk = ordered.parcel_leg_hk
          and stored.delivery_id = ordered.delivery_id
          and stored.record_number = ordered.record_number
          and stored.row_number = ordered.row_number
        )
      )
    )
  ),
  known as (
    select
      payload.parcel_leg_hk,
      payload.hashdiff,
      arbitrary(payload.weight) weight,
      arbitrary(payload.fee) fee
    from (
      select
        staged.parcel_leg_hk parcel_leg_hk,
        staged.parcel_leg_details_hashdiff hashdiff,
        staged.weight weight,
        staged.fee fee
      from stage_parcels staged
      where exists (
        select 1 "one"
        from late_parcel_leg_details late
        where late.parcel_leg_hk = staged.parcel_leg_hk
      )
      union all
      select stored.parcel_leg_hk, stored.hashdiff, stored.weight, stored.fee
      from raw_vault.sat_parcel_leg_details stored
      where exists (
        select 1 "one"
        from late_parcel_leg_details late
        where late.parcel_leg_hk = stored.parcel_leg_hk
      )
    ) payload
    group by payload.parcel_leg_hk, payload.hashdiff
  )
select
  missing.parcel_leg_hk,
  missing.load_date,
  missing.sequence,
  missing.delivery_id,
  missing.record_number,
  missing.row_number,
  missing.hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  ),
  known.weight,
  known.fee
from missing
  join known
    on (
      known.parcel_leg_hk = missing.parcel_leg_hk
      and known.hashdiff = missing.hashdiff
    );

-- note keys with late rows: late_parcel_customers_effectivity
create or replace table late_parcel_customers_effectivity as select distinct staged.parcel_hk parcel_hk
from stage_parcels staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_parcels tracked_until
);

-- insert changes: raw_vault.sat_parcel_customers_effectivity
insert into raw_vault.sat_parcel_customers_effectivity (
  parcel_hk,
  parcel_customers_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id
)
with
  incoming as (
    select
      staged.parcel_hk,
      staged.load_date,
      staged.sequence,
      staged.delivery_id,
      staged._delivery_order,
      min(staged.record_number) record_number,
      min(staged.row_number) row_number,
      staged.parcel_customers_effectivity_hashdiff hashdiff
    from stage_parcels staged
    where (
      (staged.parcel_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and not exists (
        select 1 "one"
        from late_parcel_customers_effectivity late
        where late.parcel_hk = staged.parcel_hk
      )
    )
    group by
      staged.parcel_hk,
      staged.load_date,
      staged.sequence,
      staged.delivery_id,
      staged._delivery_order,
      staged.parcel_customers_effectivity_hashdiff
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.parcel_hk
        order by
          incoming.load_date asc,
          incoming.sequence asc nulls first,
          incoming._delivery_order asc,
          incoming.record_number asc,
          incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.parcel_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_parcel_customers_effectivity stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.parcel_hk = stored.parcel_hk
    )
    group by stored.parcel_hk
  ),
  latest as (
    select ranked.parcel_hk, ranked.hashdiff
    from (
      select
        stored.parcel_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.parcel_hk
          order by
            stored.load_date desc nulls last,
            stored.sequence desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_parcel_customers_effectivity stored
          on (
            stored.parcel_hk = latest_date.parcel_hk
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
        on latest.parcel_hk = ordered.parcel_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  staged.parcel_hk,
  staged.parcel_customers_hk,
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  min(staged.record_number) record_number,
  min(staged.row_number) row_number,
  staged.parcel_customers_effectivity_hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  )
from changed
  join stage_parcels staged
    on (
      staged.parcel_hk = changed.parcel_hk
      and staged.load_date = changed.load_date
      and staged.sequence is not distinct from changed.sequence
      and staged.delivery_id = changed.delivery_id
    )
group by
  staged.parcel_hk,
  staged.parcel_customers_hk,
  staged.load_date,
  staged.sequence,
  staged.delivery_id,
  staged.parcel_customers_effectivity_hashdiff;

-- insert changes that late rows reveal: raw_vault.sat_parcel_customers_effectivity
-- only if:
--   select exists (
--     select 1 "one"
--     from late_parcel_customers_effectivity
--   )
insert into raw_vault.sat_parcel_customers_effectivity (
  parcel_hk,
  parcel_customers_hk,
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id
)
with
  tracked as (
    select
      link.parcel_hk,
      tracking.load_date,
      tracking.sequence,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      min(tracking.record_number) record_number,
      min(tracking.row_number) row_number,
      tracking.parcel_customers_effectivity_hashdiff hashdiff
    from late_parcel_customers_effectivity late
      join raw_vault.link_parcel_customers link
        on link.parcel_hk = late.parcel_hk
      join raw_vault.tracking_parcels tracking
        on tracking.parcel_customers_hk = link.parcel_customers_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (link.parcel_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and tracking.parcel_customers_effectivity_hashdiff is not null
    )
    group by
      link.parcel_hk,
      tracking.load_date,
      tracking.sequence,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      tracking.parcel_customers_effectivity_hashdiff
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.parcel_hk
        order by
          tracked.load_date asc,
          tracked.sequence asc nulls first,
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
        from raw_vault.sat_parcel_customers_effectivity stored
        where (
          stored.parcel_hk = ordered.parcel_hk
          and stored.load_date = ordered.load_date
          and stored.sequence is not distinct from ordered.sequence
          and stored.delivery_id = ordered.delivery_id
        )
      )
    )
  )
select
  link.parcel_hk,
  tracking.parcel_customers_hk,
  tracking.load_date,
  tracking.sequence,
  tracking.delivery_id,
  min(tracking.record_number) record_number,
  min(tracking.row_number) row_number,
  tracking.parcel_customers_effectivity_hashdiff,
  'parcels',
  (
    select run_id
    from this_run
  )
from missing
  join raw_vault.tracking_parcels tracking
    on tracking.delivery_id = missing.delivery_id
  join raw_vault.link_parcel_customers link
    on link.parcel_customers_hk = tracking.parcel_customers_hk
where (
  link.parcel_hk is not distinct from missing.parcel_hk
  and tracking.load_date is not distinct from missing.load_date
  and tracking.sequence is not distinct from missing.sequence
  and tracking.delivery_id is not distinct from missing.delivery_id
)
group by
  link.parcel_hk,
  tracking.parcel_customers_hk,
  tracking.load_date,
  tracking.sequence,
  tracking.delivery_id,
  tracking.parcel_customers_effectivity_hashdiff;
