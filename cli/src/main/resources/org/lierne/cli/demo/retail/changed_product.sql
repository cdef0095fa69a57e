-- The descriptions that one product had, oldest first, each with the run that stored it. Of the products that changed
-- on as many days as they have versions, no more than six: one that a late delivery changed, then the one with the most.
-- A version is late if an earlier run had loaded a later day.
with versions as (
    select product.stock_code,
           trim(history.description) as description,
           history.load_date,
           history.run_id,
           history.run_id > (
               select min(delivery.run_id)
               from audit.delivery as delivery
               where delivery.load_date > history.load_date
           ) as late
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
        and min(length(description)) > 3
    order by coalesce(bool_or(late), false) desc, count(*) desc, stock_code
    limit 1
)
select versions.stock_code,
       versions.load_date::date as valid_from,
       lead(versions.load_date::date) over (order by versions.load_date) as valid_to,
       versions.description,
       versions.run_id,
       coalesce(versions.late, false) as late
from versions
join chosen on chosen.stock_code = versions.stock_code
order by versions.load_date
