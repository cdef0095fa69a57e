-- note the newest tracked load date: tracked_until_products
create or replace table tracked_until_products as select max(load_date) load_date
from raw_vault.tracking_products;

-- note deliveries tracked already: already_tracked_products
create or replace table already_tracked_products as select distinct delivery_id
from raw_vault.tracking_products
where delivery_id in (
  select pending.delivery_id
  from pending_products pending
);

-- note the newest tracked load date: tracked_until_shipments
create or replace table tracked_until_shipments as select max(load_date) load_date
from raw_vault.tracking_shipments;

-- note deliveries tracked already: already_tracked_shipments
create or replace table already_tracked_shipments as select distinct delivery_id
from raw_vault.tracking_shipments
where delivery_id in (
  select pending.delivery_id
  from pending_shipments pending
);

-- note keys in several rows: repeated_product_supplier_of_products
create or replace table repeated_product_supplier_of_products as select staged.product_supplier_hk
from stage_products staged
group by staged.product_supplier_hk
having count(*) > 1;

-- note keys in several rows: repeated_product_of_products
create or replace table repeated_product_of_products as select staged.product_hk
from stage_products staged
group by staged.product_hk
having count(*) > 1;

-- note keys in several rows: repeated_shipped_line_of_shipments
create or replace table repeated_shipped_line_of_shipments as select staged.shipped_line_hk
from stage_shipments staged
group by staged.shipped_line_hk
having count(*) > 1;

