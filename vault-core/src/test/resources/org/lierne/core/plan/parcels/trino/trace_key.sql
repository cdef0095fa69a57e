-- find keys like it: hub_depot
select country, depot_no
from raw_vault.hub_depot
where regexp_replace(lower(trim(cast(country as varchar))), '^0+', '') = regexp_replace(lower(trim('at')), '^0+', '')
  and regexp_replace(lower(trim(cast(depot_no as varchar))), '^0+', '') = regexp_replace(lower(trim('7')), '^0+', '')
order by country, depot_no
limit 5;
