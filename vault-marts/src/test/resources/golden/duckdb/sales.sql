select
    fact_order_line.order_line_hk as transaction_hk,
    fact_order_line.customer_hk as customer_hk,
    fact_order_line.order_hk as order_hk,
    fact_order_line.product_hk as product_hk,
    fact_order_line.customer_no as customer_no,
    fact_order_line.order_no as order_no,
    fact_order_line.product_code as product_code,
    cast(fact_order_line.ordered_at as timestamp) as occurred_at,
    fact_order_line.amount as amount,
    (greatest(-fact_order_line.amount, 0)) as returned,
    fact_order_line.margin as margin
from mart.fact_order_line as fact_order_line
