-- define sat_payment_account_current: raw_vault.sat_payment_account_current
create or replace view raw_vault.sat_payment_account_current
as
select
  stored.payment_hk,
  stored.load_date,
  stored.delivery_id,
  stored.record_number,
  stored.row_number,
  stored.record_source,
  stored.run_id,
  stored.counter,
  stored.correction,
  stored.iban
from raw_vault.sat_payment_account stored
where (
  stored.counter = 1
  and not exists (
    select 1 "one"
    from raw_vault.sat_payment_account taken_back
    where (
      taken_back.counter = -1
      and taken_back.payment_hk = stored.payment_hk
      and (taken_back.correction = stored.correction + 1)
    )
  )
);

-- define link_payment_in_force: raw_vault.link_payment_in_force
create or replace view raw_vault.link_payment_in_force
as
select
  stored.payment_hk,
  stored.order_hk,
  stored.payment_no,
  stored.load_date,
  stored.delivery_id,
  stored.record_number,
  stored.row_number,
  stored.record_source,
  stored.run_id,
  stored.counter,
  stored.correction,
  stored.amount,
  stored.paid_at
from raw_vault.link_payment stored
where (
  stored.counter = 1
  and not exists (
    select 1 "one"
    from raw_vault.link_payment taken_back
    where (
      taken_back.counter = -1
      and taken_back.payment_hk = stored.payment_hk
      and (taken_back.correction = stored.correction + 1)
    )
  )
);
