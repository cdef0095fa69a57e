-- note keys with late rows: late_product_price
create or replace table late_product_price as select distinct staged.product_hk product_hk
from stage_price_list staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_price_list tracked_until
);

-- insert changes: raw_vault.sat_product_price
insert into raw_vault.sat_product_price (
  product_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  block_hashdiff,
  record_source,
  run_id,
  currency,
  customer_group,
  price
)
with
  incoming as (
    select
      staged.product_hk,
      staged.load_date,
      staged.delivery_id,
      staged._delivery_order,
      min(staged.record_number) record_number,
      min(staged.row_number) row_number,
      staged.product_price_block_hashdiff hashdiff
    from stage_price_list staged
    where (
      (staged.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and not exists (
        select 1 "one"
        from late_product_price late
        where late.product_hk = staged.product_hk
      )
      and staged.product_price_block_hashdiff is not null
    )
    group by
      staged.product_hk,
      staged.load_date,
      staged.delivery_id,
      staged._delivery_order,
      staged.product_price_block_hashdiff
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.product_hk
        order by incoming.load_date asc, incoming._delivery_order asc, incoming.record_number asc, incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.product_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_product_price stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.product_hk = stored.product_hk
    )
    group by stored.product_hk
  ),
  latest as (
    select ranked.product_hk, ranked.hashdiff
    from (
      select
        stored.product_hk,
        stored.block_hashdiff hashdiff,
        row_number() over (
          partition by stored.product_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_product_price stored
          on (
            stored.product_hk = latest_date.product_hk
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
        on latest.product_hk = ordered.product_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  staged.product_hk,
  staged.load_date,
  staged.delivery_id,
  min(staged.record_number) record_number,
  min(staged.row_number) row_number,
  staged.product_price_hashdiff,
  staged.product_price_block_hashdiff,
  'price_list',
  (
    select run_id
    from this_run
  ),
  arbitrary(staged.currency) currency,
  arbitrary(staged.customer_group) customer_group,
  arbitrary(staged.price) price
from changed
  join stage_price_list staged
    on (
      staged.product_hk = changed.product_hk
      and staged.load_date = changed.load_date
      and staged.delivery_id = changed.delivery_id
    )
group by
  staged.product_hk,
  staged.load_date,
  staged.delivery_id,
  staged.product_price_hashdiff,
  staged.product_price_block_hashdiff;

-- insert changes that late rows reveal: raw_vault.sat_product_price
-- only if:
--   select exists (
--     select 1 "one"
--     from late_product_price
--   )
insert into raw_vault.sat_product_price (
  product_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  block_hashdiff,
  record_source,
  run_id,
  currency,
  customer_group,
  price
)
with
  tracked as (
    select
      tracking.product_hk,
      tracking.load_date,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      min(tracking.record_number) record_number,
      min(tracking.row_number) row_number,
      cast(md5(to_utf8(array_join(array_sort(array_agg(distinct lower(to_hex(cast(tracking.product_price_hashdiff as varbinary))))), ','))) as uuid) hashdiff
    from late_product_price late
      join raw_vault.tracking_price_list tracking
        on tracking.product_hk = late.product_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (tracking.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and tracking.product_price_hashdiff is not null
    )
    group by
      tracking.product_hk,
      tracking.load_date,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.product_hk
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
      and (ordered.load_date >= coalesce((select max(load_date) from raw_vault.ended_price_list), ordered.load_date))
      and not exists (
        select 1 "one"
        from raw_vault.sat_product_price stored
        where (
          stored.product_hk = ordered.product_hk
          and stored.load_date = ordered.load_date
          and stored.delivery_id = ordered.delivery_id
        )
      )
    )
  ),
  known as (
    select
      payload.product_hk,
      payload.hashdiff,
      arbitrary(payload.currency) currency,
      arbitrary(payload.customer_group) customer_group,
      arbitrary(payload.price) price
    from (
      select
        staged.product_hk product_hk,
        staged.product_price_hashdiff hashdiff,
        staged.currency currency,
        staged.customer_group customer_group,
        staged.price price
      from stage_price_list staged
      where exists (
        select 1 "one"
        from late_product_price late
        where late.product_hk = staged.product_hk
      )
      union all
      select
        stored.product_hk,
        stored.hashdiff,
        stored.currency,
        stored.customer_group,
        stored.price
      from raw_vault.sat_product_price stored
      where exists (
        select 1 "one"
        from late_product_price late
        where late.product_hk = stored.product_hk
      )
    ) payload
    group by payload.product_hk, payload.hashdiff
  )
select
  tracking.product_hk,
  tracking.load_date,
  tracking.delivery_id,
  min(tracking.record_number) record_number,
  min(tracking.row_number) row_number,
  tracking.product_price_hashdiff,
  missing.hashdiff,
  'price_list',
  (
    select run_id
    from this_run
  ),
  arbitrary(known.currency) currency,
  arbitrary(known.customer_group) customer_group,
  arbitrary(known.price) price
from missing
  join raw_vault.tracking_price_list tracking
    on (
      tracking.product_hk = missing.product_hk
      and tracking.load_date = missing.load_date
      and tracking.delivery_id = missing.delivery_id
    )
  join known
    on (
      known.product_hk = missing.product_hk
      and known.hashdiff = tracking.product_price_hashdiff
    )
group by
  tracking.product_hk,
  tracking.load_date,
  tracking.delivery_id,
  tracking.product_price_hashdiff,
  missing.hashdiff;
