-- define ref_country: raw_vault.ref_country
create or replace view raw_vault.ref_country
as
select
  history.country_code,
  history.name,
  history.vat_rate,
  history.load_date,
  history.record_source
from (
  with
    ordered as (
      select
        satellite.ref_country_hk,
        satellite.load_date,
        satellite.delivery_id,
        satellite.record_number,
        satellite.row_number,
        satellite.hashdiff,
        satellite.record_source,
        satellite.run_id,
        satellite.country_code,
        satellite.name,
        satellite.vat_rate,
        delivery.path _path,
        delivery.content_version _content_version,
        lag(satellite.hashdiff) over (
          partition by satellite.ref_country_hk
          order by
            satellite.load_date asc,
            delivery.path asc,
            delivery.content_version asc,
            satellite.record_number asc,
            satellite.row_number asc
        ) previous_hashdiff
      from raw_vault.ref_country_from_own_list satellite
        left outer join audit.delivery delivery
          on delivery.delivery_id = satellite.delivery_id
    )
  select
    ordered.ref_country_hk,
    ordered.load_date,
    lead(ordered.load_date) over (
      partition by ordered.ref_country_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) load_end_date,
    (lead(ordered.load_date) over (
      partition by ordered.ref_country_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) is null) is_current,
    ordered.delivery_id,
    ordered.record_number,
    ordered.row_number,
    ordered.hashdiff,
    ordered.record_source,
    ordered.run_id,
    ordered.country_code,
    ordered.name,
    ordered.vat_rate
  from ordered
  where ordered.previous_hashdiff is distinct from ordered.hashdiff
) history
where history.is_current
union all
select
  history.country_code,
  history.name,
  history.vat_rate,
  history.load_date,
  history.record_source
from (
  with
    ordered as (
      select
        satellite.ref_country_hk,
        satellite.load_date,
        satellite.delivery_id,
        satellite.record_number,
        satellite.row_number,
        satellite.hashdiff,
        satellite.record_source,
        satellite.run_id,
        satellite.country_code,
        satellite.name,
        satellite.vat_rate,
        delivery.path _path,
        delivery.content_version _content_version,
        lag(satellite.hashdiff) over (
          partition by satellite.ref_country_hk
          order by
            satellite.load_date asc,
            delivery.path asc,
            delivery.content_version asc,
            satellite.record_number asc,
            satellite.row_number asc
        ) previous_hashdiff
      from raw_vault.ref_country_from_countries satellite
        left outer join audit.delivery delivery
          on delivery.delivery_id = satellite.delivery_id
    )
  select
    ordered.ref_country_hk,
    ordered.load_date,
    lead(ordered.load_date) over (
      partition by ordered.ref_country_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) load_end_date,
    (lead(ordered.load_date) over (
      partition by ordered.ref_country_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) is null) is_current,
    ordered.delivery_id,
    ordered.record_number,
    ordered.row_number,
    ordered.hashdiff,
    ordered.record_source,
    ordered.run_id,
    ordered.country_code,
    ordered.name,
    ordered.vat_rate
  from ordered
  where ordered.previous_hashdiff is distinct from ordered.hashdiff
) history
where (
  history.is_current
  and not exists (
    select 1 "one"
    from raw_vault.ref_country_from_own_list preferred
    where preferred.ref_country_hk = history.ref_country_hk
  )
);

-- define ref_economic_indicator: raw_vault.ref_economic_indicator
create or replace view raw_vault.ref_economic_indicator
as
select
  history.indicator,
  history.country_code,
  history.period,
  history.value,
  history.load_date,
  history.record_source
from (
  with
    ordered as (
      select
        satellite.ref_economic_indicator_hk,
        satellite.load_date,
        satellite.delivery_id,
        satellite.record_number,
        satellite.row_number,
        satellite.hashdiff,
        satellite.record_source,
        satellite.run_id,
        satellite.indicator,
        satellite.country_code,
        satellite.period,
        satellite.value,
        delivery.path _path,
        delivery.content_version _content_version,
        lag(satellite.hashdiff) over (
          partition by satellite.ref_economic_indicator_hk
          order by
            satellite.load_date asc,
            delivery.path asc,
            delivery.content_version asc,
            satellite.record_number asc,
            satellite.row_number asc
        ) previous_hashdiff
      from raw_vault.ref_economic_indicator_from_indicators satellite
        left outer join audit.delivery delivery
          on delivery.delivery_id = satellite.delivery_id
    )
  select
    ordered.ref_economic_indicator_hk,
    ordered.load_date,
    lead(ordered.load_date) over (
      partition by ordered.ref_economic_indicator_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) load_end_date,
    (lead(ordered.load_date) over (
      partition by ordered.ref_economic_indicator_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) is null) is_current,
    ordered.delivery_id,
    ordered.record_number,
    ordered.row_number,
    ordered.hashdiff,
    ordered.record_source,
    ordered.run_id,
    ordered.indicator,
    ordered.country_code,
    ordered.period,
    ordered.value
  from ordered
  where ordered.previous_hashdiff is distinct from ordered.hashdiff
) history
where history.is_current;

-- define ref_economic_indicator_history: raw_vault.ref_economic_indicator_history
create or replace view raw_vault.ref_economic_indicator_history
as
select
  history.indicator,
  history.country_code,
  history.period,
  history.value,
  history.load_date,
  history.load_end_date,
  history.is_current,
  history.record_source,
  history.delivery_id,
  history.record_number,
  history.run_id
from (
  with
    ordered as (
      select
        satellite.ref_economic_indicator_hk,
        satellite.load_date,
        satellite.delivery_id,
        satellite.record_number,
        satellite.row_number,
        satellite.hashdiff,
        satellite.record_source,
        satellite.run_id,
        satellite.indicator,
        satellite.country_code,
        satellite.period,
        satellite.value,
        delivery.path _path,
        delivery.content_version _content_version,
        lag(satellite.hashdiff) over (
          partition by satellite.ref_economic_indicator_hk
          order by
            satellite.load_date asc,
            delivery.path asc,
            delivery.content_version asc,
            satellite.record_number asc,
            satellite.row_number asc
        ) previous_hashdiff
      from raw_vault.ref_economic_indicator_from_indicators satellite
        left outer join audit.delivery delivery
          on delivery.delivery_id = satellite.delivery_id
    )
  select
    ordered.ref_economic_indicator_hk,
    ordered.load_date,
    lead(ordered.load_date) over (
      partition by ordered.ref_economic_indicator_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) load_end_date,
    (lead(ordered.load_date) over (
      partition by ordered.ref_economic_indicator_hk
      order by
        ordered.load_date asc,
        ordered._path asc,
        ordered._content_version asc,
        ordered.record_number asc,
        ordered.row_number asc
    ) is null) is_current,
    ordered.delivery_id,
    ordered.record_number,
    ordered.row_number,
    ordered.hashdiff,
    ordered.record_source,
    ordered.run_id,
    ordered.indicator,
    ordered.country_code,
    ordered.period,
    ordered.value
  from ordered
  where ordered.previous_hashdiff is distinct from ordered.hashdiff
) history;
