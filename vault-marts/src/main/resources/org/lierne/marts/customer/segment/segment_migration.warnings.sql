-- What moves cannot tell.
select 'There are fewer than two snapshots with customers, so nobody can be seen to move.' as warning
from (select count(*) as steps from {mart}) as counted
where steps = 0
union all
select 'Scores compare the customers of one snapshot with each other, so a customer may change segment because others did.'
from (select count(*) as steps from {mart}) as counted
where steps > 0 and '{by_quantiles}' <> ''
