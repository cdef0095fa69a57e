-- list deliveries: rebuild_deliveries
create or replace temporary table rebuild_deliveries (
  delivery_id uuid,
  ordinal integer,
  load_date timestamp
);

-- list rows of files: rebuild_read
create or replace temporary table rebuild_read (
  delivery_id uuid,
  record_number bigint,
  row_number integer,
  _unreadable boolean,
  parcel_no varchar,
  leg integer,
  country varchar,
  depot_no integer,
  sender varchar,
  recipient varchar,
  scanned_at timestamp,
  weight decimal(8,3),
  depot_name varchar
);

-- judge rows of files: rebuild_said
create or replace temporary table rebuild_said as
with read_rows as (
  select rows_read.*, listed.load_date as _load_date_of_path, erased._fate
  from rebuild_read as rows_read
  join rebuild_deliveries as listed
    on listed.delivery_id = rows_read.delivery_id
  left join (
    select delivery_id, record_number, min(fate) as _fate
    from audit.erased_record
    group by delivery_id, record_number
  ) as erased
    on erased.delivery_id = rows_read.delivery_id and erased.record_number = rows_read.record_number
),
value_of_fee as (
  select read_rows.*, (weight * 2
  ) as _value_of_fee
  from read_rows
),
computed_fee as (
  select value_of_fee.*, try_cast(_value_of_fee as decimal(8,3)) as fee
  from value_of_fee
),
judged as (
  select
    *,
    coalesce(_unreadable, false)
      or coalesce(fee is distinct from _value_of_fee, false)
      or coalesce(((computed_fee.parcel_no is null)), false)
      or coalesce(leg is null, false)
      or coalesce(weight > 1000, false) as _broken,
    (weight > 0
    ) as _where
  from computed_fee
),
rows_judged as (
  select
    *,
    case when _where is false or (_where is null and not _broken) then 'filtered'
      when _broken then 'rejected' else 'accepted' end as _verdict_of_row
  from judged
),
said as (
  select
    *,
    coalesce(_fate, _verdict_of_row) as verdict,
    _fate is not null as _is_erased
  from rows_judged
)
select
  delivery_id,
  record_number,
  row_number,
  verdict,
  _is_erased,
  _load_date_of_path as tracking_parcels__load_date,
  scanned_at as tracking_parcels__sequence,
  ((said.parcel_no is null)) as key_parcel__missing,
  said.parcel_no as key_parcel__parcel_no,
  ((
  said.country is null
  or said.depot_no is null
)) as key_depot__missing,
  said.country as key_depot__country,
  said.depot_no as key_depot__depot_no,
  ((said.sender is null)) as key_customer__missing,
  said.sender as key_customer__customer_no,
  ((said.recipient is null)) as key_recipient__missing,
  said.recipient as key_recipient__customer_no,
  leg as link_parcel_leg__leg,
  depot_name as sat_depot_name__depot_name,
  weight as sat_parcel_leg_details__weight,
  fee as sat_parcel_leg_details__fee
from said;

