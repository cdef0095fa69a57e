-- Every customer with the cluster whose centre is nearest, the distance from it, and the simplified silhouette, which compares
-- it with the distance from the next: (b - a) / b, from 0 (between two) to 1 (at the centre).
with placed as (
    select customer_hk, {features} as place
    from {from}
    where {present}
),
measured as (
    select customer_hk, list_transform({centres}, lambda centre: list_distance(centre, place)) as distances
    from placed
),
nearest as (
    select
        customer_hk,
        list_position(distances, list_min(distances)) as centre,
        list_sort(distances) as sorted
    from measured
)
select
    customer_hk,
    ({labels})[centre] as cluster,
    round(sorted[1], 6) as distance,
    round(case when sorted[2] > 0 then (sorted[2] - sorted[1]) / sorted[2] else 0 end, 6) as silhouette
from nearest
