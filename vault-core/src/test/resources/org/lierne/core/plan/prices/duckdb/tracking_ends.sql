-- find rows whose tracking ends: ending_price_list
create or replace temporary table ending_price_list as
with since as (
  select max(load_date) - interval '400' day as _tracked_since
  from raw_vault.tracking_price_list
),
old as (
  select tracked.*, since._tracked_since,
    max(tracked.load_date) over (partition by tracked.product_hk) as _last_0
  from raw_vault.tracking_price_list as tracked
  join since on tracked.load_date < since._tracked_since
)
select delivery_id, record_number, row_number, _tracked_since
from old
where not ((load_date = _last_0 and product_hk is not null));

-- note what is tracked no more: raw_vault.ended_price_list
-- only if:
--   select exists (select 1 from ending_price_list)
insert into raw_vault.ended_price_list (delivery_id, load_date, rows_ended, run_id)
select delivery_id, max(_tracked_since), count(*), (select run_id from this_run)
from ending_price_list
group by delivery_id;

-- end tracking: raw_vault.tracking_price_list
-- only if:
--   select exists (select 1 from ending_price_list)
delete from raw_vault.tracking_price_list
where (delivery_id, record_number, row_number) in (
  select delivery_id, record_number, row_number from ending_price_list
);