-- rebuild rows: rebuild_stored
create or replace temporary table rebuild_stored as
with tracked as (
  select *
  from raw_vault.tracking_parcels
  where delivery_id in (select delivery_id from rebuild_deliveries)
),
key_parcel as (
  select distinct stored.parcel_hk, stored.parcel_no
  from raw_vault.hub_parcel as stored
  where exists (select 1 from tracked where tracked.parcel_hk = stored.parcel_hk)
),
key_depot as (
  select distinct stored.depot_hk, stored.country, stored.depot_no
  from raw_vault.hub_depot as stored
  where exists (select 1 from tracked where tracked.depot_hk = stored.depot_hk)
),
key_customer as (
  select distinct stored.customer_hk, stored.customer_no
  from raw_vault.hub_customer as stored
  where exists (select 1 from tracked where tracked.customer_hk = stored.customer_hk)
),
key_recipient as (
  select distinct stored.customer_hk, stored.customer_no
  from raw_vault.hub_customer as stored
  where exists (select 1 from tracked where tracked.recipient_hk = stored.customer_hk)
),
link_parcel_leg as (
  select distinct stored.parcel_leg_hk, stored.leg
  from raw_vault.link_parcel_leg as stored
  where exists (select 1 from tracked where tracked.parcel_leg_hk = stored.parcel_leg_hk)
),
link_parcel_customers as (
  select distinct stored.parcel_customers_hk
  from raw_vault.link_parcel_customers as stored
  where exists (select 1 from tracked where tracked.parcel_customers_hk = stored.parcel_customers_hk)
),
sat_depot_name as (
  select distinct stored.depot_hk, stored.hashdiff, stored.depot_name
  from raw_vault.sat_depot_name as stored
  where exists (select 1 from tracked where tracked.depot_hk = stored.depot_hk and tracked.depot_name_hashdiff = stored.hashdiff)
),
sat_parcel_leg_details as (
  select distinct stored.parcel_leg_hk, stored.hashdiff, stored.weight, stored.fee
  from raw_vault.sat_parcel_leg_details as stored
  where exists (select 1 from tracked where tracked.parcel_leg_hk = stored.parcel_leg_hk and tracked.parcel_leg_details_hashdiff = stored.hashdiff)
)
select
  tracked.delivery_id,
  tracked.record_number,
  tracked.row_number,
  tracked.load_date as tracking_parcels__load_date,
  tracked.sequence as tracking_parcels__sequence,
  case when tracked.parcel_hk is null then 'not taken' when tracked.parcel_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when key_parcel.parcel_hk is null then 'lost' else 'kept' end as key_parcel__state,
  key_parcel.parcel_no as key_parcel__parcel_no,
  case when tracked.depot_hk is null then 'not taken' when tracked.depot_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when key_depot.depot_hk is null then 'lost' else 'kept' end as key_depot__state,
  key_depot.country as key_depot__country,
  key_depot.depot_no as key_depot__depot_no,
  case when tracked.customer_hk is null then 'not taken' when tracked.customer_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when key_customer.customer_hk is null then 'lost' else 'kept' end as key_customer__state,
  key_customer.customer_no as key_customer__customer_no,
  case when tracked.recipient_hk is null then 'not taken' when tracked.recipient_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when key_recipient.customer_hk is null then 'lost' else 'kept' end as key_recipient__state,
  key_recipient.customer_no as key_recipient__customer_no,
  case when tracked.parcel_leg_hk is null then 'not taken' when link_parcel_leg.parcel_leg_hk is null then 'lost' else 'kept' end as link_parcel_leg__state,
  link_parcel_leg.leg as link_parcel_leg__leg,
  case when tracked.parcel_customers_hk is null then 'not taken' when link_parcel_customers.parcel_customers_hk is null then 'lost' else 'kept' end as link_parcel_customers__state,
  case when tracked.depot_hk is null or tracked.depot_name_hashdiff is null then 'not taken' when tracked.depot_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when sat_depot_name.depot_hk is null then 'lost' else 'kept' end as sat_depot_name__state,
  sat_depot_name.depot_name as sat_depot_name__depot_name,
  case when tracked.parcel_leg_hk is null or tracked.parcel_leg_details_hashdiff is null then 'not taken' when tracked.parcel_leg_hk = cast('00000000000000000000000000000000' as uuid) then 'no key' when sat_parcel_leg_details.parcel_leg_hk is null then 'lost' else 'kept' end as sat_parcel_leg_details__state,
  sat_parcel_leg_details.weight as sat_parcel_leg_details__weight,
  sat_parcel_leg_details.fee as sat_parcel_leg_details__fee
from tracked
left join key_parcel
  on key_parcel.parcel_hk = tracked.parcel_hk
left join key_depot
  on key_depot.depot_hk = tracked.depot_hk
left join key_customer
  on key_customer.customer_hk = tracked.customer_hk
left join key_recipient
  on key_recipient.customer_hk = tracked.recipient_hk
