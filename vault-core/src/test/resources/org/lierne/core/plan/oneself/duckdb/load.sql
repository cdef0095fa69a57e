-- note the newest tracked load date: tracked_until_matches
create or replace temporary table tracked_until_matches as select max(load_date) load_date
from raw_vault.tracking_matches;

-- note deliveries tracked already: already_tracked_matches
create or replace temporary table already_tracked_matches as select distinct delivery_id
from raw_vault.tracking_matches
where delivery_id in (
  select pending.delivery_id
  from pending_matches pending
);

-- note keys in several rows: repeated_customer_match_of_matches
create or replace temporary table repeated_customer_match_of_matches as select staged.customer_match_hk
from stage_matches staged
group by staged.customer_match_hk
having count(*) > 1;

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
      any_value(staged.master) customer_no,
      min(staged.load_date) load_date,
      'shop.matches' record_source
    from stage_matches staged
    where (staged.customer_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.customer_hk
    union all
    select
      staged.duplicate_hk customer_hk,
      any_value(staged.duplicate) customer_no,
      min(staged.load_date) load_date,
      'shop.matches' record_source
    from stage_matches staged
    where (staged.duplicate_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.duplicate_hk
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
--       from stage_matches
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
      any_value(staged.master) customer_no,
      min(staged.load_date) load_date,
      'shop.matches' record_source
    from stage_matches staged
    where (staged.customer_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.customer_hk
    union all
    select
      staged.duplicate_hk customer_hk,
      any_value(staged.duplicate) customer_no,
      min(staged.load_date) load_date,
      'shop.matches' record_source
    from stage_matches staged
    where (staged.duplicate_hk <> cast('00000000000000000000000000000000' as uuid))
    group by staged.duplicate_hk
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

-- insert new keys: raw_vault.link_customer_match
insert into raw_vault.link_customer_match (
  customer_match_hk,
  customer_hk,
  duplicate_hk,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.customer_match_hk,
      staged.customer_hk customer_hk,
      staged.duplicate_hk duplicate_hk,
      staged.load_date,
      'shop.matches' record_source
    from stage_matches staged
    where not exists (
      select 1 "one"
      from repeated_customer_match_of_matches repeated
      where repeated.customer_match_hk = staged.customer_match_hk
    )
    union all
    select
      staged.customer_match_hk,
      any_value(staged.customer_hk) customer_hk,
      any_value(staged.duplicate_hk) duplicate_hk,
      min(staged.load_date) load_date,
      'shop.matches' record_source
    from stage_matches staged
    where exists (
      select 1 "one"
      from repeated_customer_match_of_matches repeated
      where repeated.customer_match_hk = staged.customer_match_hk
    )
    group by staged.customer_match_hk
  )
select
  found.customer_match_hk,
  found.customer_hk,
  found.duplicate_hk,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_customer_match stored
  where stored.customer_match_hk = found.customer_match_hk
);

-- record earlier load dates: raw_vault.first_seen_link_customer_match
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_matches
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_customer_match stored
--   ))
insert into raw_vault.first_seen_link_customer_match (customer_match_hk, load_date, run_id)
with
  found as (
    select
      staged.customer_match_hk,
      staged.customer_hk customer_hk,
      staged.duplicate_hk duplicate_hk,
      staged.load_date,
      'shop.matches' record_source
    from stage_matches staged
    where not exists (
      select 1 "one"
      from repeated_customer_match_of_matches repeated
      where repeated.customer_match_hk = staged.customer_match_hk
    )
    union all
    select
      staged.customer_match_hk,
      any_value(staged.customer_hk) customer_hk,
      any_value(staged.duplicate_hk) duplicate_hk,
      min(staged.load_date) load_date,
      'shop.matches' record_source
    from stage_matches staged
    where exists (
      select 1 "one"
      from repeated_customer_match_of_matches repeated
      where repeated.customer_match_hk = staged.customer_match_hk
    )
    group by staged.customer_match_hk
  )
select
  found.customer_match_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_customer_match stored
    on stored.customer_match_hk = found.customer_match_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_customer_match seen
    where (
      seen.customer_match_hk = found.customer_match_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- track the rows of new deliveries: raw_vault.tracking_matches
insert into raw_vault.tracking_matches (
  load_date,
  delivery_id,
  record_number,
  row_number,
  run_id,
  customer_hk,
  duplicate_hk,
  customer_match_hk
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
  staged.customer_hk,
  staged.duplicate_hk,
  staged.customer_match_hk
from stage_matches staged
where not exists (
  select 1 "one"
  from already_tracked_matches tracked
  where tracked.delivery_id = staged.delivery_id
);
