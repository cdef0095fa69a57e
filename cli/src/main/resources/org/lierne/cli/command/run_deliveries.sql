-- What one run loaded, and what it left out.
select source, path, load_date, records, filtered, rejected, accepted, warnings as message
from audit.delivery
where run_id = ?
union all
select source, path, null, null, null, null, null, 'left out: ' || message
from audit.failed_delivery
where run_id = ?
order by source, path
