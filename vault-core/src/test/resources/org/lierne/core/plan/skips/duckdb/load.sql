-- insert new keys: raw_vault.link_order_customer
insert into raw_vault.link_order_customer (
  order_customer_hk,
  order_hk,
  customer_hk,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      ranked.order_customer_hk,
      ranked.order_hk,
      ranked.customer_hk,
      ranked.load_date,
      'orders' record_source
    from (
      select
        staged.order_customer_hk,
        staged.order_hk order_hk,
        staged.customer_hk customer_hk,
        staged.load_date,
        row_number() over (
          partition by staged.order_customer_hk
          order by staged.load_date asc, staged._delivery_order asc, staged.record_number asc, staged.row_number asc
        ) _place
      from stage_orders staged
      where staged.order_customer_hk is not null
    ) ranked
    where ranked._place = 1
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

-- insert new keys: raw_vault.link_order_shop
insert into raw_vault.link_order_shop (
  order_shop_hk,
  order_hk,
  shop_hk,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      ranked.order_shop_hk,
      ranked.order_hk,
      ranked.shop_hk,
      ranked.load_date,
      'orders' record_source
    from (
      select
        staged.order_shop_hk,
        staged.order_hk order_hk,
        staged.shop_hk shop_hk,
        staged.load_date,
        row_number() over (
          partition by staged.order_shop_hk
          order by staged.load_date asc, staged._delivery_order asc, staged.record_number asc, staged.row_number asc
        ) _place
      from stage_orders staged
      where staged.order_shop_hk is not null
    ) ranked
    where ranked._place = 1
  )
select
  found.order_shop_hk,
  found.order_hk,
  found.shop_hk,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_order_shop stored
  where stored.order_shop_hk = found.order_shop_hk
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
  amount
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
  staged.amount
from stage_payments staged
where (
  staged.payment_hk is not null
  and not exists (
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
  amount
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
  staged.amount
from (
  select
    staged.*,
    row_number() over (
      partition by staged.payment_hk
      order by staged.load_date asc, staged._delivery_order asc, staged.record_number asc, staged.row_number asc
    ) _place
  from stage_payments staged
  where (
    staged.payment_hk is not null
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
    from raw_vault.link_payment stored
    where stored.payment_hk = staged.payment_hk
  )
);

-- insert changes: raw_vault.sat_order_customer_effectivity
insert into raw_vault.sat_order_customer_effectivity (
  order_hk,
  order_customer_hk,
  load_date,
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
      staged.order_hk,
      staged.load_date,
      staged.delivery_id,
      staged._delivery_order,
      min(staged.record_number) record_number,
      min(staged.row_number) row_number,
      staged.order_customer_effectivity_hashdiff hashdiff
    from stage_orders staged
    where (
      (staged.order_hk <> unhex('00000000000000000000000000000000'))
      and staged.order_customer_effectivity_hashdiff is not null
      and not exists (
        select 1 "one"
        from late_order_customer_effectivity late
        where late.order_hk = staged.order_hk
      )
    )
    group by
      staged.order_hk,
      staged.load_date,
      staged.delivery_id,
      staged._delivery_order,
      staged.order_customer_effectivity_hashdiff
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
    from raw_vault.sat_order_customer_effectivity stored
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
        join raw_vault.sat_order_customer_effectivity stored
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
  staged.order_hk,
  staged.order_customer_hk,
  staged.load_date,
  staged.delivery_id,
  min(staged.record_number) record_number,
  min(staged.row_number) row_number,
  staged.order_customer_effectivity_hashdiff,
  'orders',
  (
    select run_id
    from this_run
  )
from changed
  join stage_orders staged
    on (
      staged.order_hk = changed.order_hk
      and staged.load_date = changed.load_date
      and staged.delivery_id = changed.delivery_id
    )
where staged.order_customer_effectivity_hashdiff is not null
group by
  staged.order_hk,
  staged.order_customer_hk,
  staged.load_date,
  staged.delivery_id,
  staged.order_customer_effectivity_hashdiff;

-- insert changes that late rows reveal: raw_vault.sat_order_customer_effectivity
-- only if:
--   select exists (
--     select 1 "one"
--     from late_order_customer_effectivity
--   )
insert into raw_vault.sat_order_customer_effectivity (
  order_hk,
  order_customer_hk,
  load_date,
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
      link.order_hk,
      tracking.load_date,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      min(tracking.record_number) record_number,
      min(tracking.row_number) row_number,
      tracking.order_customer_effectivity_hashdiff hashdiff
    from late_order_customer_effectivity late
      join raw_vault.link_order_customer link
        on link.order_hk = late.order_hk
      join raw_vault.tracking_orders tracking
        on tracking.order_customer_hk = link.order_customer_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (link.order_hk <> unhex('00000000000000000000000000000000'))
      and tracking.order_customer_effectivity_hashdiff is not null
    )
    group by
      link.order_hk,
      tracking.load_date,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      tracking.order_customer_effectivity_hashdiff
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
        from raw_vault.sat_order_customer_effectivity stored
        where (
          stored.order_hk = ordered.order_hk
          and stored.load_date = ordered.load_date
          and stored.delivery_id = ordered.delivery_id
        )
      )
    )
  )
select
  link.order_hk,
  tracking.order_customer_hk,
  tracking.load_date,
  tracking.delivery_id,
  min(tracking.record_number) record_number,
  min(tracking.row_number) row_number,
  tracking.order_customer_effectivity_hashdiff,
  'orders',
  (
    select run_id
    from this_run
  )
from missing
  join raw_vault.tracking_orders tracking
    on tracking.delivery_id = missing.delivery_id
  join raw_vault.link_order_customer link
    on link.order_customer_hk = tracking.order_customer_hk
where (
  link.order_hk is not distinct from missing.order_hk
  and tracking.load_date is not distinct from missing.load_date
  and tracking.delivery_id is not distinct from missing.delivery_id
)
group by
  link.order_hk,
  tracking.order_customer_hk,
  tracking.load_date,
  tracking.delivery_id,
  tracking.order_customer_effectivity_hashdiff;

-- insert what came and went: raw_vault.presence_order_customer_effectivity
insert into raw_vault.presence_order_customer_effectivity (order_hk, load_date, delivery_id, record_number, row_number, is_deleted, record_source, run_id)
with present as (
  select tracked.order_hk, tracked._scope, tracked._batch
  from rows_of_batches_orders as tracked
  where tracked.order_hk <> unhex('00000000000000000000000000000000') and (tracked.order_customer_hk is not null)
  union
  select seen.order_hk, seen._scope, seen._batch
  from seen_in_batches_orders as seen
  where seen.order_hk <> unhex('00000000000000000000000000000000')
),
followed as (
  select *, lead(_batch) over (partition by order_hk, _scope order by _batch) as _next,
    lag(_batch) over (partition by order_hk, _scope order by _batch) as _previous
  from present
),
changes as (
  select followed.order_hk, followed._scope, followed._batch, false as is_deleted
  from followed
  left join judged_orders as previous on previous._scope = followed._scope and previous._batch = followed._previous
  where followed._previous is null or previous._next_whole < followed._batch
  union all
  select followed.order_hk, followed._scope, judged._next_whole, true
  from followed
  join judged_orders as judged on judged._scope = followed._scope and judged._batch = followed._batch
  where judged._next_whole < coalesce(followed._next, 9223372036854775807)
),
found as (
  select stored.order_hk, judged._scope, judged._batch,
    max_by(stored.is_deleted, stored.run_id) as is_deleted
  from raw_vault.presence_order_customer_effectivity as stored
  join judged_orders as judged on judged.load_date = stored.load_date and true
  where judged.is_open
  group by stored.order_hk, judged._scope, judged._batch
),
contradicted as (
  select found.order_hk, found._scope, found._batch,
    followed._batch is null or coalesce(judged._next_whole <= found._batch, false) as is_deleted
  from found
  left join followed on followed.order_hk = found.order_hk and followed._scope = found._scope
    and followed._batch <= found._batch and coalesce(followed._next > found._batch, true)
  left join judged_orders as judged on judged._scope = followed._scope and judged._batch = followed._batch
),
missing as (
  select * from changes
  union
  select * from contradicted
),
places as (
  select places.order_hk, places._scope, places._batch,
    min(row(delivery_id, record_number)) as _place
  from rows_of_batches_orders as places
  where places.order_hk <> unhex('00000000000000000000000000000000') and (places.order_customer_hk is not null)
  group by places.order_hk, places._scope, places._batch
)
select missing.order_hk, judged.load_date, coalesce(places._place[1], judged.delivery_id), coalesce(places._place[2], 0), 1, missing.is_deleted, 'orders', (select run_id from this_run)
from missing
join judged_orders as judged on judged._scope = missing._scope and judged._batch = missing._batch and judged.is_open
left join found on found.order_hk = missing.order_hk and found._scope = missing._scope and found._batch = missing._batch
left join places on places.order_hk = missing.order_hk and places._scope = missing._scope and places._batch = missing._batch
where missing.is_deleted is distinct from found.is_deleted;

-- insert changes of keys in one row: raw_vault.sat_order_customer_terms
insert into raw_vault.sat_order_customer_terms (
  order_customer_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  terms
)
with
  incoming as (
    select staged.order_customer_hk order_customer_hk
    from stage_orders staged
  ),
  latest_date as (
    select
      stored.order_customer_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_order_customer_terms stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.order_customer_hk = stored.order_customer_hk
    )
    group by stored.order_customer_hk
  ),
  latest as (
    select ranked.order_customer_hk, ranked.hashdiff
    from (
      select
        stored.order_customer_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.order_customer_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_order_customer_terms stored
          on (
            stored.order_customer_hk = latest_date.order_customer_hk
            and stored.load_date = latest_date.load_date
          )
        left outer join audit.delivery delivery
          on delivery.delivery_id = stored.delivery_id
    ) ranked
    where ranked._place = 1
  )
