-- Why records were refused: each reason with how often, and one record as an example.
select count(*) as records,
       coalesce(reject_error.column_name || ': ', '') || min(reject_error.message) as reason,
       arg_min(reject.path || ' record ' || reject.record_number, (reject.path, reject.record_number)) as example
from audit.reject as reject
join audit.reject_error as reject_error
    on reject_error.run_id = reject.run_id
    and reject_error.delivery_id = reject.delivery_id
    and reject_error.record_number = reject.record_number
group by reject_error.column_name, reject_error.code
order by records desc, reason
limit 5
