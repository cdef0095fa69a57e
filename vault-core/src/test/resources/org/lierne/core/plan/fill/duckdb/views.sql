-- define tracked_parcels: raw_vault.tracked_parcels
create or replace view raw_vault.tracked_parcels as
select first_read.load_date, first_read.sequence, first_read.delivery_id, first_read.record_number, first_read.row_number, first_read.run_id, first_read.parcel_hk, first_read.depot_hk, first_read.customer_hk, first_read.recipient_hk, first_read.parcel_leg_hk, first_read.parcel_customers_hk, first_read.depot_name_hashdiff, first_read.parcel_leg_details_hashdiff, first_read.parcel_customers_effectivity_hashdiff
from raw_vault.tracking_parcels as first_read
where delivery_id not in (select delivery_id from raw_vault.retracked_parcels)
union all
select read_again.load_date, read_again.sequence, read_again.delivery_id, read_again.record_number, read_again.row_number, read_again.run_id, read_again.parcel_hk, read_again.depot_hk, read_again.customer_hk, read_again.recipient_hk, read_again.parcel_leg_hk, read_again.parcel_customers_hk, read_again.depot_name_hashdiff, read_again.parcel_leg_details_hashdiff, read_again.parcel_customers_effectivity_hashdiff
from raw_vault.retracked_parcels as read_again
join (
  select delivery_id, max(run_id) as run_id
  from raw_vault.retracked_parcels
  group by delivery_id
) as latest
  on latest.delivery_id = read_again.delivery_id and latest.run_id = read_again.run_id;
