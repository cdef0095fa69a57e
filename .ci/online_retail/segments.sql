select segment, count(*) as customers from mart.customer_rfm group by segment order by segment
