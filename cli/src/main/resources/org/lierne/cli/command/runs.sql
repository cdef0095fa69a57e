-- The runs, newest first, each with what it loaded. While a run goes on, nobody else can read the ledger: one that
-- stands as running was interrupted, and the next one will say so. Parameters, each of which may be NULL: source, path,
-- since, until, outcome.
with wanted as (
    select ?::varchar as source, ?::varchar as path, ?::timestamp as since, ?::timestamp as until,
           ?::varchar as outcome
),
loaded as (
    select run_id,
           count(*) as deliveries,
           sum(records)::bigint as records,
           sum(rejected)::bigint as rejected
    from audit.delivery
    cross join wanted
    where (wanted.source is null or delivery.source = wanted.source)
      and (wanted.path is null or delivery.path glob wanted.path)
    group by run_id
),
failed as (
    select run_id, count(*) as left_out
    from audit.failed_delivery
    cross join wanted
    where (wanted.source is null or failed_delivery.source = wanted.source)
      and (wanted.path is null or failed_delivery.path glob wanted.path)
    group by run_id
)
select run.run_id as run,
       run.kind,
       run.started_at,
       round(date_diff('millisecond', run.started_at, run.finished_at) / 1000.0, 2)::decimal(12, 2) as seconds,
       if(run.outcome = 'running', 'interrupted', run.outcome) as outcome,
       coalesce(loaded.deliveries, 0) as deliveries,
       coalesce(loaded.records, 0) as records,
       coalesce(loaded.rejected, 0) as rejected,
       coalesce(failed.left_out, 0) as left_out,
       run.message
from audit.run as run
cross join wanted
left join loaded on loaded.run_id = run.run_id
left join failed on failed.run_id = run.run_id
where (wanted.source is null and wanted.path is null or loaded.run_id is not null or failed.run_id is not null)
  and (wanted.since is null or run.started_at >= wanted.since)
  and (wanted.until is null or run.started_at <= wanted.until)
  and (wanted.outcome is null or if(run.outcome = 'running', 'interrupted', run.outcome) = wanted.outcome)
order by run.run_id desc
