select count(*) as lines, count(distinct customer_id) as customers, count(distinct invoice_no) as invoices,
  sum(amount) as revenue
from mart.purchases
where customer_id is not null
