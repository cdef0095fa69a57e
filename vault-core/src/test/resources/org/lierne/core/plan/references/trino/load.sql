-- note the newest tracked load date: tracked_until_indicators
create or replace table tracked_until_indicators as select max(load_date) load_date
from raw_vault.tracking_indicators;

-- note deliveries tracked already: already_tracked_indicators
create or replace table already_tracked_indicators as select distinct delivery_id
from raw_vault.tracking_indicators
where delivery_id in (
  select pending.delivery_id
  from pending_indicators pending
);

-- note keys in several rows: repeated_ref_economic_indicator_of_indicators
create or replace table repeated_ref_economic_indicator_of_indicators as select staged.ref_economic_indicator_hk
from stage_indicators staged
group by staged.ref_economic_indicator_hk
having count(*) > 1;

-- track the rows of new deliveries: raw_vault.tracking_indicators
insert into raw_vault.tracking_indicators (
  load_date,
  delivery_id,
  record_number,
  row_number,
  run_id,
  ref_economic_indicator_hk,
  ref_economic_indicator_from_indicators_hashdiff
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
  staged.ref_economic_indicator_hk,
  staged.ref_economic_indicator_from_indicators_hashdiff
from stage_indicators staged
where not exists (
  select 1 "one"
  from already_tracked_indicators tracked
  where tracked.delivery_id = staged.delivery_id
);

-- note keys with late rows: late_ref_economic_indicator_from_indicators
create or replace table late_ref_economic_indicator_from_indicators as select distinct staged.ref_economic_indicator_hk ref_economic_indicator_hk
from stage_indicators staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_indicators tracked_until
);

-- insert changes of keys in one row: raw_vault.ref_economic_indicator_from_indicators
insert into raw_vault.ref_economic_indicator_from_indicators (
  ref_economic_indicator_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  indicator,
  country_code,
  period,
  value
)
with
  incoming as (
    select staged.ref_economic_indicator_hk ref_economic_indicator_hk
    from stage_indicators staged
  ),
  latest_date as (
    select
      stored.ref_economic_indicator_hk,
      max(stored.load_date) load_date
    from raw_vault.ref_economic_indicator_from_indicators stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.ref_economic_indicator_hk = stored.ref_economic_indicator_hk
    )
    group by stored.ref_economic_indicator_hk
  ),
  latest as (
    select ranked.ref_economic_indicator_hk, ranked.hashdiff
    from (
      select
        stored.ref_economic_indicator_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.ref_economic_indicator_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.ref_economic_indicator_from_indicators stored
          on (
            stored.ref_economic_indicator_hk = latest_date.ref_economic_indicator_hk
            and stored.load_date = latest_date.load_date
          )
        left outer join audit.delivery delivery
          on delivery.delivery_id = stored.delivery_id
    ) ranked
    where ranked._place = 1
  )
select
  staged.ref_economic_indicator_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  staged.ref_economic_indicator_from_indicators_hashdiff,
  'indicators',
  (
    select run_id
    from this_run
  ),
  staged.indicator,
  staged.country_code,
  staged.period,
  staged.value
from stage_indicators staged
  left outer join latest
    on latest.ref_economic_indicator_hk = staged.ref_economic_indicator_hk
