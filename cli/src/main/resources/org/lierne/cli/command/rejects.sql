-- Refused records with all their errors, newest run first. Parameters: run or NULL, twice; source or NULL, twice; limit.
select reject.run_id as run,
       reject.source,
       reject.path as file,
       reject.record_number as record,
       reject.byte_offset,
       list(reject_error.column_name order by reject_error.error_number) as columns,
       list(reject_error.code order by reject_error.error_number) as codes,
       list(reject_error.message order by reject_error.error_number) as messages,
       reject.raw_text
from audit.reject as reject
left join audit.reject_error as reject_error
    on reject_error.run_id = reject.run_id
    and reject_error.delivery_id = reject.delivery_id
    and reject_error.record_number = reject.record_number
where (?::bigint is null or reject.run_id = ?::bigint)
  and (?::varchar is null or reject.source = ?::varchar)
group by all
order by run desc, source, file, record
limit ?::bigint
