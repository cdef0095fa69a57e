-- Refused records with all their errors, newest run first. Parameters, each of which may be NULL: source, path, since,
-- until, run, code, column; then how many.
with wanted as (
    select ?::varchar as source, ?::varchar as path, ?::timestamp as since, ?::timestamp as until,
           ?::bigint as run_id, ?::varchar as code, ?::varchar as column_name
)
select reject.run_id as run,
       reject.source,
       reject.path as file,
       reject.record_number as record,
       reject.byte_offset,
       list(reject_error.column_name order by reject_error.error_number) as columns,
       list(reject_error.code order by reject_error.error_number) as codes,
       list(reject_error.message order by reject_error.error_number) as messages,
       reject.raw_text,
       replay.run_id as taken_by
from audit.reject as reject
cross join wanted
left join audit.replay as replay
    on replay.delivery_id = reject.delivery_id
    and replay.record_number = reject.record_number
left join audit.run as run on run.run_id = reject.run_id
left join audit.reject_error as reject_error
    on reject_error.run_id = reject.run_id
    and reject_error.delivery_id = reject.delivery_id
    and reject_error.record_number = reject.record_number
where (wanted.source is null or reject.source = wanted.source)
  and (wanted.path is null or reject.path glob wanted.path)
  and (wanted.since is null or run.started_at >= wanted.since)
  and (wanted.until is null or run.started_at <= wanted.until)
  and (wanted.run_id is null or reject.run_id = wanted.run_id)
  and (wanted.code is null and wanted.column_name is null or exists (
      select 1
      from audit.reject_error as error
      where error.run_id = reject.run_id
        and error.delivery_id = reject.delivery_id
        and error.record_number = reject.record_number
        and (wanted.code is null or error.code = wanted.code)
        and (wanted.column_name is null or error.column_name = wanted.column_name)
  ))
group by all
order by run desc, source, file, record
limit ?::bigint