-- insert new keys: raw_vault.hub_product
insert into raw_vault.hub_product (
  product_hk,
  product_id,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.product_hk product_hk,
      arbitrary(staged.product_id) product_id,
      min(staged.load_date) load_date,
      'products' record_source
    from stage_products staged
    where (staged.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.product_hk
    union all
    select
      staged.product_hk product_hk,
      arbitrary(staged.product_id) product_id,
      min(staged.load_date) load_date,
      'shipments' record_source
    from stage_shipments staged
    where (staged.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.product_hk
  ),
  keys as (
    select ranked.product_hk, ranked.product_id, ranked.load_date, ranked.record_source
    from (
      select
        found.product_hk,
        found.product_id,
        found.load_date,
        found.record_source,
        row_number() over (
          partition by found.product_hk
          order by found.load_date, found.record_source
        ) _place
      from found
    ) ranked
    where ranked._place = 1
  )
select
  keys.product_hk,
  keys.product_id,
  keys.load_date,
  keys.record_source,
  (
    select run_id
    from this_run
  )
from keys
where not exists (
  select 1 "one"
  from raw_vault.hub_product stored
  where stored.product_hk = keys.product_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_product
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_products
--       union all
--       select load_date
--       from stage_shipments
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_product stored
--   ))
insert into raw_vault.first_seen_hub_product (product_hk, load_date, run_id)
with
  found as (
    select
      staged.product_hk product_hk,
      arbitrary(staged.product_id) product_id,
      min(staged.load_date) load_date,
      'products' record_source
    from stage_products staged
    where (staged.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.product_hk
    union all
    select
      staged.product_hk product_hk,
      arbitrary(staged.product_id) product_id,
      min(staged.load_date) load_date,
      'shipments' record_source
    from stage_shipments staged
    where (staged.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.product_hk
  ),
  keys as (
    select ranked.product_hk, ranked.product_id, ranked.load_date, ranked.record_source
    from (
      select
        found.product_hk,
        found.product_id,
        found.load_date,
        found.record_source,
        row_number() over (
          partition by found.product_hk
          order by found.load_date, found.record_source
        ) _place
      from found
    ) ranked
    where ranked._place = 1
  )
select
  keys.product_hk,
  keys.load_date,
  (
    select run_id
    from this_run
  )
from keys
  join raw_vault.hub_product stored
    on stored.product_hk = keys.product_hk
where (
  keys.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_product seen
    where (
      seen.product_hk = keys.product_hk
      and seen.load_date <= keys.load_date
    )
  )
);

-- insert new keys: raw_vault.hub_supplier
insert into raw_vault.hub_supplier (
  supplier_hk,
  supplier_id,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.supplier_hk supplier_hk,
      arbitrary(staged.supplier_id) supplier_id,
      min(staged.load_date) load_date,
      'products' record_source
    from stage_products staged
    where (staged.supplier_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.supplier_hk
  )
select
  found.supplier_hk,
  found.supplier_id,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_supplier stored
  where stored.supplier_hk = found.supplier_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_supplier
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_products
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_supplier stored
--   ))
insert into raw_vault.first_seen_hub_supplier (supplier_hk, load_date, run_id)
with
  found as (
    select
      staged.supplier_hk supplier_hk,
      arbitrary(staged.supplier_id) supplier_id,
      min(staged.load_date) load_date,
      'products' record_source
    from stage_products staged
    where (staged.supplier_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.supplier_hk
  )
select
  found.supplier_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_supplier stored
    on stored.supplier_hk = found.supplier_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_supplier seen
    where (
      seen.supplier_hk = found.supplier_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.hub_shipment
insert into raw_vault.hub_shipment (
  shipment_hk,
  shipment_id,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.shipment_hk shipment_hk,
      arbitrary(staged.shipment_id) shipment_id,
      min(staged.load_date) load_date,
      'shipments' record_source
    from stage_shipments staged
    where (staged.shipment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.shipment_hk
  )
select
  found.shipment_hk,
  found.shipment_id,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.hub_shipment stored
  where stored.shipment_hk = found.shipment_hk
);

-- record earlier load dates: raw_vault.first_seen_hub_shipment
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_shipments
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.hub_shipment stored
--   ))
insert into raw_vault.first_seen_hub_shipment (shipment_hk, load_date, run_id)
with
  found as (
    select
      staged.shipment_hk shipment_hk,
      arbitrary(staged.shipment_id) shipment_id,
      min(staged.load_date) load_date,
      'shipments' record_source
    from stage_shipments staged
    where (staged.shipment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
    group by staged.shipment_hk
  )
select
  found.shipment_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.hub_shipment stored
    on stored.shipment_hk = found.shipment_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_hub_shipment seen
    where (
      seen.shipment_hk = found.shipment_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.link_product_supplier
insert into raw_vault.link_product_supplier (
  product_supplier_hk,
  product_hk,
  supplier_hk,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.product_supplier_hk,
      staged.product_hk product_hk,
      staged.supplier_hk supplier_hk,
      staged.load_date,
      'products' record_source
    from stage_products staged
    where not exists (
      select 1 "one"
      from repeated_product_supplier_of_products repeated
      where repeated.product_supplier_hk = staged.product_supplier_hk
    )
    union all
    select
      staged.product_supplier_hk,
      arbitrary(staged.product_hk) product_hk,
      arbitrary(staged.supplier_hk) supplier_hk,
      min(staged.load_date) load_date,
      'products' record_source
    from stage_products staged
    where exists (
      select 1 "one"
      from repeated_product_supplier_of_products repeated
      where repeated.product_supplier_hk = staged.product_supplier_hk
    )
    group by staged.product_supplier_hk
  )
select
  found.product_supplier_hk,
  found.product_hk,
  found.supplier_hk,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_product_supplier stored
  where stored.product_supplier_hk = found.product_supplier_hk
);

-- record earlier load dates: raw_vault.first_seen_link_product_supplier
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_products
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_product_supplier stored
--   ))
insert into raw_vault.first_seen_link_product_supplier (product_supplier_hk, load_date, run_id)
with
  found as (
    select
      staged.product_supplier_hk,
      staged.product_hk product_hk,
      staged.supplier_hk supplier_hk,
      staged.load_date,
      'products' record_source
    from stage_products staged
    where not exists (
      select 1 "one"
      from repeated_product_supplier_of_products repeated
      where repeated.product_supplier_hk = staged.product_supplier_hk
    )
    union all
    select
      staged.product_supplier_hk,
      arbitrary(staged.product_hk) product_hk,
      arbitrary(staged.supplier_hk) supplier_hk,
      min(staged.load_date) load_date,
      'products' record_source
    from stage_products staged
    where exists (
      select 1 "one"
      from repeated_product_supplier_of_products repeated
      where repeated.product_supplier_hk = staged.product_supplier_hk
    )
    group by staged.product_supplier_hk
  )
