-- The tables of the raw vault that hold what was delivered: hubs, links, satellites, references, tracking, then what full deliveries held.
select table_name
from duckdb_tables()
where schema_name = 'raw_vault'
  and table_name not like 'first_seen_%'
  and database_name = current_database()
order by case
             when table_name like 'hub_%' then 1
             when table_name like 'link_%' then 2
             when table_name like 'sat_%' then 3
             when table_name like 'ref_%' then 4
             when table_name like 'tracking_%' then 5
             else 6
         end,
         table_name
