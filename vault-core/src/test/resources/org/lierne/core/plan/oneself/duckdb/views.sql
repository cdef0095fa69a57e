-- define sat_customer_seen: raw_vault.sat_customer_seen
create or replace view raw_vault.sat_customer_seen as
with tracked as (
  select tracking.customer_hk, tracking.load_date, tracking.delivery_id, tracking.run_id,
    tracking.operation in ('D') as is_deleted,
    count(*) over (partition by tracking.customer_hk, tracking.load_date, tracking.delivery_id) as rows_tracked,
    row_number() over (partition by tracking.customer_hk, tracking.load_date, tracking.delivery_id
      order by tracking.record_number desc, tracking.row_number desc) as _place
  from raw_vault.tracking_accounts as tracking
  where tracking.customer_hk <> cast('00000000000000000000000000000000' as uuid)
)
select customer_hk, load_date, delivery_id, rows_tracked, is_deleted, 'shop.accounts' as record_source, run_id
from tracked
where _place = 1;

-- define sat_customer_seen_current: raw_vault.sat_customer_seen_current
create or replace view raw_vault.sat_customer_seen_current as
select customer_hk, load_date, delivery_id, rows_tracked, is_deleted, record_source, run_id
from (
  select seen.*,
    row_number() over (partition by seen.customer_hk order by seen.load_date desc, delivery.path desc nulls last,
      delivery.content_version desc nulls last) as _place
  from raw_vault.sat_customer_seen as seen
  left join audit.delivery as delivery on delivery.delivery_id = seen.delivery_id
) as ranked
where _place = 1;

-- define sat_duplicate_seen: raw_vault.sat_duplicate_seen
create or replace view raw_vault.sat_duplicate_seen as
with tracked as (
  select tracking.duplicate_hk as customer_hk, tracking.load_date, tracking.delivery_id, tracking.run_id,
    count(*) over (partition by tracking.duplicate_hk, tracking.load_date, tracking.delivery_id) as rows_tracked,
    row_number() over (partition by tracking.duplicate_hk, tracking.load_date, tracking.delivery_id
      order by tracking.record_number desc, tracking.row_number desc) as _place
  from raw_vault.tracking_matches as tracking
  where tracking.duplicate_hk <> cast('00000000000000000000000000000000' as uuid)
)
select customer_hk, load_date, delivery_id, rows_tracked, 'shop.matches' as record_source, run_id
from tracked
where _place = 1;

-- define sat_duplicate_seen_current: raw_vault.sat_duplicate_seen_current
create or replace view raw_vault.sat_duplicate_seen_current as
select customer_hk, load_date, delivery_id, rows_tracked, record_source, run_id
from (
  select seen.*,
    row_number() over (partition by seen.customer_hk order by seen.load_date desc, delivery.path desc nulls last,
      delivery.content_version desc nulls last) as _place
  from raw_vault.sat_duplicate_seen as seen
  left join audit.delivery as delivery on delivery.delivery_id = seen.delivery_id
) as ranked
where _place = 1;

-- define sat_category_seen: raw_vault.sat_category_seen
create or replace view raw_vault.sat_category_seen as
with tracked as (
  select tracking.category_hk, tracking.country, tracking.load_date, tracking.delivery_id, tracking.run_id,
    count(*) over (partition by tracking.category_hk, tracking.load_date, tracking.country, tracking.delivery_id) as rows_tracked,
    row_number() over (partition by tracking.category_hk, tracking.load_date, tracking.country, tracking.delivery_id
      order by tracking.record_number desc, tracking.row_number desc) as _place
  from raw_vault.tracking_categories as tracking
  where tracking.category_hk <> cast('00000000000000000000000000000000' as uuid)
),
refused as (
  select distinct seen.category_hk, seen.country, seen.load_date, seen.delivery_id, seen.run_id
  from raw_vault.seen_categories as seen
  where seen.category_hk <> cast('00000000000000000000000000000000' as uuid)
    and not exists (
      select 1 from tracked
      where tracked.category_hk = seen.category_hk and tracked.load_date = seen.load_date
        and tracked.delivery_id = seen.delivery_id and tracked.country is not distinct from seen.country
    )
)
select category_hk, load_date, country, delivery_id, rows_tracked, 'shop.categories' as record_source, run_id
from tracked
where _place = 1
union all
select category_hk, load_date, country, delivery_id, 0 as rows_tracked, 'shop.categories' as record_source, run_id
from refused;

-- define sat_category_seen_current: raw_vault.sat_category_seen_current
create or replace view raw_vault.sat_category_seen_current as
select category_hk, load_date, country, delivery_id, rows_tracked, record_source, run_id
from (
  select seen.*,
    row_number() over (partition by seen.category_hk order by seen.load_date desc, delivery.path desc nulls last,
      delivery.content_version desc nulls last, seen.country) as _place
  from raw_vault.sat_category_seen as seen
  left join audit.delivery as delivery on delivery.delivery_id = seen.delivery_id
) as ranked
where _place = 1;

-- define link_customer_match_in_force: raw_vault.link_customer_match_in_force
create or replace view raw_vault.link_customer_match_in_force
as
with
  ranked as (
    select
      link.customer_match_hk,
      row_number() over (
        partition by link.duplicate_hk
        order by
          tracking.load_date desc nulls last,
          delivery.path desc nulls last,
          delivery.content_version desc nulls last,
          tracking.record_number desc nulls last,
          tracking.row_number desc nulls last
      ) _place
    from raw_vault.tracking_matches tracking
      join raw_vault.link_customer_match link
        on link.customer_match_hk = tracking.customer_match_hk
      left outer join audit.delivery delivery
        on delivery.delivery_id = tracking.delivery_id
  )
