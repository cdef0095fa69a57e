-- list contradictions: contradictions_payments
create or replace table contradictions_payments (
  _row bigint,
  delivery_id uuid,
  _delivery_order integer,
  record_number bigint,
  column_name varchar,
  message varchar
);

-- note rejected records: rejected_records_payments
create or replace table rejected_records_payments as
select distinct delivery_id, record_number
from stage_payments
where _errors is not null;

-- note keys in several rows: staged_in_several_rows_link_payment
create or replace table staged_in_several_rows_link_payment as
select staged.payment_no as payment_no
from stage_payments as staged
where not staged._filtered
  and not exists (
    select 1
    from rejected_records_payments as rejected
    where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
  )
  and staged.delivery_id in (select delivery_id from pending_payments)
group by staged.payment_no
having count(*) > 1;

-- note keys that are stored: stored_before_link_payment
create or replace table stored_before_link_payment as
select staged.payment_no as payment_no
from stage_payments as staged
where not staged._filtered
  and not exists (
    select 1
    from rejected_records_payments as rejected
    where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
  )
  and staged.delivery_id in (select delivery_id from pending_payments)
  and exists (
    select 1
    from raw_vault.link_payment as stored
    where stored.payment_no = staged.payment_no
  )
group by staged.payment_no;

-- list rows that contradict link_payment: contradictions_payments
-- only if:
--   select exists (select 1 from staged_in_several_rows_link_payment) or exists (select 1 from stored_before_link_payment)
insert into contradictions_payments
with first_staged as (
  select
    staged.*,
    row_number() over (partition by staged.payment_no order by staged.load_date, staged._delivery_order, staged.record_number, staged.row_number) as _place
  from stage_payments as staged
  where not staged._filtered
    and not exists (
      select 1
      from rejected_records_payments as rejected
      where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
    )
    and staged.delivery_id in (select delivery_id from pending_payments)
    and exists (select 1 from staged_in_several_rows_link_payment as several where several.payment_no = staged.payment_no)
    and not exists (select 1 from stored_before_link_payment as stored where stored.payment_no = staged.payment_no)
),
known as (
  select
    stored.payment_no as payment_no,
    stored.order_hk as order_hk,
    stored.amount as amount,
    stored.paid_at as paid_at,
    stored.record_number as _record_number,
    delivery.path as _path
  from raw_vault.link_payment as stored
  left join audit.delivery as delivery
    on delivery.delivery_id = stored.delivery_id
  where exists (select 1 from stored_before_link_payment as found where found.payment_no = stored.payment_no)
  union all
  select
    first_staged.payment_no as payment_no,
    first_staged.order_hk as order_hk,
    first_staged.amount as amount,
    first_staged.paid_at as paid_at,
    first_staged.record_number,
    pending.path
  from first_staged
  join pending_payments as pending
    on pending.delivery_id = first_staged.delivery_id
  where first_staged._place = 1
),
contradicting as (
  select
    staged._row,
    staged.delivery_id,
    staged._delivery_order,
    staged.record_number,
    array[
        case when staged.order_hk is distinct from known.order_hk then 'order_no' end,
        case when staged.amount is distinct from known.amount then 'amount' end,
        case when staged.paid_at is distinct from known.paid_at then 'paid_at' end
      ] as _columns,
    'record ' || cast(known._record_number as varchar) || ' of ' || coalesce('"' || known._path || '"', 'an earlier delivery') as _known
  from stage_payments as staged
  join known
    on known.payment_no = staged.payment_no
  where not staged._filtered
    and not exists (
      select 1
      from rejected_records_payments as rejected
      where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
    )
    and staged.delivery_id in (select delivery_id from pending_payments)
    and (staged.order_hk is distinct from known.order_hk
      or staged.amount is distinct from known.amount
      or staged.paid_at is distinct from known.paid_at)
)
select
  _row,
  delivery_id,
  _delivery_order,
  record_number,
  differing.column_name,
  'the same payment_no has another value in ' || _known
from contradicting
cross join unnest(_columns) as differing(column_name)
where differing.column_name is not null;