select
  found.product_supplier_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_product_supplier stored
    on stored.product_supplier_hk = found.product_supplier_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_product_supplier seen
    where (
      seen.product_supplier_hk = found.product_supplier_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- insert new keys: raw_vault.link_shipped_line
insert into raw_vault.link_shipped_line (
  shipped_line_hk,
  shipment_hk,
  product_hk,
  line_number,
  load_date,
  record_source,
  run_id
)
with
  found as (
    select
      staged.shipped_line_hk,
      staged.shipment_hk shipment_hk,
      staged.product_hk product_hk,
      staged.line_number line_number,
      staged.load_date,
      'shipments' record_source
    from stage_shipments staged
    where (
      staged.shipped_line_hk is not null
      and not exists (
        select 1 "one"
        from repeated_shipped_line_of_shipments repeated
        where repeated.shipped_line_hk = staged.shipped_line_hk
      )
    )
    union all
    select
      staged.shipped_line_hk,
      arbitrary(staged.shipment_hk) shipment_hk,
      arbitrary(staged.product_hk) product_hk,
      arbitrary(staged.line_number) line_number,
      min(staged.load_date) load_date,
      'shipments' record_source
    from stage_shipments staged
    where exists (
      select 1 "one"
      from repeated_shipped_line_of_shipments repeated
      where repeated.shipped_line_hk = staged.shipped_line_hk
    )
    group by staged.shipped_line_hk
  )
select
  found.shipped_line_hk,
  found.shipment_hk,
  found.product_hk,
  found.line_number,
  found.load_date,
  found.record_source,
  (
    select run_id
    from this_run
  )
from found
where not exists (
  select 1 "one"
  from raw_vault.link_shipped_line stored
  where stored.shipped_line_hk = found.shipped_line_hk
);

-- record earlier load dates: raw_vault.first_seen_link_shipped_line
-- only if:
--   select ((
--     select min(staged.load_date)
--     from (
--       select load_date
--       from stage_shipments
--     ) staged
--   ) < (
--     select max(stored.load_date)
--     from raw_vault.link_shipped_line stored
--   ))
insert into raw_vault.first_seen_link_shipped_line (shipped_line_hk, load_date, run_id)
with
  found as (
    select
      staged.shipped_line_hk,
      staged.shipment_hk shipment_hk,
      staged.product_hk product_hk,
      staged.line_number line_number,
      staged.load_date,
      'shipments' record_source
    from stage_shipments staged
    where (
      staged.shipped_line_hk is not null
      and not exists (
        select 1 "one"
        from repeated_shipped_line_of_shipments repeated
        where repeated.shipped_line_hk = staged.shipped_line_hk
      )
    )
    union all
    select
      staged.shipped_line_hk,
      arbitrary(staged.shipment_hk) shipment_hk,
      arbitrary(staged.product_hk) product_hk,
      arbitrary(staged.line_number) line_number,
      min(staged.load_date) load_date,
      'shipments' record_source
    from stage_shipments staged
    where exists (
      select 1 "one"
      from repeated_shipped_line_of_shipments repeated
      where repeated.shipped_line_hk = staged.shipped_line_hk
    )
    group by staged.shipped_line_hk
  )
select
  found.shipped_line_hk,
  found.load_date,
  (
    select run_id
    from this_run
  )
from found
  join raw_vault.link_shipped_line stored
    on stored.shipped_line_hk = found.shipped_line_hk
where (
  found.load_date < stored.load_date
  and not exists (
    select 1 "one"
    from raw_vault.first_seen_link_shipped_line seen
    where (
      seen.shipped_line_hk = found.shipped_line_hk
      and seen.load_date <= found.load_date
    )
  )
);

-- track the rows of new deliveries: raw_vault.tracking_products
insert into raw_vault.tracking_products (
  load_date,
  delivery_id,
  record_number,
  row_number,
  run_id,
  product_hk,
  supplier_hk,
  product_supplier_hk,
  product_supplier_effectivity_hashdiff,
  country
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
  staged.product_hk,
  staged.supplier_hk,
  staged.product_supplier_hk,
  staged.product_supplier_effectivity_hashdiff,
  staged.country
from stage_products staged
where not exists (
  select 1 "one"
  from already_tracked_products tracked
  where tracked.delivery_id = staged.delivery_id
);

-- track the rows of new deliveries: raw_vault.tracking_shipments
insert into raw_vault.tracking_shipments (
  load_date,
  sequence,
  delivery_id,
  record_number,
  row_number,
  run_id,
  shipment_hk,
  product_hk,
  shipped_line_hk,
  line_number,
  operation
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
  staged.shipment_hk,
  staged.product_hk,
  staged.shipped_line_hk,
  staged.line_number,
  staged._operation
from stage_shipments staged
where not exists (
  select 1 "one"
  from already_tracked_shipments tracked
  where tracked.delivery_id = staged.delivery_id
);

-- note keys of rejects: raw_vault.seen_products
insert into raw_vault.seen_products (load_date, country, delivery_id, record_number, product_hk, run_id)
select rejected.load_date, rejected.country, rejected.delivery_id, rejected.record_number, rejected.product_hk, (select run_id from this_run)
from rejected_products as rejected
where rejected._is_readable
  and exists (select 1 from pending_products as pending where pending.delivery_id = rejected.delivery_id)
  and not exists (select 1 from raw_vault.batch_products as stored where stored.delivery_id = rejected.delivery_id);

-- note which batches the files make up: raw_vault.batch_products
insert into raw_vault.batch_products (delivery_id, path, load_date, country, unreadable, run_id)
with parts as (
  select delivery_id, load_date, country from stage_products
  union
  select delivery_id, load_date, country from rejected_products
),
unreadable as (
  select delivery_id, cast(sum(records) as bigint) as records from unreadable_products group by delivery_id
)
select pending.delivery_id, pending.path, coalesce(parts.load_date, pending.load_date), parts.country, coalesce(unreadable.records, 0), (select run_id from this_run)
from pending_products as pending
left join parts on parts.delivery_id = pending.delivery_id
left join unreadable on unreadable.delivery_id = pending.delivery_id
where not exists (select 1 from raw_vault.batch_products as stored where stored.delivery_id = pending.delivery_id);

-- find the batches to judge: batches_products
create or replace table batches_products as
with latest as (
  select path, max(run_id) as run_id
  from raw_vault.batch_products
  group by path
),
touched as (
  select country, min(load_date) as load_date
  from raw_vault.batch_products
  where load_date is not null and path in (select path from pending_products)
  group by country
),
whole as (
  select country, load_date
  from raw_vault.judgement_products
  group by country, load_date
  having max_by(is_whole, run_id)
),
base as (
  select touched.country, max(whole.load_date) as load_date
  from touched
  join whole on whole.country is not distinct from touched.country and whole.load_date < touched.load_date
  group by touched.country
),
batches as (
  select files.country, files.load_date, files.load_date >= touched.load_date as is_open,
    coalesce(files.load_date = base.load_date, false) as is_base,
    coalesce(sum(files.unreadable) filter (where latest.run_id is not null), 0) as unreadable,
    min_by(files.delivery_id, files.path) as delivery_id
  from raw_vault.batch_products as files
  join touched on touched.country is not distinct from files.country
  left join base on base.country is not distinct from files.country
  left join latest on latest.path = files.path and latest.run_id = files.run_id
  where base.load_date is null or files.load_date >= base.load_date
  group by files.country, files.load_date, touched.load_date, base.load_date
)
select *,
  case when is_open then (
    select count(*) from left_out_products as left_out
    where coalesce(left_out.load_date = batches.load_date, true) and coalesce(left_out.country = batches.country, true)
  ) else 0 end as left_out,
  dense_rank() over (order by country) as _scope,
  row_number() over (partition by country order by load_date) as _batch
from batches;

-- find the rows of these batches: rows_of_batches_products
create or replace view rows_of_batches_products as
select batches._scope, batches._batch, tracking.*
from raw_vault.tracking_products as tracking
join batches_products as batches
  on batches.load_date = tracking.load_date and batches.country is not distinct from tracking.country
where tracking.delivery_id in (
  select max_by(delivery_id, run_id) from raw_vault.batch_products group by path
);

-- find the rejects of these batches: seen_in_batches_products
create or replace view seen_in_batches_products as
select batches._scope, batches._batch, seen.*
from raw_vault.seen_products as seen
join batches_products as batches
  on batches.load_date = seen.load_date and batches.country is not distinct from seen.country
where seen.delivery_id in (
  select max_by(delivery_id, run_id) from raw_vault.batch_products group by path
);

-- count keys that batches of a scope have in common: spans_products
create or replace table spans_products as
with present as (
  select product_hk, _scope, _batch from rows_of_batches_products
  union
  select product_hk, _scope, _batch from seen_in_batches_products
),
followed as (
  select _scope, _batch,
    lead(_batch) over (partition by product_hk, _scope order by _batch) as _next
  from present
)
select _scope, _batch, _next, count(*) as _keys
from followed
group by _scope, _batch, _next;

-- judge which batches are whole: judged_products
create or replace table judged_products as
with counted as (
  select batches.*, coalesce(present._keys, 0) as keys_present
  from batches_products as batches
  left join (
    select _scope, _batch, sum(_keys) as _keys from spans_products group by _scope, _batch
  ) as present on present._scope = batches._scope and present._batch = batches._batch
),
before as (
  select _scope, _batch from counted
  union all
  select distinct _scope, 0 from counted
),
compared as (
  select counted._scope, counted._batch, before._batch as _whole_before, counted.is_base, counted.is_open,
    counted.unreadable, counted.left_out, counted.keys_present,
    coalesce(sum(spans._keys), 0) as keys_known,
    coalesce(sum(spans._keys) filter (where spans._next is distinct from counted._batch), 0) as keys_missing
  from counted
  join before on before._scope = counted._scope and before._batch < counted._batch
  left join spans_products as spans
    on spans._scope = counted._scope
    and spans._batch between before._batch and counted._batch - 1
    and (spans._next is null or spans._next > counted._batch - 1)
  group by counted._scope, counted._batch, before._batch, counted.is_base, counted.is_open,
    counted.unreadable, counted.left_out, counted.keys_present
),
possible as (
  select _scope, _batch, array_agg(_whole_before) as _whole_after
  from compared
  where is_base
    or is_open and (unreadable = 0 and left_out = 0 and keys_present > 0 and keys_missing <= keys_known * 0.5)
  group by _scope, _batch
),
whole as (
  select _scope, reduce(
      array_agg(cast(row(_batch, _whole_after) as row(batch bigint, whole_after array(bigint))) order by _batch),
      array[cast(0 as bigint)],
      (whole, next) -> if(contains(next.whole_after, element_at(whole, -1)), whole || next.batch, whole),
      whole -> whole
    ) as _batches
  from possible
  group by _scope
),
walk as (
  select compared._scope, compared._batch, coalesce(contains(whole._batches, compared._batch), false) as is_whole,
    compared.keys_known, compared.keys_missing
  from compared
  left join whole on whole._scope = compared._scope
  where compared._whole_before = coalesce(
    array_max(filter(whole._batches, batch -> batch < compared._batch)), 0)
)
select counted.*, walk.is_whole, walk.keys_known, walk.keys_missing,
  min(case when walk.is_whole then counted._batch end) over (
    partition by counted._scope order by counted._batch rows between 1 following and unbounded following
  ) as _next_whole
from counted
join walk on walk._scope = counted._scope and walk._batch = counted._batch;

-- record which batches are whole: raw_vault.judgement_products
insert into raw_vault.judgement_products (load_date, country, is_whole, keys_present, keys_known, keys_missing, unreadable, left_out, run_id)
with latest as (
  select load_date, country, max_by(is_whole, run_id) as is_whole, max_by(keys_present, run_id) as keys_present, max_by(keys_known, run_id) as keys_known, max_by(keys_missing, run_id) as keys_missing, max_by(unreadable, run_id) as unreadable, max_by(left_out, run_id) as left_out
  from raw_vault.judgement_products
  group by country, load_date
)
select judged.load_date, judged.country, judged.is_whole, judged.keys_present, judged.keys_known, judged.keys_missing, judged.unreadable, judged.left_out, (select run_id from this_run)
from judged_products as judged
where judged.is_open and not exists (
  select 1 from latest
  where latest.load_date = judged.load_date and latest.country is not distinct from judged.country
    and latest.is_whole is not distinct from judged.is_whole and latest.keys_present is not distinct from judged.keys_present and latest.keys_known is not distinct from judged.keys_known and latest.keys_missing is not distinct from judged.keys_missing and latest.unreadable is not distinct from judged.unreadable and latest.left_out is not distinct from judged.left_out
);

-- insert what came and went: raw_vault.sat_product_status
insert into raw_vault.sat_product_status (product_hk, load_date, delivery_id, record_number, row_number, country, is_deleted, record_source, run_id)
with present as (
  select tracked.product_hk, tracked._scope, tracked._batch
  from rows_of_batches_products as tracked
  where tracked.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
  union
  select seen.product_hk, seen._scope, seen._batch
  from seen_in_batches_products as seen
  where seen.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
),
followed as (
  select *, lead(_batch) over (partition by product_hk, _scope order by _batch) as _next,
    lag(_batch) over (partition by product_hk, _scope order by _batch) as _previous
  from present
),
changes as (
  select followed.product_hk, followed._scope, followed._batch, false as is_deleted
  from followed
  left join judged_products as previous on previous._scope = followed._scope and previous._batch = followed._previous
  where followed._previous is null or previous._next_whole < followed._batch
  union all
  select followed.product_hk, followed._scope, judged._next_whole, true
  from followed
  join judged_products as judged on judged._scope = followed._scope and judged._batch = followed._batch
  where judged._next_whole < coalesce(followed._next, 9223372036854775807)
),
found as (
  select stored.product_hk, judged._scope, judged._batch,
    max_by(stored.is_deleted, stored.run_id) as is_deleted
  from raw_vault.sat_product_status as stored
  join judged_products as judged on judged.load_date = stored.load_date and judged.country is not distinct from stored.country
  where judged.is_open
  group by stored.product_hk, judged._scope, judged._batch
),
contradicted as (
  select found.product_hk, found._scope, found._batch,
    followed._batch is null or coalesce(judged._next_whole <= found._batch, false) as is_deleted
  from found
  left join followed on followed.product_hk = found.product_hk and followed._scope = found._scope
    and followed._batch <= found._batch and coalesce(followed._next > found._batch, true)
  left join judged_products as judged on judged._scope = followed._scope and judged._batch = followed._batch
),
missing as (
  select * from changes
  union
  select * from contradicted
),
places as (
  select places.product_hk, places._scope, places._batch,
    min(row(delivery_id, record_number)) as _place
  from rows_of_batches_products as places
  where places.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
  group by places.product_hk, places._scope, places._batch
)
select missing.product_hk, judged.load_date, coalesce(places._place[1], judged.delivery_id), coalesce(places._place[2], 0), 1, judged.country, missing.is_deleted, 'products', (select run_id from this_run)
from missing
join judged_products as judged on judged._scope = missing._scope and judged._batch = missing._batch and judged.is_open
left join found on found.product_hk = missing.product_hk and found._scope = missing._scope and found._batch = missing._batch
left join places on places.product_hk = missing.product_hk and places._scope = missing._scope and places._batch = missing._batch
where missing.is_deleted is distinct from found.is_deleted;

-- note keys with late rows: late_product_supplier_effectivity
create or replace table late_product_supplier_effectivity as select distinct staged.product_hk product_hk
from stage_products staged
where staged.load_date <= (
  select tracked_until.load_date
  from tracked_until_products tracked_until
);

-- insert changes: raw_vault.sat_product_supplier_effectivity
insert into raw_vault.sat_product_supplier_effectivity (
  product_hk,
  product_supplier_hk,
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
      staged.product_hk,
      staged.load_date,
      staged.delivery_id,
      staged._delivery_order,
      min(staged.record_number) record_number,
      min(staged.row_number) row_number,
      staged.product_supplier_effectivity_hashdiff hashdiff
    from stage_products staged
    where (
      (staged.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and not exists (
        select 1 "one"
        from late_product_supplier_effectivity late
        where late.product_hk = staged.product_hk
      )
    )
    group by
      staged.product_hk,
      staged.load_date,
      staged.delivery_id,
      staged._delivery_order,
      staged.product_supplier_effectivity_hashdiff
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
    from raw_vault.sat_product_supplier_effectivity stored
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
        stored.hashdiff,
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
        join raw_vault.sat_product_supplier_effectivity stored
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
  staged.product_supplier_hk,
  staged.load_date,
  staged.delivery_id,
  min(staged.record_number) record_number,
  min(staged.row_number) row_number,
  staged.product_supplier_effectivity_hashdiff,
  'products',
  (
    select run_id
    from this_run
  )
from changed
  join stage_products staged
    on (
      staged.product_hk = changed.product_hk
      and staged.load_date = changed.load_date
      and staged.delivery_id = changed.delivery_id
    )
group by
  staged.product_hk,
  staged.product_supplier_hk,
  staged.load_date,
  staged.delivery_id,
  staged.product_supplier_effectivity_hashdiff;

-- insert changes that late rows reveal: raw_vault.sat_product_supplier_effectivity
-- only if:
--   select exists (
--     select 1 "one"
--     from late_product_supplier_effectivity
--   )
insert into raw_vault.sat_product_supplier_effectivity (
  product_hk,
  product_supplier_hk,
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
      link.product_hk,
      tracking.load_date,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      min(tracking.record_number) record_number,
      min(tracking.row_number) row_number,
      tracking.product_supplier_effectivity_hashdiff hashdiff
    from late_product_supplier_effectivity late
      join raw_vault.link_product_supplier link
        on link.product_hk = late.product_hk
      join raw_vault.tracking_products tracking
        on tracking.product_supplier_hk = link.product_supplier_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
    where (
      (link.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid))
      and tracking.product_supplier_effectivity_hashdiff is not null
    )
    group by
      link.product_hk,
      tracking.load_date,
      tracking.delivery_id,
      delivery.path,
      delivery.content_version,
      tracking.product_supplier_effectivity_hashdiff
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
      and not exists (
        select 1 "one"
        from raw_vault.sat_product_supplier_effectivity stored
        where (
          stored.product_hk = ordered.product_hk
          and stored.load_date = ordered.load_date
          and stored.delivery_id = ordered.delivery_id
        )
      )
    )
  )
select
  link.product_hk,
  tracking.product_supplier_hk,
  tracking.load_date,
  tracking.delivery_id,
  min(tracking.record_number) record_number,
  min(tracking.row_number) row_number,
  tracking.product_supplier_effectivity_hashdiff,
  'products',
  (
    select run_id
    from this_run
  )
from missing
  join raw_vault.tracking_products tracking
    on tracking.delivery_id = missing.delivery_id
  join raw_vault.link_product_supplier link
    on link.product_supplier_hk = tracking.product_supplier_hk
where (
  link.product_hk is not distinct from missing.product_hk
  and tracking.load_date is not distinct from missing.load_date
  and tracking.delivery_id is not distinct from missing.delivery_id
)
group by
  link.product_hk,
  tracking.product_supplier_hk,
  tracking.load_date,
  tracking.delivery_id,
  tracking.product_supplier_effectivity_hashdiff;

-- insert what came and went: raw_vault.presence_product_supplier_effectivity
insert into raw_vault.presence_product_supplier_effectivity (product_hk, load_date, delivery_id, record_number, row_number, country, is_deleted, record_source, run_id)
with present as (
  select tracked.product_hk, tracked._scope, tracked._batch
  from rows_of_batches_products as tracked
  where tracked.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
  union
  select seen.product_hk, seen._scope, seen._batch
  from seen_in_batches_products as seen
  where seen.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
),
followed as (
  select *, lead(_batch) over (partition by product_hk, _scope order by _batch) as _next,
    lag(_batch) over (partition by product_hk, _scope order by _batch) as _previous
  from present
),
changes as (
  select followed.product_hk, followed._scope, followed._batch, false as is_deleted
  from followed
  left join judged_products as previous on previous._scope = followed._scope and previous._batch = followed._previous
  where followed._previous is null or previous._next_whole < followed._batch
  union all
  select followed.product_hk, followed._scope, judged._next_whole, true
  from followed
  join judged_products as judged on judged._scope = followed._scope and judged._batch = followed._batch
  where judged._next_whole < coalesce(followed._next, 9223372036854775807)
),
found as (
  select stored.product_hk, judged._scope, judged._batch,
    max_by(stored.is_deleted, stored.run_id) as is_deleted
  from raw_vault.presence_product_supplier_effectivity as stored
  join judged_products as judged on judged.load_date = stored.load_date and judged.country is not distinct from stored.country
  where judged.is_open
  group by stored.product_hk, judged._scope, judged._batch
),
contradicted as (
  select found.product_hk, found._scope, found._batch,
    followed._batch is null or coalesce(judged._next_whole <= found._batch, false) as is_deleted
  from found
  left join followed on followed.product_hk = found.product_hk and followed._scope = found._scope
    and followed._batch <= found._batch and coalesce(followed._next > found._batch, true)
  left join judged_products as judged on judged._scope = followed._scope and judged._batch = followed._batch
),
missing as (
  select * from changes
  union
  select * from contradicted
),
places as (
  select places.product_hk, places._scope, places._batch,
    min(row(delivery_id, record_number)) as _place
  from rows_of_batches_products as places
  where places.product_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
  group by places.product_hk, places._scope, places._batch
)
select missing.product_hk, judged.load_date, coalesce(places._place[1], judged.delivery_id), coalesce(places._place[2], 0), 1, judged.country, missing.is_deleted, 'products', (select run_id from this_run)
from missing
join judged_products as judged on judged._scope = missing._scope and judged._batch = missing._batch and judged.is_open
left join found on found.product_hk = missing.product_hk and found._scope = missing._scope and found._batch = missing._batch
left join places on places.product_hk = missing.product_hk and places._scope = missing._scope and places._batch = missing._batch
where missing.is_deleted is distinct from found.is_deleted;

-- insert what change records did: raw_vault.sat_shipped_line_status
insert into raw_vault.sat_shipped_line_status (shipped_line_hk, load_date, sequence, delivery_id, record_number, row_number, operation, is_deleted, record_source, run_id)
with touched as (
  select staged.shipped_line_hk
  from stage_shipments as staged
  where not (staged._operation in ('D'))
  union
  select link.shipped_line_hk
  from stage_shipments as staged
  join raw_vault.link_shipped_line as link on link.shipment_hk = staged.shipment_hk and link.line_number is not distinct from staged.line_number
  where (staged._operation in ('D'))
),
events as (
  select touched.shipped_line_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, tracking.operation
  from raw_vault.tracking_shipments as tracking
  join touched on touched.shipped_line_hk = tracking.shipped_line_hk
  where tracking.operation is not null and not (tracking.operation in ('D'))
  union all
  select link.shipped_line_hk, tracking.load_date, tracking.sequence, tracking.delivery_id, tracking.record_number, tracking.row_number, tracking.operation
  from raw_vault.tracking_shipments as tracking
  join raw_vault.link_shipped_line as link on link.shipment_hk = tracking.shipment_hk and link.line_number is not distinct from tracking.line_number
  join touched on touched.shipped_line_hk = link.shipped_line_hk
  where (tracking.operation in ('D'))
),
placed as (
  select events.*, delivery.path, delivery.content_version,
    events.operation in ('D') as is_deleted
  from events
  left join audit.delivery as delivery on delivery.delivery_id = events.delivery_id
),
ordered as (
  select *,
    lag(operation) over in_order as _previous,
    lag(is_deleted) over in_order as _was_deleted,
    coalesce(bool_or(not is_deleted) over (in_order rows between unbounded preceding and 1 preceding), false)
      as _has_been
  from placed
  window in_order as (partition by shipped_line_hk order by load_date, sequence nulls first, path, content_version, record_number, row_number)
)
select ordered.shipped_line_hk, ordered.load_date, ordered.sequence, ordered.delivery_id, ordered.record_number, ordered.row_number, ordered.operation, ordered.is_deleted, 'shipments', (select run_id from this_run)
from ordered
where operation is distinct from _previous
  and (_has_been or not is_deleted)
  and not (is_deleted and coalesce(_was_deleted, false))
  and not exists (
    select 1 from raw_vault.sat_shipped_line_status as stored
    where stored.shipped_line_hk = ordered.shipped_line_hk and stored.delivery_id is not distinct from ordered.delivery_id and stored.record_number is not distinct from ordered.record_number and stored.row_number is not distinct from ordered.row_number
  );
