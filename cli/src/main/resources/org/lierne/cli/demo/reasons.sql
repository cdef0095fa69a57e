-- Why records were refused: each reason with how many records it has, what is said of one, and that record's place and
-- text. The commonest first. A record with several reasons counts with each.
select count(distinct (reject.delivery_id, reject.record_number)) as records,
       reject.source,
       reject_error.column_name,
       reject_error.code,
       arg_min(reject_error.message, (reject.path, reject.record_number)) as message,
       arg_min(reject.path, (reject.path, reject.record_number)) as path,
       arg_min(reject.record_number, (reject.path, reject.record_number)) as record_number,
       arg_min(reject.raw_text, (reject.path, reject.record_number)) as raw_text
from audit.reject as reject
join audit.reject_error as reject_error
    on reject_error.run_id = reject.run_id
    and reject_error.delivery_id = reject.delivery_id
    and reject_error.record_number = reject.record_number
group by reject.source, reject_error.column_name, reject_error.code
order by records desc, reject.source, reject_error.column_name, reject_error.code
