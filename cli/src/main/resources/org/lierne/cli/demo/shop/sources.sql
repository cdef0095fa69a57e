-- What came in, by source: where its files stand, how many, and what became of their records.
select source,
       regexp_extract(min(path), '^[^/]+/') || '…' || regexp_extract(min(path), '(\.[a-z]+)+$') as files_are,
       count(*) as files,
       sum(records) as records,
       sum(accepted) as accepted,
       sum(filtered) as filtered,
       sum(rejected) as rejected,
       count(*) filter (load_date < (
           select max(earlier.load_date)
           from audit.delivery as earlier
           where earlier.source = delivery.source
             and earlier.run_id < delivery.run_id
       )) as late
from audit.delivery as delivery
group by source
order by records desc, source
