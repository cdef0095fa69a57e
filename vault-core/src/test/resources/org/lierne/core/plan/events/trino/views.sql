-- define link_payment_in_force: raw_vault.link_payment_in_force
create or replace view raw_vault.link_payment_in_force
as
select
  link.payment_hk,
  link.order_hk,
  link.payment_no,
  link.load_date,
  link.delivery_id,
  link.record_number,
  link.row_number,
  link.record_source,
  link.run_id,
  link.amount,
  link.paid_at
from raw_vault.link_payment link;

-- define link_click_in_force: raw_vault.link_click_in_force
create or replace view raw_vault.link_click_in_force
as
select
  link.click_hk,
  link.visitor_hk,
  link.order_hk,
  link.load_date,
  link.delivery_id,
  link.record_number,
  link.row_number,
  link.record_source,
  link.run_id
from raw_vault.link_click link;
