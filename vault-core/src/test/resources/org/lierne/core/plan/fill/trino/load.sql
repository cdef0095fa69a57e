-- note the newest tracked load date: tracked_until_parcels
create or replace table tracked_until_parcels as
select max(load_date) as load_date
from raw_vault.tracked_parcels as tracked
where tracked.depot_name_hashdiff is not null;

-- note deliveries tracked already: already_tracked_parcels
create or replace table already_tracked_parcels as select distinct delivery_id
from raw_vault.tracking_parcels
where delivery_id in (
  select pending.delivery_id
  from pending_parcels pending
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
  depot_name_hashdiff
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
  staged.depot_name_hashdiff
from stage_parcels staged
where not exists (
  select 1 "one"
  from already_tracked_parcels tracked
  where tracked.delivery_id = staged.delivery_id
);

-- note deliveries that lack what was added: lacking_parcels
create or replace table lacking_parcels as
with staged as (
  select delivery_id, count(parcel_hk) as parcel_hk, count(depot_hk) as depot_hk, count(customer_hk) as customer_hk, count(recipient_hk) as recipient_hk, count(parcel_leg_hk) as parcel_leg_hk, count(parcel_customers_hk) as parcel_customers_hk, count(depot_name_hashdiff) as depot_name_hashdiff
  from stage_parcels
  where delivery_id in (select delivery_id from already_tracked_parcels)
  group by delivery_id
),
tracked as (
  select delivery_id, count(parcel_hk) as parcel_hk, count(depot_hk) as depot_hk, count(customer_hk) as customer_hk, count(recipient_hk) as recipient_hk, count(parcel_leg_hk) as parcel_leg_hk, count(parcel_customers_hk) as parcel_customers_hk, count(depot_name_hashdiff) as depot_name_hashdiff
  from raw_vault.tracked_parcels
  where delivery_id in (select delivery_id from already_tracked_parcels)
  group by delivery_id
)
select staged.delivery_id
from staged
join tracked on tracked.delivery_id = staged.delivery_id
where staged.parcel_hk > 0 and tracked.parcel_hk = 0
  or staged.depot_hk > 0 and tracked.depot_hk = 0
  or staged.customer_hk > 0 and tracked.customer_hk = 0
  or staged.recipient_hk > 0 and tracked.recipient_hk = 0
  or staged.parcel_leg_hk > 0 and tracked.parcel_leg_hk = 0
  or staged.parcel_customers_hk > 0 and tracked.parcel_customers_hk = 0
  or staged.depot_name_hashdiff > 0 and tracked.depot_name_hashdiff = 0;

-- track the rows of deliveries that were read again: raw_vault.retracked_parcels
-- only if:
--   select exists (select 1 from lacking_parcels)
insert into raw_vault.retracked_parcels (load_date, sequence, delivery_id, record_number, row_number, run_id, parcel_hk, depot_hk, customer_hk, recipient_hk, parcel_leg_hk, parcel_customers_hk, depot_name_hashdiff, parcel_leg_details_hashdiff, parcel_customers_effectivity_hashdiff)
select tracked.load_date, tracked.sequence, tracked.delivery_id, tracked.record_number, tracked.row_number, (select run_id from this_run), coalesce(tracked.parcel_hk, staged.parcel_hk), coalesce(tracked.depot_hk, staged.depot_hk), coalesce(tracked.customer_hk, staged.customer_hk), coalesce(tracked.recipient_hk, staged.recipient_hk), coalesce(tracked.parcel_leg_hk, staged.parcel_leg_hk), coalesce(tracked.parcel_customers_hk, staged.parcel_customers_hk), coalesce(tracked.depot_name_hashdiff, staged.depot_name_hashdiff), tracked.parcel_leg_details_hashdiff, tracked.parcel_customers_effectivity_hashdiff
from raw_vault.tracked_parcels as tracked
left join stage_parcels as staged
  on staged.delivery_id = tracked.delivery_id
  and staged.record_number = tracked.record_number
  and staged.row_number = tracked.row_number
where tracked.delivery_id in (select delivery_id from lacking_parcels);

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
      join raw_vault.tracked_parcels tracking
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
