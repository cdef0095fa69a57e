-- One customer over time, across three satellites: a row per value that changed, in the order in which it held, with the
-- run and the record that said so. A customer's first version is told by its city and country alone. Of all customers it is
-- one with changes in as many satellites as there are, then one that a late file changed, then one with the most changes, six at most.
with said as (
    select customer_hk, 'address' as topic, load_date, sequence, delivery_id, record_number, run_id, record_source,
           unnest([
               {'attribute': 'city', 'value': city},
               {'attribute': 'country_code', 'value': country_code},
               {'attribute': 'postal_code', 'value': postal_code},
               {'attribute': 'street', 'value': street}
           ]) as fact
    from raw_vault.sat_customer_address_history
    union all
    select customer_hk, 'contact', load_date, sequence, delivery_id, record_number, run_id, record_source,
           unnest([
               {'attribute': 'email', 'value': email},
               {'attribute': 'phone', 'value': phone},
               {'attribute': 'first_name', 'value': first_name},
               {'attribute': 'last_name', 'value': last_name},
               {'attribute': 'birth_date', 'value': birth_date::varchar}
           ])
    from raw_vault.sat_customer_contact_history
    union all
    select customer_hk, 'details', load_date, sequence, delivery_id, record_number, run_id, record_source,
           unnest([
               {'attribute': 'loyalty_tier', 'value': loyalty_tier},
               {'attribute': 'newsletter', 'value': newsletter::varchar}
           ])
    from raw_vault.sat_customer_details_history
),
compared as (
    select * exclude (fact),
           fact.attribute,
           fact.value,
           lag(fact.value) over by_attribute as before,
           row_number() over by_attribute = 1 as is_first
    from said
    window by_attribute as (
        partition by customer_hk, fact.attribute
        order by load_date, sequence nulls first, delivery_id, record_number
    )
),
loaded as (
    select source, run_id, max(load_date) as latest
    from audit.delivery
    group by source, run_id
),
changes as (
    select compared.*,
           delivery.path,
           delivery.source,
           exists (
               from loaded
               where loaded.source = delivery.source
                 and loaded.run_id < compared.run_id
                 and loaded.latest > compared.load_date
           ) as late
    from compared
    join audit.delivery as delivery on delivery.delivery_id = compared.delivery_id
    where (is_first and topic = 'address' and attribute in ('city', 'country_code'))
       or (not is_first and value is distinct from before)
),
chosen as (
    select customer_hk
    from changes
    group by customer_hk
    having count(distinct (delivery_id, record_number)) between 2 and 6
    order by count(distinct topic) filter (not is_first) desc,
             bool_or(late and not is_first) desc,
             count(distinct (delivery_id, record_number)) desc,
             min(load_date),
             customer_hk
    limit 1
)
select hub.customer_id,
       changes.load_date::date as since,
       changes.is_first,
       changes.source,
       changes.attribute,
       changes.before,
       changes.value,
       changes.run_id,
       changes.path,
       changes.record_number,
       changes.late,
       changes.record_source,
       changes.topic
from changes
join chosen on chosen.customer_hk = changes.customer_hk
join raw_vault.hub_customer as hub on hub.customer_hk = changes.customer_hk
order by changes.load_date, changes.sequence nulls first, changes.delivery_id, changes.record_number,
         changes.topic, changes.attribute
