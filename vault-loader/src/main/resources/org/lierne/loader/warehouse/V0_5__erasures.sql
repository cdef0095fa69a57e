-- What was erased on request, and what must not come back. Written by Lierne, the same in every vault. Nothing here holds
-- what was erased.

-- One row per erasure: who asked for it, when and why.
create table audit.erasure (
    erasure_id bigint not null,
    hub varchar not null,
    reason varchar not null,
    requested_by varchar not null,
    started_at timestamp not null,      -- UTC
    finished_at timestamp,              -- NULL: files may hold it still; the next "lierne forget" goes on
    records bigint not null,
    run_id bigint not null,             -- of the kind forget; 0 where nothing was erased
    lifted boolean not null default false, -- it lets a key come back that was erased before
    lierne_version varchar
);

-- How many rows of a table, records of a copy, or files were erased.
create table audit.erasure_count (
    erasure_id bigint not null,
    kind varchar not null,              -- table, copy, file
    name varchar not null,
    items bigint not null
);

-- Files that are to be taken out, as long as they may be there.
create table audit.erasure_file (
    erasure_id bigint not null,         -- 0: a load takes it out
    path varchar not null
);

-- The keys that took the place of erased ones, in hexadecimal digits. What they took the place of is written nowhere.
create table audit.erased_key (
    hub varchar not null,
    hash_key varchar not null
);

-- The records that named an erased key, and what had become of them: accepted, filtered, rejected.
create table audit.erased_record (
    erasure_id bigint,                  -- NULL: it came later, and was kept out
    source varchar not null,
    delivery_id uuid not null,
    record_number bigint not null,
    fate varchar not null
);

-- The SHA-256 that the copy of a delivery has since records of it were erased; the delivery is known by that in
-- audit.delivery, as before.
create table audit.rewritten (
    delivery_id uuid not null,
    sha256 varchar not null
);

-- By what an erased key is known if it is delivered again: a digest made with a secret that stands in a file of its own.
-- It names neither the erasure nor the key that took its place.
create table audit.forgotten_key (
    hub varchar not null,
    digest varchar not null
);

-- The secret, of a database that has no file.
create table audit.forgotten_secret (
    secret varchar not null
);

-- One row per delivery with records that name an erased key: how many were kept out. They are among the filtered.
create table audit.forgotten (
    delivery_id uuid not null,
    records bigint not null,
    run_id bigint not null
);
