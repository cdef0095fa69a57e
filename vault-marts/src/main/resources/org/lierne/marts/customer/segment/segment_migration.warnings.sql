-- What moves cannot tell.
select 'There are fewer than two snapshots with customers, so nobody can be seen to move.' as warning
from (select count(*) as steps from {mart}) as counted
where steps = 0
union all
select 'Scores compare the customers of one snapshot with each other, so a customer may change segment because others did.'
from (select count(*) as steps from {mart}) as counted
where steps > 0 and '{by_quantiles}' <> ''
union all
select 'Only the latest {most} snapshots are told, from ' || strftime(first_at, '%Y-%m-%d')
    || ' on; a wider grid (every) reaches further back.'
from (select min(from_at) as first_at, count(distinct to_at) as steps from {mart}) as counted
where steps + 1 >= {most}
