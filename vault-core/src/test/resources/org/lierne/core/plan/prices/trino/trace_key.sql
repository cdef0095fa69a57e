-- clean the key: 
select replace(upper('a-7'), 'ß', 'ẞ');

-- find keys like it: hub_product
select product_code
from raw_vault.hub_product
where regexp_replace(lower(trim(cast(product_code as varchar))), '^0+', '') = regexp_replace(lower(trim('a-7')), '^0+', '')
order by product_code
limit 5;
