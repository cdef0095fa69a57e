-- What a month's orders looked like when the month ended: by the month of the order (UTC) and channel, cancelled orders left out, the
-- customers, orders, revenue and what had been taken back of it (EUR). What became of them later, returns above all, is in
-- revenue_daily. The month that goes on is as of the last day, and is_closed is false.
select
    cast(date_trunc('month', bridge.snapshot_date) as date) as month,
    orders.channel,
    cast(bridge.snapshot_date as date) as closed_on,
    cast(bridge.snapshot_date as date) = last_day(cast(bridge.snapshot_date as date)) as is_closed,
    count(distinct case when customers.run_id > 0 then bridge.customer_hk end) as customers,
    count(distinct bridge.order_hk) as orders,
    cast(sum(lines.quantity * lines.unit_price) as decimal(14, 2)) as revenue,
    cast(sum(lines.returned * lines.unit_price) as decimal(14, 2)) as returned
from business_vault.bridge_line_customer as bridge
join raw_vault.hub_customer as customers
    on customers.customer_hk = bridge.customer_hk
join business_vault.pit_order
    on pit_order.order_hk = bridge.order_hk
    and pit_order.snapshot_date = bridge.snapshot_date
join raw_vault.sat_order_details as orders
    on orders.order_hk = pit_order.sat_order_details_hk
    and orders.load_date = pit_order.sat_order_details_load_date
    and orders.delivery_id = pit_order.sat_order_details_delivery_id
    and orders.record_number = pit_order.sat_order_details_record_number
    and orders.row_number = pit_order.sat_order_details_row_number
join business_vault.pit_order_line
    on pit_order_line.order_line_hk = bridge.order_line_hk
    and pit_order_line.snapshot_date = bridge.snapshot_date
join raw_vault.sat_order_line_details as lines
    on lines.order_line_hk = pit_order_line.sat_order_line_details_hk
    and lines.load_date = pit_order_line.sat_order_line_details_load_date
    and lines.delivery_id = pit_order_line.sat_order_line_details_delivery_id
    and lines.record_number = pit_order_line.sat_order_line_details_record_number
    and lines.row_number = pit_order_line.sat_order_line_details_row_number
where orders.status <> 'cancelled'
    and date_trunc('month', orders.ordered_at) = date_trunc('month', bridge.snapshot_date)
group by month, channel, closed_on, is_closed