select
  link.customer_match_hk,
  link.customer_hk,
  link.duplicate_hk,
  link.load_date,
  link.record_source,
  link.run_id
from raw_vault.link_customer_match link
where link.customer_match_hk in (
  select ranked.customer_match_hk
  from ranked
  where ranked._place = 1
);

-- define link_customer_match_resolved: raw_vault.link_customer_match_resolved
create or replace view raw_vault.link_customer_match_resolved as
with recursive
stated as (
  select distinct duplicate_hk, customer_hk
  from raw_vault.link_customer_match_in_force
  where duplicate_hk <> customer_hk
    and duplicate_hk <> cast('00000000000000000000000000000000' as uuid)
    and customer_hk <> cast('00000000000000000000000000000000' as uuid)
),
reached (duplicate_hk, customer_hk) as (
  select duplicate_hk, customer_hk
  from stated
  union
  select reached.duplicate_hk, stated.customer_hk
  from reached
  join stated on stated.duplicate_hk = reached.customer_hk
),
circles as (
  select duplicate_hk
  from reached
  where duplicate_hk = customer_hk
),
ends as (
  select
    duplicate_hk,
    count(case when is_master then 1 end) as masters,
    coalesce(min(case when is_master then customer_hk end), min(case when is_in_circle then customer_hk end)) as customer_hk
  from (
    select
      duplicate_hk,
      customer_hk,
      customer_hk not in (select duplicate_hk from stated) as is_master,
      customer_hk in (select duplicate_hk from circles) as is_in_circle
    from reached
  ) as judged
  group by duplicate_hk
)
select
  hub.customer_hk as duplicate_hk,
  coalesce(ends.customer_hk, hub.customer_hk) as customer_hk,
  coalesce(ends.masters, 1) as masters
from raw_vault.hub_customer as hub
left join ends on ends.duplicate_hk = hub.customer_hk;

-- define link_category_tree_in_force: raw_vault.link_category_tree_in_force
create or replace view raw_vault.link_category_tree_in_force as
with latest as (
  select tracking.category_hk, tracking.category_tree_hk, true as _said, row_number() over (partition by tracking.category_hk order by tracking.load_date desc nulls last, delivery.path desc nulls last, delivery.content_version desc nulls last, tracking.record_number desc nulls last, tracking.row_number desc nulls last) as _place
  from raw_vault.tracking_categories as tracking
  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id
),
whole as (
  select country, max(load_date) as load_date
  from (
    select load_date, country, max_by(is_whole, run_id) as is_whole
    from raw_vault.judgement_categories
    group by load_date, country
  ) as judged
  where is_whole
  group by country
),
there as (
  select evidence.category_hk
  from raw_vault.tracking_categories as evidence
  left join whole on whole.country is not distinct from evidence.country
  where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
    and evidence.delivery_id in (select max_by(delivery_id, run_id) from raw_vault.batch_categories group by path)
  union
  select evidence.category_hk
  from raw_vault.seen_categories as evidence
  left join whole on whole.country is not distinct from evidence.country
  where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
    and evidence.delivery_id in (select max_by(delivery_id, run_id) from raw_vault.batch_categories group by path)
)
select link.category_tree_hk, link.category_hk, link.parent_category_hk, link.load_date, link.record_source, link.run_id
from raw_vault.link_category_tree as link
where link.category_tree_hk in (
  select latest.category_tree_hk
  from latest
  join there on there.category_hk = latest.category_hk
  where latest._place = 1
);

-- define link_category_tree_ancestors: raw_vault.link_category_tree_ancestors
create or replace view raw_vault.link_category_tree_ancestors as
with recursive
stated as (
  select distinct category_hk, parent_category_hk
  from raw_vault.link_category_tree_in_force
  where category_hk <> parent_category_hk
    and category_hk <> cast('00000000000000000000000000000000' as uuid)
    and parent_category_hk <> cast('00000000000000000000000000000000' as uuid)
),
reached (category_hk, parent_category_hk) as (
  select category_hk, parent_category_hk
  from stated
  union
  select reached.category_hk, stated.parent_category_hk
  from reached
  join stated on stated.category_hk = reached.parent_category_hk
),
circles as (
  select category_hk
  from reached
  where category_hk = parent_category_hk
),
ways (category_hk, parent_category_hk, distance) as (
  select category_hk, parent_category_hk, 1
  from stated
  union
  select ways.category_hk, stated.parent_category_hk, ways.distance + 1
  from ways
  join stated on stated.category_hk = ways.parent_category_hk
  where ways.parent_category_hk not in (select category_hk from circles)
),
nearest as (
  select hub.category_hk as category_hk, hub.category_hk as parent_category_hk, 0 as distance
  from raw_vault.hub_category as hub
  union all
  select category_hk, parent_category_hk, min(distance) as distance
  from ways
  where category_hk <> parent_category_hk
  group by category_hk, parent_category_hk
)
select category_hk, parent_category_hk, distance, parent_category_hk in (select category_hk from circles) as is_in_circle
from nearest;
