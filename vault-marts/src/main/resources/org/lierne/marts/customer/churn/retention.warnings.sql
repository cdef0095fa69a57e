-- What the triangle cannot tell.
select 'No customer with a business key has bought anything, so there is no cohort.' as warning
where not exists (select 1 from {mart})
union all
select 'The first cohort has all who bought before the data begin, too.'
where exists (select 1 from {mart})
