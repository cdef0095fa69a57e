package org.lierne.core.sql;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Names in SQL: plain where every engine reads them back as they are, quoted otherwise. Generated SQL stays readable, and
 * a column named {@code order} stays a column.
 */
public final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /**
     * What DuckDB's {@code duckdb_keywords()} calls other than unreserved, what it does not take for a name behind an expression
     * without AS, and what Trino reserves.
     */
    private static final Set<String> RESERVED = Set.of("""
            all alter analyse analyze and anti any array as asc asof asymmetric at authorization between
            bigint binary bit boolean both by case cast centuries century char character check coalesce
            collate collation column columns concurrently constraint create cross cube current_catalog
            current_date current_path current_role current_schema current_time current_timestamp
            current_user day days deallocate dec decade decades decimal default deferrable delete desc
            describe distinct do drop else end escape except exclude execute exists export_state extract
            false fetch filter float for foreign freeze from full generated glob group grouping
            grouping_id grouping_sets having hour hours ignore ilike in initially inner inout insert int
            integer intersect interval into is isnull join json_array json_exists json_object json_query
            json_table json_value lambda lateral leading left like limit listagg localtime
            localtimestamp map microsecond microseconds millennia millennium millisecond milliseconds
            minute minutes month months national natural nchar none normalize not notnull null nullif
            numeric offset on only or order out outer over overlaps overlay pivot pivot_longer
            pivot_wider placing position positional precision prepare primary qualify quarter quarters
            real recursive references rename replace respect returning right rollup row second seconds
            select semi session_user setof show similar skip smallint some struct substring summarize
            symmetric table tablesample then time timestamp to trailing treat trim true try_cast tuple
            uescape union unique unnest unpack unpivot user using values varchar variadic varying
            verbose week weeks when where window with within without xmlattributes xmlconcat xmlelement
            xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable year years\
            """.split("\\s+"));

    private Identifiers() {}

    /** A name of one or more parts, such as schema and table. */
    public static Name name(String... parts) {
        return DSL.name(Arrays.stream(parts).map(Identifiers::part).toArray(Name[]::new));
    }

    /** A column, or with several parts a column of a table. */
    public static Field<Object> field(String... parts) {
        return DSL.field(name(parts));
    }

    public static Table<?> table(String... parts) {
        return DSL.table(name(parts));
    }

    private static Name part(String part) {
        return PLAIN.matcher(part).matches() && !RESERVED.contains(part)
                ? DSL.unquotedName(part)
                : DSL.quotedName(part);
    }
}
