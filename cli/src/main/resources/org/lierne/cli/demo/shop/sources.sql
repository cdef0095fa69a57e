-- What came in, by source: where its files stand, how many, and what became of their records.
select source,
       regexp_extract(min(path), '^[^/]+/') || '…' || regexp_extract(min(path), '(\.[a-z]+)+$') as files_are,
       count(*) as files,
       sum(records) as records,
       sum(accepted) as accepted,
       sum(filtered) as filtered,
       sum(rejected) as rejected
from audit.delivery
group by source
order by records desc, source
