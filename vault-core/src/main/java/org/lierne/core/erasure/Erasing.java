package org.lierne.core.erasure;

import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;

/** The temporary tables by which an erasure knows what it takes out, and parts of statements that read them. */
public final class Erasing {

    /** The keys: {@code old_key}, {@code new_key}, the parts of the new one. */
    public static final String KEYS = "erasing_keys";

    /** Records that name a key, wherever that was found: {@code source}, {@code delivery_id}, {@code record_number}, {@code uses}. */
    public static final String FOUND = "erasing_found";

    /** The same, each once, with what became of the record: {@code fate}. */
    public static final String RECORDS = "erasing_records";

    /** Texts of the person's, to be looked for where nothing tells columns apart: {@code value}. */
    public static final String TEXTS = "erasing_texts";

    /** What a record was: loaded, left out by a condition, or refused. */
    public static final String ACCEPTED = "accepted";

    public static final String FILTERED = "filtered";
    public static final String REJECTED = "rejected";

    private Erasing() {}

    /** The keys of a link that change: {@code old_key}, {@code new_key}. */
    static String link(String link) {
        return "erasing_link_" + link;
    }

    /** Of a satellite, what of it is erased. */
    static String of(String what, String satellite) {
        return "erasing_" + what + "_" + satellite;
    }

    /** A table as it is written, under the name that it is stored by. */
    static String target(Table table, SqlText text) {
        return text.name(table.storedSchema()) + "." + text.name(table.storedName());
    }

    /** That a record of a relation is one of the source's that name a key. */
    static String isOfRecord(String relation, String source, SqlText text) {
        return "exists (\n    select 1 from " + RECORDS + " as records\n    where records.source = "
                + text.literal(source)
                + " and records.delivery_id = " + relation + "." + Names.DELIVERY_ID
                + "\n      and records.record_number = "
                + relation + "." + Names.RECORD_NUMBER + "\n  )";
    }

    /** Columns of a table as it is stored, set to nothing. */
    static String emptied(Table table, List<String> columns, SqlText text) {
        return columns.stream()
                .map(column -> text.name(table.storedColumn(column)) + " = null")
                .collect(Collectors.joining(", "));
    }
}
