-- The runs, newest first, each with what it loaded. While a run goes on, nobody else can read the ledger: one that
-- stands as running was interrupted, and the next one will say so.
with loaded as (
    select run_id,
           count(*) as deliveries,
           sum(records)::bigint as records,
           sum(rejected)::bigint as rejected
    from audit.delivery
    group by run_id
),
failed as (
    select run_id, count(*) as left_out
    from audit.failed_delivery
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
left join loaded on loaded.run_id = run.run_id
left join failed on failed.run_id = run.run_id
order by run.run_id desc