where (
  (staged.ref_economic_indicator_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
  and not exists (
    select 1 "one"
    from late_ref_economic_indicator_from_indicators late
    where late.ref_economic_indicator_hk = staged.ref_economic_indicator_hk
  )
  and not exists (
    select 1 "one"
    from repeated_ref_economic_indicator_of_indicators repeated
    where repeated.ref_economic_indicator_hk = staged.ref_economic_indicator_hk
  )
  and staged.ref_economic_indicator_from_indicators_hashdiff is distinct from latest.hashdiff
);

-- insert changes of keys in several rows: raw_vault.ref_economic_indicator_from_indicators
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_ref_economic_indicator_of_indicators
--   )
insert into raw_vault.ref_economic_indicator_from_indicators (
  ref_economic_indicator_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  indicator,
  country_code,
  period,
  value
)
with
  incoming as (
    select
      staged._row,
      staged.ref_economic_indicator_hk ref_economic_indicator_hk,
      staged.load_date,
      staged._delivery_order,
      staged.record_number,
      staged.row_number,
      staged.ref_economic_indicator_from_indicators_hashdiff hashdiff
    from stage_indicators staged
    where (
      (staged.ref_economic_indicator_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and not exists (
        select 1 "one"
        from late_ref_economic_indicator_from_indicators late
        where late.ref_economic_indicator_hk = staged.ref_economic_indicator_hk
      )
      and exists (
        select 1 "one"
        from repeated_ref_economic_indicator_of_indicators repeated
        where repeated.ref_economic_indicator_hk = staged.ref_economic_indicator_hk
      )
    )
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.ref_economic_indicator_hk
        order by incoming.load_date asc, incoming._delivery_order asc, incoming.record_number asc, incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.ref_economic_indicator_hk,
      max(stored.load_date) load_date
    from raw_vault.ref_economic_indicator_from_indicators stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.ref_economic_indicator_hk = stored.ref_economic_indicator_hk
    )
    group by stored.ref_economic_indicator_hk
  ),
  latest as (
    select ranked.ref_economic_indicator_hk, ranked.hashdiff
    from (
      select
        stored.ref_economic_indicator_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.ref_economic_indicator_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.ref_economic_indicator_from_indicators stored
          on (
            stored.ref_economic_indicator_hk = latest_date.ref_economic_indicator_hk
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
        on latest.ref_economic_indicator_hk = ordered.ref_economic_indicator_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  changed.ref_economic_indicator_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  changed.hashdiff,
  'indicators',
  (
    select run_id
    from this_run
  ),
  staged.indicator,
  staged.country_code,
  staged.period,
  staged.value
from changed
  join stage_indicators staged
    on staged._row = changed._row;

-- insert changes that late rows reveal: raw_vault.ref_economic_indicator_from_indicators
-- only if:
--   select exists (
--     select 1 "one"
--     from late_ref_economic_indicator_from_indicators
--   )
insert into raw_vault.ref_economic_indicator_from_indicators (
  ref_economic_indicator_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  indicator,
  country_code,
  period,
  value
)
with
  tracked as (
    select
      tracking.ref_economic_indicator_hk ref_economic_indicator_hk,
      tracking.load_date,
      tracking.delivery_id,
      tracking.record_number,
      tracking.row_number,
      delivery.path,
      delivery.content_version,
      tracking.ref_economic_indicator_from_indicators_hashdiff hashdiff
    from late_ref_economic_indicator_from_indicators late
      join raw_vault.tracking_indicators tracking
        on tracking.ref_economic_indicator_hk = late.ref_economic_indicator_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (tracking.ref_economic_indicator_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and tracking.ref_economic_indicator_from_indicators_hashdiff is not null
    )
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.ref_economic_indicator_hk
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
        from raw_vault.ref_economic_indicator_from_indicators stored
        where (
          stored.ref_economic_indicator_hk = ordered.ref_economic_indicator_hk
          and stored.delivery_id = ordered.delivery_id
          and stored.record_number = ordered.record_number
          and stored.row_number = ordered.row_number
        )
      )
    )
  ),
  known as (
    select
      payload.ref_economic_indicator_hk,
      payload.hashdiff,
      arbitrary(payload.indicator) indicator,
      arbitrary(payload.country_code) country_code,
      arbitrary(payload.period) period,
      arbitrary(payload.value) value
    from (
      select
        staged.ref_economic_indicator_hk ref_economic_indicator_hk,
        staged.ref_economic_indicator_from_indicators_hashdiff hashdiff,
        staged.indicator indicator,
        staged.country_code country_code,
        staged.period period,
        staged.value value
      from stage_indicators staged
      where exists (
        select 1 "one"
        from late_ref_economic_indicator_from_indicators late
        where late.ref_economic_indicator_hk = staged.ref_economic_indicator_hk
      )
      union all
      select
        stored.ref_economic_indicator_hk,
        stored.hashdiff,
        stored.indicator,
        stored.country_code,
        stored.period,
        stored.value
      from raw_vault.ref_economic_indicator_from_indicators stored
      where exists (
        select 1 "one"
        from late_ref_economic_indicator_from_indicators late
        where late.ref_economic_indicator_hk = stored.ref_economic_indicator_hk
      )
    ) payload
    group by payload.ref_economic_indicator_hk, payload.hashdiff
  )
select
  missing.ref_economic_indicator_hk,
  missing.load_date,
  missing.delivery_id,
  missing.record_number,
  missing.row_number,
  missing.hashdiff,
  'indicators',
  (
    select run_id
    from this_run
  ),
  known.indicator,
  known.country_code,
  known.period,
  known.value
from missing
  join known
    on (
      known.ref_economic_indicator_hk = missing.ref_economic_indicator_hk
      and known.hashdiff = missing.hashdiff
    );
