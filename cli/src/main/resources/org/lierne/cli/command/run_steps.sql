-- The steps of one run, in order.
select step_number as step, phase, name, target, rows_affected as rows, round(seconds, 3)::decimal(12, 3) as seconds
from audit.step
where run_id = ?
order by step_number
