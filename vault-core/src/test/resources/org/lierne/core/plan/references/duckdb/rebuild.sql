-- rebuild rows: tracking_own_list
with tracked as (
  select *
  from raw_vault.tracking_own_list
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
ref_country_from_own_list as (
  select distinct stored.ref_country_hk, stored.hashdiff, stored.country_code, stored.name, stored.vat_rate
  from raw_vault.ref_country_from_own_list as stored
  where exists (select 1 from tracked where tracked.ref_country_hk = stored.ref_country_hk and tracked.ref_country_from_own_list_hashdiff = stored.hashdiff)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_own_list__load_date,
  case when tracked.ref_country_hk is null or tracked.ref_country_from_own_list_hashdiff is null then 'not taken' when tracked.ref_country_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when ref_country_from_own_list.ref_country_hk is null then 'lost' else 'kept' end as ref_country_from_own_list__state,
  ref_country_from_own_list.country_code as ref_country_from_own_list__country_code,
  ref_country_from_own_list.name as ref_country_from_own_list__name,
  ref_country_from_own_list.vat_rate as ref_country_from_own_list__vat_rate
from tracked
left join ref_country_from_own_list
  on ref_country_from_own_list.ref_country_hk = tracked.ref_country_hk
  and ref_country_from_own_list.hashdiff = tracked.ref_country_from_own_list_hashdiff;

-- rebuild rows: tracking_countries
with tracked as (
  select *
  from raw_vault.tracking_countries
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
ref_country_from_countries as (
  select distinct stored.ref_country_hk, stored.hashdiff, stored.country_code, stored.name, stored.vat_rate
  from raw_vault.ref_country_from_countries as stored
  where exists (select 1 from tracked where tracked.ref_country_hk = stored.ref_country_hk and tracked.ref_country_from_countries_hashdiff = stored.hashdiff)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_countries__load_date,
  case when tracked.ref_country_hk is null or tracked.ref_country_from_countries_hashdiff is null then 'not taken' when tracked.ref_country_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when ref_country_from_countries.ref_country_hk is null then 'lost' else 'kept' end as ref_country_from_countries__state,
  ref_country_from_countries.country_code as ref_country_from_countries__country_code,
  ref_country_from_countries.name as ref_country_from_countries__name,
  ref_country_from_countries.vat_rate as ref_country_from_countries__vat_rate
from tracked
left join ref_country_from_countries
  on ref_country_from_countries.ref_country_hk = tracked.ref_country_hk
  and ref_country_from_countries.hashdiff = tracked.ref_country_from_countries_hashdiff;

-- rebuild rows: tracking_indicators
with tracked as (
  select *
  from raw_vault.tracking_indicators
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
ref_economic_indicator_from_indicators as (
  select distinct stored.ref_economic_indicator_hk, stored.hashdiff, stored.indicator, stored.country_code, stored.period, stored.value
  from raw_vault.ref_economic_indicator_from_indicators as stored
  where exists (select 1 from tracked where tracked.ref_economic_indicator_hk = stored.ref_economic_indicator_hk and tracked.ref_economic_indicator_from_indicators_hashdiff = stored.hashdiff)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_indicators__load_date,
  case when tracked.ref_economic_indicator_hk is null or tracked.ref_economic_indicator_from_indicators_hashdiff is null then 'not taken' when tracked.ref_economic_indicator_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when ref_economic_indicator_from_indicators.ref_economic_indicator_hk is null then 'lost' else 'kept' end as ref_economic_indicator_from_indicators__state,
  ref_economic_indicator_from_indicators.indicator as ref_economic_indicator_from_indicators__indicator,
  ref_economic_indicator_from_indicators.country_code as ref_economic_indicator_from_indicators__country_code,
  ref_economic_indicator_from_indicators.period as ref_economic_indicator_from_indicators__period,
  ref_economic_indicator_from_indicators.value as ref_economic_indicator_from_indicators__value
from tracked
left join ref_economic_indicator_from_indicators
  on ref_economic_indicator_from_indicators.ref_economic_indicator_hk = tracked.ref_economic_indicator_hk
  and ref_economic_indicator_from_indicators.hashdiff = tracked.ref_economic_indicator_from_indicators_hashdiff;
