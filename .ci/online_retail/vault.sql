with line as (
  -- The figures of the whole data set, as published with it and counted by other programs.
  select hub_invoice.invoice_no, sat.*, hub_customer.customer_id
  from raw_vault.sat_invoice_line_details_current as sat
  join raw_vault.link_invoice_line as link using (invoice_line_hk)
  join raw_vault.hub_invoice using (invoice_hk)
  join raw_vault.hub_customer using (customer_hk)
)
select (select count(*) from audit.delivery) as files,
  (select count(*) from audit.delivery where records <> accepted + filtered + rejected) as unaccounted,
  (select sum(records) from audit.delivery) as records,
  (select count(invoice_no) from raw_vault.hub_invoice) as invoices,
  (select count(customer_id) from raw_vault.hub_customer) as customers,
  (select count(stock_code) from raw_vault.hub_product) as products,
  count(distinct country) as countries,
  count(*) filter (invoice_no like 'C%') as cancelled,
  count(*) filter (customer_id is null) as anonymous,
  sum(quantity * unit_price) as net,
  count(*) filter (customer_id is not null and invoice_no not like 'C%' and quantity > 0 and unit_price > 0) as bought
from line
