-- What tables and columns of the vault were called before. Written by Lierne, the same in every vault.

-- One row per rename that a migration of the project made, in the order in which they were made.
create table audit.renamed (
    rename_number bigint not null,
    migration varchar not null,         -- its version
    model_version bigint not null,      -- the last version of the metadata by which the old name was read
    table_schema varchar not null,
    table_name varchar not null,        -- at that moment
    column_name varchar,                -- at that moment; NULL where the table was renamed
    new_name varchar not null
);

-- How many migrations the database had when the metadata was recorded; NULL of what was recorded before this table.
alter table audit.model_version add column migrations integer;
