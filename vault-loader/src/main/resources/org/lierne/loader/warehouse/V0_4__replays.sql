-- Which refused records were taken after all. Written by Lierne, the same in every vault.

-- One row per record of a loaded delivery that was refused, and taken by a later run once a rule was mended. The reject
-- stays; the counts of the delivery are those with it: as known at an earlier run, it is a reject still.
create table audit.replay (
    delivery_id uuid not null,
    record_number bigint not null,
    run_id bigint not null              -- the run that took it
);
