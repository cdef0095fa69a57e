package org.lierne.loader.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What AutomateDV 0.11 does, in plain SQL: its stage with hashed columns, and the increments of its hubs, links and
 * satellites, by its documentation and macros ({@code hub}, {@code link}, {@code sat}, {@code create_ghost_record}).
 *
 * @param vault the schema of its tables
 * @param digest makes a stored digest of {@code %s}, a text
 * @param zero the stored digest that is all zeros
 */
record AutomateDv(String vault, String digest, String zero) {

    /** Digests as PostgreSQL's {@code DECODE(MD5(x), 'hex')} stores them. */
    static AutomateDv binary(String vault) {
        return new AutomateDv(vault, "unhex(md5(%s))", "unhex('" + "00".repeat(16) + "')");
    }

    /** Digests as Databricks' {@code UPPER(MD5(x))} stores them. */
    static AutomateDv hexadecimal(String vault) {
        return new AutomateDv(vault, "upper(md5(%s))", "'" + "00".repeat(16) + "'");
    }

    private static final List<String> ORIGIN = List.of("load_datetime", "record_source");

    /** The stage: the rows of a table with hash keys and hashdiffs beside them. */
    String stage(String name, String rows, String... hashed) {
        return "create or replace view " + name + " as select *, " + String.join(", ", hashed) + " from " + rows;
    }

    /** A hashed column: of one column NULL stays NULL, of several only if all are. */
    String key(String name, String... columns) {
        if (columns.length == 1) {
            return hash("nullif(upper(trim(cast(" + columns[0] + " as varchar))), '')") + " as " + name;
        }
        String missing = Arrays.stream(columns).map(column -> "^^").collect(Collectors.joining("||"));
        return hash("nullif(" + joined(Stream.of(columns)) + ", '" + missing + "')") + " as " + name;
    }

    /** A hashed column that is a hashdiff: its columns in alphabetical order, never NULL. */
    String hashdiff(String name, String... columns) {
        return hash(joined(Stream.of(columns).sorted())) + " as " + name;
    }

    private String hash(String text) {
        return digest.formatted(text);
    }

    private static String joined(Stream<String> columns) {
        return columns.map(column -> "coalesce(nullif(upper(trim(cast(" + column + " as varchar))), ''), '^^')")
                .collect(Collectors.joining(" || '||' || "));
    }

    /** Makes a table as the first run of a model does. */
    String table(String name, String stage, String... columns) {
        return "create table " + vault + "." + name + " as select " + list(columns) + " from " + stage + " limit 0";
    }

    /** One row per key that the table lacks, the earliest of the stage; rows of a link without a key are left out. */
    String keys(String name, String stage, String... columns) {
        String known = Arrays.stream(columns)
                .filter(column -> column.endsWith("_hk"))
                .map(column -> column + " is not null")
                .collect(Collectors.joining(" and "));
        return "insert into " + vault + "." + name + " select " + list(columns) + " from (select *, row_number() over"
                + " (partition by " + columns[0] + " order by load_datetime) as row_number from " + stage + " where "
                + known + ") as a where row_number = 1 and not exists (select 1 from " + vault + "." + name
                + " as d where d." + columns[0] + " = a." + columns[0] + ")";
    }

    /** The satellite's increment: of each key the first row unless it is the latest stored, and each change after it. */
    String satellite(String name, String stage, String... columns) {
        String all = list(columns);
        String table = vault + "." + name;
        return "insert into " + table + " with source_data as (select " + all + " from " + stage + " where "
                + columns[0]
                + " is not null), latest_records as (select * from (select c.*, rank() over (partition by c."
                + columns[0] + " order by c.load_datetime desc) as rank from " + table
                + " as c) as a where rank = 1), first_record_in_set as (select * from (select *, row_number() over"
                + " (partition by " + columns[0] + " order by load_datetime) as asc_row from source_data) as f where"
                + " asc_row = 1), unique_source_records as (select distinct " + all + " from (select *, lag(hashdiff)"
                + " over (partition by " + columns[0] + " order by load_datetime) as before from source_data) as u"
                + " where hashdiff <> before) select " + all + " from first_record_in_set as f where not exists"
                + " (select 1 from latest_records as l where l." + columns[0] + " = f." + columns[0]
                + " and l.hashdiff = f.hashdiff) union select " + all + " from unique_source_records";
    }

    /** The ghost record, unless it is there. */
    String ghost(String name, String... payload) {
        String nulls = Arrays.stream(payload).map(column -> "null, ").collect(Collectors.joining());
        return "insert into " + vault + "." + name + " select " + zero + ", " + zero + ", " + nulls
                + "timestamp '1900-01-01', 'AUTOMATE_DV_SYSTEM' where not exists (select 1 from " + vault + "." + name
                + " where hashdiff = " + zero + ")";
    }

    private static String list(String... columns) {
        return Stream.concat(Stream.of(columns), ORIGIN.stream()).collect(Collectors.joining(", "));
    }
}