left join link_parcel_leg
  on link_parcel_leg.parcel_leg_hk = tracked.parcel_leg_hk
left join link_parcel_customers
  on link_parcel_customers.parcel_customers_hk = tracked.parcel_customers_hk
left join sat_depot_name
  on sat_depot_name.depot_hk = tracked.depot_hk
  and sat_depot_name.hashdiff = tracked.depot_name_hashdiff
left join sat_parcel_leg_details
  on sat_parcel_leg_details.parcel_leg_hk = tracked.parcel_leg_hk
  and sat_parcel_leg_details.hashdiff = tracked.parcel_leg_details_hashdiff;

-- compare rows: rebuild_noted
create or replace temporary table rebuild_noted as
select
  coalesce(stored.delivery_id, said.delivery_id) as delivery_id,
  coalesce(stored.record_number, said.record_number) as record_number,
  coalesce(stored.row_number, said.row_number) as row_number,
  said.verdict,
  coalesce(said._is_erased, false) as _is_erased,
  stored.delivery_id is not null as _is_stored,
  stored.tracking_parcels__load_date,
  said.tracking_parcels__load_date as tracking_parcels__load_date__in_file,
  stored.tracking_parcels__sequence,
  said.tracking_parcels__sequence as tracking_parcels__sequence__in_file,
  stored.key_parcel__state,
  said.key_parcel__missing,
  stored.key_parcel__parcel_no,
  said.key_parcel__parcel_no as key_parcel__parcel_no__in_file,
  stored.key_depot__state,
  said.key_depot__missing,
  stored.key_depot__country,
  said.key_depot__country as key_depot__country__in_file,
  stored.key_depot__depot_no,
  said.key_depot__depot_no as key_depot__depot_no__in_file,
  stored.key_customer__state,
  said.key_customer__missing,
  stored.key_customer__customer_no,
  said.key_customer__customer_no as key_customer__customer_no__in_file,
  stored.key_recipient__state,
  said.key_recipient__missing,
  stored.key_recipient__customer_no,
  said.key_recipient__customer_no as key_recipient__customer_no__in_file,
  stored.link_parcel_leg__state,
  stored.link_parcel_leg__leg,
  said.link_parcel_leg__leg as link_parcel_leg__leg__in_file,
  stored.link_parcel_customers__state,
  stored.sat_depot_name__state,
  stored.sat_depot_name__depot_name,
  said.sat_depot_name__depot_name as sat_depot_name__depot_name__in_file,
  stored.sat_parcel_leg_details__state,
  stored.sat_parcel_leg_details__weight,
  said.sat_parcel_leg_details__weight as sat_parcel_leg_details__weight__in_file,
  stored.sat_parcel_leg_details__fee,
  said.sat_parcel_leg_details__fee as sat_parcel_leg_details__fee__in_file
from rebuild_stored as stored
full outer join rebuild_said as said
  on said.delivery_id = stored.delivery_id
  and said.record_number = stored.record_number
  and said.row_number = stored.row_number
