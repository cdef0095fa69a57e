-- The descriptions that one product had, oldest first: of the products that changed on as many days as they have
-- versions, the one with the most, no more than six.
with versions as (
    select product.stock_code,
           history.description,
           history.load_date
    from raw_vault.sat_product_description_history as history
    join raw_vault.hub_product as product on product.product_hk = history.product_hk
    where history.description is not null
),
chosen as (
    select stock_code
    from versions
    group by stock_code
    having count(*) between 2 and 6
        and count(*) = count(distinct load_date)
        and count(distinct description) > 1
    order by count(*) desc, stock_code
    limit 1
)
select versions.stock_code,
       versions.load_date::date as valid_from,
       lead(versions.load_date::date) over (order by versions.load_date) as valid_to,
       versions.description
from versions
join chosen on chosen.stock_code = versions.stock_code
order by versions.load_date
