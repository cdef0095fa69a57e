with first_seen as (
    select customer_hk, min(load_date) as load_date
    from (
        select customer_hk, load_date
        from raw_vault.hub_customer
        union all
        select customer_hk, load_date
        from raw_vault.first_seen_hub_customer
    ) as dates
    group by customer_hk
),
link_customer_nation as (
    select
        link.customer_hk as root_hk,
        link.nation_hk,
        link.valid_from,
        link.valid_to
    from (
        select
            link_rows.*,
            in_force.load_date as valid_from,
            coalesce(in_force.load_end_date, timestamp '9999-12-31 00:00:00') as valid_to
        from (
            select
                *,
                row_number() over (partition by customer_hk, load_date order by customer_nation_hk) as _place
            from raw_vault.sat_customer_nation_effectivity_history
            where load_end_date is null or load_end_date > load_date
        ) as in_force
        join raw_vault.link_customer_nation as link_rows
            on link_rows.customer_nation_hk = in_force.customer_nation_hk
        where in_force._place = 1
    ) as link
),
change_dates as (
    select customer_hk, load_date as valid_from
    from first_seen
    union
    select first_seen.customer_hk, dates.valid_from
    from first_seen
    join (
        select customer_hk, load_date
        from raw_vault.sat_customer_details_history
        union all
        select way.root_hk, history.load_date
        from link_customer_nation as way
        join raw_vault.sat_nation_details_history as history
            on history.nation_hk = way.nation_hk
            and history.load_date > way.valid_from
            and history.load_date < way.valid_to
        union all
        select root_hk, valid_from
        from link_customer_nation
        union all
        select root_hk, valid_to
        from link_customer_nation
    ) as dates (root_hk, valid_from)
        on dates.root_hk = first_seen.customer_hk
    where dates.valid_from > first_seen.load_date and dates.valid_from < timestamp '9999-12-31 00:00:00'
),
states as (
    select
        change_dates.customer_hk,
        change_dates.valid_from,
        sat_customer_details.name,
        sat_customer_details.email,
        hub_nation.nation_code,
        sat_nation_details.nation_name,
        sat_nation_details.continent as nation_continent
    from change_dates
    left join raw_vault.sat_customer_details_history as sat_customer_details
        on sat_customer_details.customer_hk = change_dates.customer_hk
        and sat_customer_details.load_date <= change_dates.valid_from
        and (sat_customer_details.load_end_date > change_dates.valid_from or sat_customer_details.load_end_date is null)
    left join link_customer_nation
        on link_customer_nation.root_hk = change_dates.customer_hk
        and link_customer_nation.valid_from <= change_dates.valid_from
        and link_customer_nation.valid_to > change_dates.valid_from
    left join raw_vault.hub_nation as hub_nation
        on hub_nation.nation_hk = link_customer_nation.nation_hk
    left join raw_vault.sat_nation_details_history as sat_nation_details
        on sat_nation_details.nation_hk = link_customer_nation.nation_hk
        and sat_nation_details.load_date <= change_dates.valid_from
        and (sat_nation_details.load_end_date > change_dates.valid_from or sat_nation_details.load_end_date is null)
),
versions as (
    select
        *,
        lead(valid_from, 1, timestamp '9999-12-31 00:00:00') over (
            partition by customer_hk
            order by valid_from
        ) as valid_to
    from (
        select
            *,
            row(name, email, nation_code, nation_name, nation_continent)
                is distinct from lag(row(name, email, nation_code, nation_name, nation_continent)) over (
                    partition by customer_hk
                    order by valid_from
                ) as _is_change
        from states
    ) as compared
    where _is_change
)
select
    versions.customer_hk,
    hub_customer.customer_no,
    versions.valid_from,
    versions.valid_to,
    versions.valid_to = timestamp '9999-12-31 00:00:00' as is_current,
    versions.name,
    versions.email,
    versions.nation_code,
    versions.nation_name,
    versions.nation_continent
from versions
join raw_vault.hub_customer as hub_customer
    on hub_customer.customer_hk = versions.customer_hk