where stored.delivery_id is null and said.verdict = 'accepted'
  or stored.delivery_id is not null and coalesce(said.verdict, '') <> 'accepted'
  or said.verdict = 'accepted' and (
    stored.tracking_parcels__load_date is distinct from said.tracking_parcels__load_date
    or stored.tracking_parcels__sequence is distinct from said.tracking_parcels__sequence
    or stored.key_parcel__state = 'lost'
    or stored.key_parcel__state = 'no key' and not said.key_parcel__missing
    or not coalesce(said._is_erased, false) and stored.key_parcel__state = 'kept' and stored.key_parcel__parcel_no is distinct from said.key_parcel__parcel_no
    or stored.key_depot__state = 'lost'
    or stored.key_depot__state = 'no key' and not said.key_depot__missing
    or not coalesce(said._is_erased, false) and stored.key_depot__state = 'kept' and stored.key_depot__country is distinct from said.key_depot__country
    or not coalesce(said._is_erased, false) and stored.key_depot__state = 'kept' and stored.key_depot__depot_no is distinct from said.key_depot__depot_no
    or stored.key_customer__state = 'lost'
    or stored.key_customer__state = 'no key' and not said.key_customer__missing
    or not coalesce(said._is_erased, false) and stored.key_customer__state = 'kept' and stored.key_customer__customer_no is distinct from said.key_customer__customer_no
    or stored.key_recipient__state = 'lost'
    or stored.key_recipient__state = 'no key' and not said.key_recipient__missing
    or not coalesce(said._is_erased, false) and stored.key_recipient__state = 'kept' and stored.key_recipient__customer_no is distinct from said.key_recipient__customer_no
    or stored.link_parcel_leg__state = 'lost'
    or stored.link_parcel_leg__state = 'kept' and stored.link_parcel_leg__leg is distinct from said.link_parcel_leg__leg
    or stored.link_parcel_customers__state = 'lost'
    or stored.sat_depot_name__state = 'lost'
    or stored.sat_depot_name__state = 'kept' and stored.sat_depot_name__depot_name is distinct from said.sat_depot_name__depot_name
    or stored.sat_parcel_leg_details__state = 'lost'
    or stored.sat_parcel_leg_details__state = 'kept' and stored.sat_parcel_leg_details__weight is distinct from said.sat_parcel_leg_details__weight
    or stored.sat_parcel_leg_details__state = 'kept' and stored.sat_parcel_leg_details__fee is distinct from said.sat_parcel_leg_details__fee
  )
  or said.verdict = 'accepted' and (
    stored.key_parcel__state in ('no key', 'deletion', 'not taken') and said.key_parcel__parcel_no is not null
    or stored.key_depot__state in ('no key', 'deletion', 'not taken') and said.key_depot__country is not null
    or stored.key_depot__state in ('no key', 'deletion', 'not taken') and said.key_depot__depot_no is not null
    or stored.key_customer__state in ('no key', 'deletion', 'not taken') and said.key_customer__customer_no is not null
    or stored.key_recipient__state in ('no key', 'deletion', 'not taken') and said.key_recipient__customer_no is not null
    or stored.link_parcel_leg__state in ('no key', 'deletion', 'not taken') and said.link_parcel_leg__leg is not null
    or stored.sat_depot_name__state in ('no key', 'deletion', 'not taken') and said.sat_depot_name__depot_name is not null
    or stored.sat_parcel_leg_details__state in ('no key', 'deletion', 'not taken') and said.sat_parcel_leg_details__weight is not null
    or stored.sat_parcel_leg_details__state in ('no key', 'deletion', 'not taken') and said.sat_parcel_leg_details__fee is not null
  );

-- count: rebuild_said
with records as (
  select delivery_id, record_number,
    max(case when verdict = 'rejected' then 1 else 0 end) as rejected,
    max(case when verdict = 'accepted' then 1 else 0 end) as accepted,
    sum(case when verdict = 'accepted' then 1 else 0 end) as accepted_rows
  from rebuild_said
  group by delivery_id, record_number
), said as (
  select delivery_id,
    sum(case when rejected = 0 then accepted else 0 end) as accepted,
    sum(case when rejected = 0 and accepted = 0 then 1 else 0 end) as filtered,
    sum(rejected) as rejected,
    sum(accepted_rows) as accepted_rows
  from records
  group by delivery_id
), stored as (
  select delivery_id, count(*) as rows_stored
  from (
    select distinct delivery_id, record_number, row_number
    from rebuild_stored
  ) as places
  group by delivery_id
)
select listed.delivery_id, coalesce(accepted, 0), coalesce(filtered, 0), coalesce(rejected, 0),
  coalesce(accepted_rows, 0), coalesce(rows_stored, 0)
from rebuild_deliveries as listed
left join said on said.delivery_id = listed.delivery_id
left join stored on stored.delivery_id = listed.delivery_id
order by listed.ordinal;

