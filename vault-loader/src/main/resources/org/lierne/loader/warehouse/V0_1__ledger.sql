-- The ledger: what ran, what arrived, what was refused. Written by Lierne, the same in every vault.

create schema if not exists audit;

-- One row per run. A row that says 'running' and whose process is gone was interrupted: nothing of it was loaded.
create table audit.run (
    run_id bigint not null,
    kind varchar not null,              -- load, or run (load, marts and publishing)
    started_at timestamp not null,      -- UTC, as all timestamps here
    finished_at timestamp,
    outcome varchar not null,           -- running, done, partial, failed, interrupted
    message varchar,
    model_version bigint,
    process_id bigint,
    lierne_version varchar
);

-- One row per delivery that is loaded. Its id is made from source, path and content, so it is the same wherever and
-- whenever the delivery is loaded.
create table audit.delivery (
    delivery_id uuid not null,
    source varchar not null,
    path varchar not null,              -- relative to the landing folder
    content_version integer not null,   -- 1 for the first content under this path, 2 for its correction, ...
    sha256 varchar not null,            -- of the file as delivered
    bytes bigint not null,
    load_date timestamp,                -- NULL where each row has its own
    records bigint not null,            -- = accepted + filtered + rejected
    accepted bigint not null,
    filtered bigint not null,
    rejected bigint not null,
    warnings varchar,
    archived_as varchar,                -- relative to the archive folder
    run_id bigint not null,
    loaded_at timestamp not null
);

-- One row per delivery and run in which it could not be loaded. Nothing of it is in the vault because of that run.
create table audit.failed_delivery (
    run_id bigint not null,
    delivery_id uuid,                   -- NULL where the content could not be read
    source varchar not null,
    path varchar not null,
    sha256 varchar,
    code varchar not null,
    message varchar not null,
    failed_at timestamp not null
);

-- One row per record that was refused, and one per reason.
create table audit.reject (
    run_id bigint not null,
    delivery_id uuid not null,
    source varchar not null,
    path varchar not null,
    record_number bigint not null,      -- the header is record 1
    byte_offset bigint not null,        -- in the decompressed file
    raw_text varchar not null           -- its first 10,000 bytes
);

create table audit.reject_error (
    run_id bigint not null,
    delivery_id uuid not null,
    record_number bigint not null,
    error_number integer not null,
    column_name varchar,                -- NULL where the record as a whole is at fault
    code varchar not null,
    message varchar not null
);

-- One row per statement of a run.
create table audit.step (
    run_id bigint not null,
    step_number integer not null,
    phase varchar not null,
    name varchar not null,
    target varchar,
    rows_affected bigint,
    seconds double not null,
    statement varchar
);

-- The metadata that runs used, whole, and the tables that it meant.
create table audit.model_version (
    model_version bigint not null,
    recorded_at timestamp not null,
    sha256 varchar not null,
    metadata varchar not null,          -- a JSON object: file to text
    tables varchar not null             -- the recorded model, as it stands beside the migration
);
