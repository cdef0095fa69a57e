-- Order lines, four to an order; the same number gives the same line, but for its version: how often its status and
-- quantity have changed.
select
    'O' || lpad(cast(line // 4 as varchar), 9, '0') as order_id,
    line % 4 + 1 as line_number,
    'P' || lpad(cast(hash(line) % 20000 as varchar), 6, '0') as product_code,
    'C' || lpad(cast(hash(line // 4) % 400000 as varchar), 7, '0') as customer_id,
    (hash(line * 7) + ${version}) % 9 + 1 as quantity,
    cast((hash(line * 3) % 20000) / 100.0 as decimal(12, 2)) as unit_price,
    strftime(timestamp '2024-01-01' + interval (line // 4 * 10) second, '%Y-%m-%d %H:%M:%S') as ordered_at,
    (['new', 'paid', 'shipped', 'returned'])[cast((hash(line) + ${version}) % 4 + 1 as integer)] as status
from range(${lines}) as numbers(line)
