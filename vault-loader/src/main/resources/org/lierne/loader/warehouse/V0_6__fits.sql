-- What fits of models found. Written by Lierne, the same in every vault.

-- One row per figure and per note of a computed mart that a run has computed. What it computed for each key stands in
-- business_vault.computed_...; a run that has rows here has computed the mart, and does not do so again.
create table audit.fit (
    run_id bigint not null,
    mart varchar not null,
    load_date timestamp not null,       -- up to when what was loaded went, in UTC
    record_source varchar not null,     -- the method and its version
    position integer not null,          -- the order in which they are shown
    name varchar not null,              -- of a figure, or the code of a note
    value double,
    standard_error double,
    sentence varchar                    -- of a note
);
