-- read tracking_payments: trace_tracking_payments
create or replace table trace_tracking_payments as
select stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.run_id, stored.payment_hk, 'payments' as record_source, delivery.path as _path, delivery.content_version as _content_version
from raw_vault.tracking_payments as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.payment_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read link_payment: trace_link_payment
create or replace table trace_link_payment as
select stored.payment_hk, stored.order_hk, stored.payment_no, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.record_source, stored.run_id, stored.counter, stored.correction, stored.amount, stored.paid_at, delivery.path as _path, delivery.content_version as _content_version,
  hub_of_order.order_no as _order__order_no
from raw_vault.link_payment as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
left join raw_vault.hub_order as hub_of_order on hub_of_order.order_hk = stored.order_hk
where stored.payment_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read first_seen_link_payment: trace_first_seen_link_payment
create or replace table trace_first_seen_link_payment as
select stored.payment_hk, stored.load_date, stored.run_id
from raw_vault.first_seen_link_payment as stored
where stored.payment_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- read sat_payment_account: trace_sat_payment_account
create or replace table trace_sat_payment_account as
select stored.payment_hk, stored.load_date, stored.delivery_id, stored.record_number, stored.row_number, stored.record_source, stored.run_id, stored.counter, stored.correction, stored.iban,
  delivery.path as _path, delivery.content_version as _content_version
from raw_vault.sat_payment_account as stored
left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id
where stored.payment_hk = cast(from_hex('0cc175b9c0f1b6a831c399e269772661') as uuid);

-- tell link_payment: trace_link_payment
select *
from (
  select case when link.counter < 0 then 'taken back' when link.correction > 0 then 'corrected' else 'happened' end as _what, link.load_date, null as _sequence, link._path, link._content_version, link.delivery_id, link.record_number, link.row_number, link.record_source, link.run_id, link._order__order_no, link.payment_no, link.amount, link.paid_at, null as _before_amount, null as _before_paid_at
  from trace_link_payment as link
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell first_seen_link_payment: trace_first_seen_link_payment
select *
from (
  select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path, cast(null as integer) as _content_version, cast(null as uuid) as delivery_id, cast(null as bigint) as record_number, cast(null as integer) as row_number, cast(null as varchar) as record_source, seen.run_id
  from trace_first_seen_link_payment as seen
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- tell sat_payment_account: trace_sat_payment_account
select *
from (
  select case when satellite.counter < 0 then 'taken back' when satellite.correction > 0 then 'corrected' else 'happened' end as _what, satellite.load_date, null as _sequence, satellite._path, satellite._content_version, satellite.delivery_id, satellite.record_number, satellite.row_number, satellite.record_source, satellite.run_id, satellite.iban, null as _before_iban
  from trace_sat_payment_account as satellite
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6))
order by load_date desc, _sequence desc nulls last, _path desc nulls last, _content_version desc nulls last,
  record_number desc nulls last, row_number desc nulls last
limit 101;

-- count what is only tracked: tracking_payments
select count(*) as records, min(load_date) as first, max(load_date) as last
from (
  select 'delivered' as _what, tracked.load_date, null as _sequence, tracked._path, tracked._content_version, tracked.delivery_id, tracked.record_number, tracked.row_number, tracked.record_source, tracked.run_id
  from trace_tracking_payments as tracked
  where not exists (
    select 1 from trace_link_payment as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
  and not exists (
    select 1 from trace_sat_payment_account as stored
    where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
      and stored.row_number = tracked.row_number
  )
) as told
where load_date >= cast('2024-01-31 00:00:00.000000' as timestamp(6));