select
  staged.order_customer_hk,
  staged.load_date,
  staged.delivery_id,
  staged.record_number,
  staged.row_number,
  staged.order_customer_terms_hashdiff,
  'orders',
  (
    select run_id
    from this_run
  ),
  staged.terms
from stage_orders staged
  left outer join latest
    on latest.order_customer_hk = staged.order_customer_hk
where (
  (staged.order_customer_hk <> unhex('00000000000000000000000000000000'))
  and staged.order_customer_terms_hashdiff is not null
  and not exists (
    select 1 "one"
    from late_order_customer_terms late
    where late.order_customer_hk = staged.order_customer_hk
  )
  and not exists (
    select 1 "one"
    from repeated_order_customer_of_orders repeated
    where repeated.order_customer_hk = staged.order_customer_hk
  )
  and staged.order_customer_terms_hashdiff is distinct from latest.hashdiff
);

-- insert changes of keys in several rows: raw_vault.sat_order_customer_terms
-- only if:
--   select exists (
--     select 1 "one"
--     from repeated_order_customer_of_orders
--   )
insert into raw_vault.sat_order_customer_terms (
  order_customer_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  terms
)
with
  incoming as (
    select
      staged._row,
      staged.order_customer_hk order_customer_hk,
      staged.load_date,
      staged._delivery_order,
      staged.record_number,
      staged.row_number,
      staged.order_customer_terms_hashdiff hashdiff
    from stage_orders staged
    where (
      (staged.order_customer_hk <> unhex('00000000000000000000000000000000'))
      and staged.order_customer_terms_hashdiff is not null
      and not exists (
        select 1 "one"
        from late_order_customer_terms late
        where late.order_customer_hk = staged.order_customer_hk
      )
      and exists (
        select 1 "one"
        from repeated_order_customer_of_orders repeated
        where repeated.order_customer_hk = staged.order_customer_hk
      )
    )
  ),
  ordered as (
    select
      incoming.*,
      lag(incoming.hashdiff) over (
        partition by incoming.order_customer_hk
        order by incoming.load_date asc, incoming._delivery_order asc, incoming.record_number asc, incoming.row_number asc
      ) previous_hashdiff
    from incoming
  ),
  latest_date as (
    select
      stored.order_customer_hk,
      max(stored.load_date) load_date
    from raw_vault.sat_order_customer_terms stored
    where exists (
      select 1 "one"
      from incoming
      where incoming.order_customer_hk = stored.order_customer_hk
    )
    group by stored.order_customer_hk
  ),
  latest as (
    select ranked.order_customer_hk, ranked.hashdiff
    from (
      select
        stored.order_customer_hk,
        stored.hashdiff,
        row_number() over (
          partition by stored.order_customer_hk
          order by
            stored.load_date desc nulls last,
            delivery.path desc nulls last,
            delivery.content_version desc nulls last,
            stored.record_number desc nulls last,
            stored.row_number desc nulls last
        ) _place
      from latest_date
        join raw_vault.sat_order_customer_terms stored
          on (
            stored.order_customer_hk = latest_date.order_customer_hk
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
        on latest.order_customer_hk = ordered.order_customer_hk
    where ordered.hashdiff is distinct from coalesce(ordered.previous_hashdiff, latest.hashdiff)
  )
select
  changed.order_customer_hk,
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
  staged.terms
from changed
  join stage_orders staged
    on staged._row = changed._row;

-- insert changes that late rows reveal: raw_vault.sat_order_customer_terms
-- only if:
--   select exists (
--     select 1 "one"
--     from late_order_customer_terms
--   )
insert into raw_vault.sat_order_customer_terms (
  order_customer_hk,
  load_date,
  delivery_id,
  record_number,
  row_number,
  hashdiff,
  record_source,
  run_id,
  terms
)
with
  tracked as (
    select
      tracking.order_customer_hk order_customer_hk,
      tracking.load_date,
      tracking.delivery_id,
      tracking.record_number,
      tracking.row_number,
      delivery.path,
      delivery.content_version,
      tracking.order_customer_terms_hashdiff hashdiff
    from late_order_customer_terms late
      join raw_vault.tracking_orders tracking
        on tracking.order_customer_hk = late.order_customer_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (tracking.order_customer_hk <> unhex('00000000000000000000000000000000'))
      and tracking.order_customer_terms_hashdiff is not null
    )
  ),
  ordered as (
    select
      tracked.*,
      lag(tracked.hashdiff) over (
        partition by tracked.order_customer_hk
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
        from raw_vault.sat_order_customer_terms stored
        where (
          stored.order_customer_hk = ordered.order_customer_hk
          and stored.delivery_id = ordered.delivery_id
          and stored.record_number = ordered.record_number
          and stored.row_number = ordered.row_number
        )
      )
    )
  ),
  known as (
    select
      payload.order_customer_hk,
      payload.hashdiff,
      min(payload.terms) terms
    from (
      select
        staged.order_customer_hk order_customer_hk,
        staged.order_customer_terms_hashdiff hashdiff,
        staged.terms terms
      from stage_orders staged
      where exists (
        select 1 "one"
        from late_order_customer_terms late
        where late.order_customer_hk = staged.order_customer_hk
      )
      union all
      select stored.order_customer_hk, stored.hashdiff, stored.terms
      from raw_vault.sat_order_customer_terms stored
      where exists (
        select 1 "one"
        from late_order_customer_terms late
        where late.order_customer_hk = stored.order_customer_hk
      )
    ) payload
    group by payload.order_customer_hk, payload.hashdiff
  )
select
  missing.order_customer_hk,
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
  known.terms
from missing
  join known
    on (
      known.order_customer_hk = missing.order_customer_hk
      and known.hashdiff = missing.hashdiff
    );
