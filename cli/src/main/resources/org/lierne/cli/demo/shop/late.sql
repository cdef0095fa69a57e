-- An order of which a late file told something between two things that were known already: the states of the order, in
-- the order in which they held, each with the run that stored it. A state is late if an earlier run had stored what
-- follows it. Of all such orders one with three to six states.
with states as (
    select order_hk,
           load_date,
           sequence,
           status,
           delivery_id,
           run_id,
           row_number() over by_order as place,
           min(run_id) over following < run_id as late,
           lead(load_date) over by_order as until
    from raw_vault.sat_order_details_history
    window by_order as (
               partition by order_hk order by load_date, sequence nulls first, delivery_id, record_number
           ),
           following as (
               by_order rows between 1 following and unbounded following
           )
),
chosen as (
    select order_hk
    from states
    group by order_hk
    having bool_or(late)
    order by bool_or(late and place > 1) desc,
             count(*) between 3 and 6 desc,
             count(distinct status) desc,
             count(distinct load_date) desc,
             order_hk
    limit 1
)
select hub.order_id,
       strftime(states.sequence, '%Y-%m-%d %H:%M') as since,
       states.status,
       states.run_id,
       coalesce(states.late, false) as late,
       delivery.path
from states
join chosen on chosen.order_hk = states.order_hk
join raw_vault.hub_order as hub on hub.order_hk = states.order_hk
join audit.delivery as delivery on delivery.delivery_id = states.delivery_id
order by states.place