-- note keys in several rows: staged_in_several_rows_sat_payment_account
create or replace table staged_in_several_rows_sat_payment_account as
select staged.payment_hk as payment_hk
from stage_payments as staged
where not staged._filtered
  and not exists (
    select 1
    from rejected_records_payments as rejected
    where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
  )
  and staged.delivery_id in (select delivery_id from pending_payments)
  and staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
group by staged.payment_hk
having count(*) > 1;

-- note keys that are stored: stored_before_sat_payment_account
create or replace table stored_before_sat_payment_account as
select staged.payment_hk as payment_hk
from stage_payments as staged
where not staged._filtered
  and not exists (
    select 1
    from rejected_records_payments as rejected
    where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
  )
  and staged.delivery_id in (select delivery_id from pending_payments)
  and staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
  and exists (
    select 1
    from raw_vault.sat_payment_account as stored
    where stored.payment_hk = staged.payment_hk
  )
group by staged.payment_hk;

-- list rows that contradict sat_payment_account: contradictions_payments
-- only if:
--   select exists (select 1 from staged_in_several_rows_sat_payment_account) or exists (select 1 from stored_before_sat_payment_account)
insert into contradictions_payments
with first_staged as (
  select
    staged.*,
    row_number() over (partition by staged.payment_hk order by staged.load_date, staged._delivery_order, staged.record_number, staged.row_number) as _place
  from stage_payments as staged
  where not staged._filtered
    and not exists (
      select 1
      from rejected_records_payments as rejected
      where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
    )
    and staged.delivery_id in (select delivery_id from pending_payments)
    and staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
    and exists (select 1 from staged_in_several_rows_sat_payment_account as several where several.payment_hk = staged.payment_hk)
    and not exists (select 1 from stored_before_sat_payment_account as stored where stored.payment_hk = staged.payment_hk)
),
known as (
  select
    stored.payment_hk as payment_hk,
    stored.iban as iban,
    stored.record_number as _record_number,
    delivery.path as _path
  from raw_vault.sat_payment_account as stored
  left join audit.delivery as delivery
    on delivery.delivery_id = stored.delivery_id
  where exists (select 1 from stored_before_sat_payment_account as found where found.payment_hk = stored.payment_hk)
  union all
  select
    first_staged.payment_hk as payment_hk,
    first_staged.iban as iban,
    first_staged.record_number,
    pending.path
  from first_staged
  join pending_payments as pending
    on pending.delivery_id = first_staged.delivery_id
  where first_staged._place = 1
),
contradicting as (
  select
    staged._row,
    staged.delivery_id,
    staged._delivery_order,
    staged.record_number,
    array[
        case when staged.iban is distinct from known.iban then 'iban' end
      ] as _columns,
    'record ' || cast(known._record_number as varchar) || ' of ' || coalesce('"' || known._path || '"', 'an earlier delivery') as _known
  from stage_payments as staged
  join known
    on known.payment_hk = staged.payment_hk
  where not staged._filtered
    and not exists (
      select 1
      from rejected_records_payments as rejected
      where rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
    )
    and staged.delivery_id in (select delivery_id from pending_payments)
    and staged.payment_hk <> cast(from_hex('00000000000000000000000000000000') as uuid)
    and (staged.iban is distinct from known.iban)
)
select
  _row,
  delivery_id,
  _delivery_order,
  record_number,
  differing.column_name,
  'the same payment has another value in ' || _known
from contradicting
cross join unnest(_columns) as differing(column_name)
where differing.column_name is not null;

-- errors: audit.reject_error
select
  delivery_id,
  record_number,
  row_number() over (partition by delivery_id, record_number order by column_name, message),
  column_name,
  'contradiction',
  message
from (
  select distinct delivery_id, _delivery_order, record_number, column_name, message
  from contradictions_payments
) as contradictions
order by _delivery_order, record_number, 3;

-- leave out contradicting records: stage_payments
-- only if:
--   select exists (select 1 from contradictions_payments)
delete from stage_payments
where _row in (
  select staged._row
  from stage_payments as staged
  where (staged.delivery_id, staged.record_number) in (
    select delivery_id, record_number from contradictions_payments
  )
);

-- leave out rejected and filtered rows: stage_payments
delete from stage_payments
where _errors is not null or _filtered or delivery_id not in (select delivery_id from pending_payments);