-- tell differences: rebuild_noted
select found.delivery_id, record_number, row_number, column_name, kept_in, stored, in_file
from (
  select delivery_id, record_number, row_number, 0 as place, cast(null as varchar) as column_name, cast(null as varchar) as kept_in, 'no row' as stored, 'a row' as in_file
  from rebuild_noted
  where not _is_stored and verdict = 'accepted'
  union all
  select delivery_id, record_number, row_number, 0, cast(null as varchar), cast(null as varchar), 'a row', coalesce('a record that is ' || verdict, 'no such record')
  from rebuild_noted
  where _is_stored and coalesce(verdict, '') <> 'accepted'
  union all
  select delivery_id, record_number, row_number, 1, 'load_date', 'tracking_parcels', cast(tracking_parcels__load_date as varchar), cast(tracking_parcels__load_date__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and tracking_parcels__load_date is distinct from tracking_parcels__load_date__in_file
  union all
  select delivery_id, record_number, row_number, 2, 'scanned_at', 'tracking_parcels', cast(tracking_parcels__sequence as varchar), cast(tracking_parcels__sequence__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and tracking_parcels__sequence is distinct from tracking_parcels__sequence__in_file
  union all
  select delivery_id, record_number, row_number, 3, 'parcel_no', 'hub_parcel', 'no row', cast(key_parcel__parcel_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_parcel__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 3, 'parcel_no', 'hub_parcel', 'no key', cast(key_parcel__parcel_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_parcel__state = 'no key' and not key_parcel__missing
  union all
  select delivery_id, record_number, row_number, 4, 'parcel_no', 'hub_parcel', cast(key_parcel__parcel_no as varchar), cast(key_parcel__parcel_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and not _is_erased and key_parcel__state = 'kept' and key_parcel__parcel_no is distinct from key_parcel__parcel_no__in_file
  union all
  select delivery_id, record_number, row_number, 5, 'country', 'hub_depot', 'no row', cast(key_depot__country__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_depot__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 5, 'country', 'hub_depot', 'no key', cast(key_depot__country__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_depot__state = 'no key' and not key_depot__missing
  union all
  select delivery_id, record_number, row_number, 6, 'country', 'hub_depot', cast(key_depot__country as varchar), cast(key_depot__country__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and not _is_erased and key_depot__state = 'kept' and key_depot__country is distinct from key_depot__country__in_file
  union all
  select delivery_id, record_number, row_number, 7, 'depot_no', 'hub_depot', cast(key_depot__depot_no as varchar), cast(key_depot__depot_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and not _is_erased and key_depot__state = 'kept' and key_depot__depot_no is distinct from key_depot__depot_no__in_file
  union all
  select delivery_id, record_number, row_number, 8, 'sender', 'hub_customer', 'no row', cast(key_customer__customer_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_customer__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 8, 'sender', 'hub_customer', 'no key', cast(key_customer__customer_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_customer__state = 'no key' and not key_customer__missing
  union all
  select delivery_id, record_number, row_number, 9, 'sender', 'hub_customer', cast(key_customer__customer_no as varchar), cast(key_customer__customer_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and not _is_erased and key_customer__state = 'kept' and key_customer__customer_no is distinct from key_customer__customer_no__in_file
  union all
  select delivery_id, record_number, row_number, 10, 'recipient', 'hub_customer', 'no row', cast(key_recipient__customer_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_recipient__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 10, 'recipient', 'hub_customer', 'no key', cast(key_recipient__customer_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and key_recipient__state = 'no key' and not key_recipient__missing
  union all
  select delivery_id, record_number, row_number, 11, 'recipient', 'hub_customer', cast(key_recipient__customer_no as varchar), cast(key_recipient__customer_no__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and not _is_erased and key_recipient__state = 'kept' and key_recipient__customer_no is distinct from key_recipient__customer_no__in_file
  union all
  select delivery_id, record_number, row_number, 12, 'leg', 'link_parcel_leg', 'no row', cast(link_parcel_leg__leg__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and link_parcel_leg__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 13, 'leg', 'link_parcel_leg', cast(link_parcel_leg__leg as varchar), cast(link_parcel_leg__leg__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and link_parcel_leg__state = 'kept' and link_parcel_leg__leg is distinct from link_parcel_leg__leg__in_file
  union all
  select delivery_id, record_number, row_number, 14, cast(null as varchar), 'link_parcel_customers', 'no row', 'a row'
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and link_parcel_customers__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 15, 'depot_name', 'sat_depot_name', 'no row', cast(sat_depot_name__depot_name__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and sat_depot_name__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 16, 'depot_name', 'sat_depot_name', cast(sat_depot_name__depot_name as varchar), cast(sat_depot_name__depot_name__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and sat_depot_name__state = 'kept' and sat_depot_name__depot_name is distinct from sat_depot_name__depot_name__in_file
  union all
  select delivery_id, record_number, row_number, 17, 'weight', 'sat_parcel_leg_details', 'no row', cast(sat_parcel_leg_details__weight__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and sat_parcel_leg_details__state = 'lost'
  union all
  select delivery_id, record_number, row_number, 18, 'weight', 'sat_parcel_leg_details', cast(sat_parcel_leg_details__weight as varchar), cast(sat_parcel_leg_details__weight__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and sat_parcel_leg_details__state = 'kept' and sat_parcel_leg_details__weight is distinct from sat_parcel_leg_details__weight__in_file
  union all
  select delivery_id, record_number, row_number, 19, 'fee', 'sat_parcel_leg_details', cast(sat_parcel_leg_details__fee as varchar), cast(sat_parcel_leg_details__fee__in_file as varchar)
  from rebuild_noted
  where _is_stored and verdict = 'accepted' and sat_parcel_leg_details__state = 'kept' and sat_parcel_leg_details__fee is distinct from sat_parcel_leg_details__fee__in_file
) as found
join rebuild_deliveries as listed
  on listed.delivery_id = found.delivery_id
order by listed.ordinal, record_number, row_number, place;

-- tell what is kept nowhere: rebuild_noted
select 'key_parcel' as kept_in, key_parcel__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and key_parcel__state in ('no key', 'deletion', 'not taken')
  and (key_parcel__parcel_no__in_file is not null) and key_parcel__missing
group by key_parcel__state
union all
select 'key_depot' as kept_in, key_depot__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and key_depot__state in ('no key', 'deletion', 'not taken')
  and (key_depot__country__in_file is not null or key_depot__depot_no__in_file is not null) and key_depot__missing
group by key_depot__state
union all
select 'key_customer' as kept_in, key_customer__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and key_customer__state in ('no key', 'deletion', 'not taken')
  and (key_customer__customer_no__in_file is not null) and key_customer__missing
group by key_customer__state
union all
select 'key_recipient' as kept_in, key_recipient__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and key_recipient__state in ('no key', 'deletion', 'not taken')
  and (key_recipient__customer_no__in_file is not null) and key_recipient__missing
group by key_recipient__state
union all
select 'link_parcel_leg' as kept_in, link_parcel_leg__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and link_parcel_leg__state in ('no key', 'deletion', 'not taken')
  and (link_parcel_leg__leg__in_file is not null)
group by link_parcel_leg__state
union all
select 'sat_depot_name' as kept_in, sat_depot_name__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and sat_depot_name__state in ('no key', 'deletion', 'not taken')
  and (sat_depot_name__depot_name__in_file is not null)
group by sat_depot_name__state
union all
select 'sat_parcel_leg_details' as kept_in, sat_parcel_leg_details__state as why, count(*) as row_count
from rebuild_noted
where verdict = 'accepted' and sat_parcel_leg_details__state in ('no key', 'deletion', 'not taken')
  and (sat_parcel_leg_details__weight__in_file is not null or sat_parcel_leg_details__fee__in_file is not null)
group by sat_parcel_leg_details__state;
