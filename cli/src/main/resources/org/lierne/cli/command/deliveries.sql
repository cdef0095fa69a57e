-- What was delivered, newest run first: what is loaded, and what a run left out. Parameters, each of which may be NULL:
-- source, path, since, until, run, outcome, whether only those with rejects; then how many.
with wanted as (
    select ?::varchar as source, ?::varchar as path, ?::timestamp as since, ?::timestamp as until,
           ?::bigint as run_id, ?::varchar as outcome, ?::boolean as with_rejects
),
delivered as (
    select run_id, source, path, content_version, load_date, 'loaded' as outcome,
           records, accepted, filtered, rejected, warnings as message
    from audit.delivery
    union all
    select run_id, source, path, null, null, 'left out',
           null, null, null, null, code || ': ' || message
    from audit.failed_delivery
)
select delivered.run_id as run,
       delivered.source,
       delivered.path,
       delivered.content_version as content,
       delivered.load_date,
       delivered.outcome,
       delivered.records,
       delivered.filtered,
       delivered.rejected,
       delivered.accepted,
       delivered.message
from delivered
cross join wanted
left join audit.run as run on run.run_id = delivered.run_id
where (wanted.source is null or delivered.source = wanted.source)
  and (wanted.path is null or delivered.path glob wanted.path)
  and (wanted.since is null or run.started_at >= wanted.since)
  and (wanted.until is null or run.started_at <= wanted.until)
  and (wanted.run_id is null or delivered.run_id = wanted.run_id)
  and (wanted.outcome is null or delivered.outcome = wanted.outcome)
  and (not wanted.with_rejects or delivered.rejected > 0)
order by delivered.run_id desc, delivered.source, delivered.path, delivered.content_version
limit ?::bigint
