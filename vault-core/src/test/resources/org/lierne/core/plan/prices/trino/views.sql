-- define sat_product_price_history: raw_vault.sat_product_price_history
create or replace view raw_vault.sat_product_price_history
as
with
  units as (
    select
      satellite.product_hk,
      satellite.load_date,
      satellite.delivery_id,
      delivery.path,
      delivery.content_version,
      satellite.block_hashdiff hashdiff,
      min(satellite.record_number) record_number,
      min(satellite.row_number) row_number
    from raw_vault.sat_product_price satellite
      left outer join audit.delivery delivery
        on delivery.delivery_id = satellite.delivery_id
    where (satellite.product_hk not in (cast(from_hex('00000000000000000000000000000000') as uuid), cast(from_hex('ffffffffffffffffffffffffffffffff') as uuid)))
    group by
      satellite.product_hk,
      satellite.load_date,
      satellite.delivery_id,
      delivery.path,
      delivery.content_version,
      satellite.block_hashdiff
  ),
  ordered as (
    select
      units.*,
      lag(units.hashdiff) over (
        partition by units.product_hk
        order by
          units.load_date asc,
          units.path asc,
          units.content_version asc,
          units.record_number asc,
          units.row_number asc
      ) previous_hashdiff
    from units
  ),
  changes as (
    select
      ordered.*,
      lead(ordered.load_date) over (
        partition by ordered.product_hk
        order by
          ordered.load_date asc,
          ordered.path asc,
          ordered.content_version asc,
          ordered.record_number asc,
          ordered.row_number asc
      ) load_end_date
    from ordered
    where ordered.previous_hashdiff is distinct from ordered.hashdiff
  )
select
  satellite.product_hk,
  satellite.load_date,
  changes.load_end_date,
  (changes.load_end_date is null) is_current,
  satellite.delivery_id,
  satellite.record_number,
  satellite.row_number,
  satellite.hashdiff,
  satellite.block_hashdiff,
  satellite.record_source,
  satellite.run_id,
  satellite.currency,
  satellite.customer_group,
  satellite.price
from changes
  join raw_vault.sat_product_price satellite
    on (
      satellite.product_hk = changes.product_hk
      and satellite.load_date = changes.load_date
      and satellite.delivery_id = changes.delivery_id
    );

-- define sat_product_price_current: raw_vault.sat_product_price_current
create or replace view raw_vault.sat_product_price_current
as
select *
from raw_vault.sat_product_price_history
where is_current;
