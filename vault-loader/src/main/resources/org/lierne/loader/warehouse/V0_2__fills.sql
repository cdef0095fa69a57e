-- What of a source's deliveries is in what is loaded from it. Written by Lierne, the same in every vault.

-- One row per key, link, satellite and reference that a source feeds.
create table audit.target (
    source varchar not null,
    target varchar not null,            -- satellite customer_details, link order_customer, key recipient, ...
    since_run bigint not null           -- what this run and later ones have loaded of the source is in it
);

-- One row per target and delivery that was loaded before the target was described, and read again for it.
create table audit.fill (
    source varchar not null,
    target varchar not null,
    delivery_id uuid not null,
    run_id bigint not null
);
