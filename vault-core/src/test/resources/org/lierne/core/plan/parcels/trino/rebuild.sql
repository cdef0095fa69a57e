-- rebuild rows: tracking_parcels
with tracked as (
  select *
  from raw_vault.tracking_parcels
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
key_parcel as (
  select distinct stored.parcel_hk, stored.parcel_no
  from raw_vault.hub_parcel as stored
  where exists (select 1 from tracked where tracked.parcel_hk = stored.parcel_hk)
),
key_depot as (
  select distinct stored.depot_hk, stored.country, stored.depot_no
  from raw_vault.hub_depot as stored
  where exists (select 1 from tracked where tracked.depot_hk = stored.depot_hk)
),
key_customer as (
  select distinct stored.customer_hk, stored.customer_no
  from raw_vault.hub_customer as stored
  where exists (select 1 from tracked where tracked.customer_hk = stored.customer_hk)
),
key_recipient as (
  select distinct stored.customer_hk, stored.customer_no
  from raw_vault.hub_customer as stored
  where exists (select 1 from tracked where tracked.recipient_hk = stored.customer_hk)
),
link_parcel_leg as (
  select distinct stored.parcel_leg_hk, stored.leg
  from raw_vault.link_parcel_leg as stored
  where exists (select 1 from tracked where tracked.parcel_leg_hk = stored.parcel_leg_hk)
),
link_parcel_customers as (
  select distinct stored.parcel_customers_hk
  from raw_vault.link_parcel_customers as stored
  where exists (select 1 from tracked where tracked.parcel_customers_hk = stored.parcel_customers_hk)
),
sat_depot_name as (
  select distinct stored.depot_hk, stored.hashdiff, stored.depot_name
  from raw_vault.sat_depot_name as stored
  where exists (select 1 from tracked where tracked.depot_hk = stored.depot_hk and tracked.depot_name_hashdiff = stored.hashdiff)
),
sat_parcel_leg_details as (
  select distinct stored.parcel_leg_hk, stored.hashdiff, stored.weight, stored.fee
  from raw_vault.sat_parcel_leg_details as stored
  where exists (select 1 from tracked where tracked.parcel_leg_hk = stored.parcel_leg_hk and tracked.parcel_leg_details_hashdiff = stored.hashdiff)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_parcels__load_date,
  tracked.sequence as tracking_parcels__sequence,
  case when tracked.parcel_hk is null then 'not taken' when tracked.parcel_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_parcel.parcel_hk is null then 'lost' else 'kept' end as key_parcel__state,
  key_parcel.parcel_no as key_parcel__parcel_no,
  case when tracked.depot_hk is null then 'not taken' when tracked.depot_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_depot.depot_hk is null then 'lost' else 'kept' end as key_depot__state,
  key_depot.country as key_depot__country,
  key_depot.depot_no as key_depot__depot_no,
  case when tracked.customer_hk is null then 'not taken' when tracked.customer_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_customer.customer_hk is null then 'lost' else 'kept' end as key_customer__state,
  key_customer.customer_no as key_customer__customer_no,
  case when tracked.recipient_hk is null then 'not taken' when tracked.recipient_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when key_recipient.customer_hk is null then 'lost' else 'kept' end as key_recipient__state,
  key_recipient.customer_no as key_recipient__customer_no,
  case when tracked.parcel_leg_hk is null then 'not taken' when link_parcel_leg.parcel_leg_hk is null then 'lost' else 'kept' end as link_parcel_leg__state,
  link_parcel_leg.leg as link_parcel_leg__leg,
  case when tracked.parcel_customers_hk is null then 'not taken' when link_parcel_customers.parcel_customers_hk is null then 'lost' else 'kept' end as link_parcel_customers__state,
  case when tracked.depot_hk is null or tracked.depot_name_hashdiff is null then 'not taken' when tracked.depot_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when sat_depot_name.depot_hk is null then 'lost' else 'kept' end as sat_depot_name__state,
  sat_depot_name.depot_name as sat_depot_name__depot_name,
  case when tracked.parcel_leg_hk is null or tracked.parcel_leg_details_hashdiff is null then 'not taken' when tracked.parcel_leg_hk = cast(from_hex('00000000000000000000000000000000') as uuid) then 'no key' when sat_parcel_leg_details.parcel_leg_hk is null then 'lost' else 'kept' end as sat_parcel_leg_details__state,
  sat_parcel_leg_details.weight as sat_parcel_leg_details__weight,
  sat_parcel_leg_details.fee as sat_parcel_leg_details__fee
from tracked
left join key_parcel
  on key_parcel.parcel_hk = tracked.parcel_hk
left join key_depot
  on key_depot.depot_hk = tracked.depot_hk
left join key_customer
  on key_customer.customer_hk = tracked.customer_hk
left join key_recipient
  on key_recipient.customer_hk = tracked.recipient_hk
left join link_parcel_leg
  on link_parcel_leg.parcel_leg_hk = tracked.parcel_leg_hk
left join link_parcel_customers
  on link_parcel_customers.parcel_customers_hk = tracked.parcel_customers_hk
left join sat_depot_name
  on sat_depot_name.depot_hk = tracked.depot_hk
  and sat_depot_name.hashdiff = tracked.depot_name_hashdiff
left join sat_parcel_leg_details
  on sat_parcel_leg_details.parcel_leg_hk = tracked.parcel_leg_hk
  and sat_parcel_leg_details.hashdiff = tracked.parcel_leg_details_hashdiff;
