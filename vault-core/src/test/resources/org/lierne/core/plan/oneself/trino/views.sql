-- define sat_customer_seen: raw_vault.sat_customer_seen
create or replace view raw_vault.sat_customer_seen as
with tracked as (
  select tracking.customer_hk, tracking.load_date, tracking.delivery_id, tracking.run_id,
    tracking.operation in ('D') as is_deleted,
    count(*) over (partition by tracking.customer_hk, tracking.load_date, tracking.delivery_id) as rows_tracked,
    row_number() over (partition by tracking.customer_hk, tracking.load_date, tracking.delivery_id
      order by tracking.record_number desc, tracking.row_number desc) as _place
  from raw_vault.tracking_accounts as tracking
  where tracking.customer_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
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
  where tracking.duplicate_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
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
  where tracking.category_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
),
refused as (
  select distinct seen.category_hk, seen.country, seen.load_date, seen.delivery_id, seen.run_id
  from raw_vault.seen_categories as seen
  where seen.category_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
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
