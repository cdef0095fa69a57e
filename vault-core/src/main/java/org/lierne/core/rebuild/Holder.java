package org.lierne.core.rebuild;

import java.util.List;
import java.util.Optional;
import org.lierne.core.schema.Table;

/**
 * A table that keeps columns of a source's rows, and how a tracking row leads to its row there.
 *
 * @param name what it is called among the holders of the source
 * @param table the table, without its schema
 * @param trackedKey the column of the tracking table that leads there; empty of the tracking table itself
 * @param key the column of the table that it leads to; empty likewise
 * @param trackedHashdiff the column of the tracking table that has the hashdiff, where a key has several rows
 * @param places the columns; may be empty, for a link that is only a relationship
 */
public record Holder(
        Kind kind,
        String name,
        String table,
        String trackedKey,
        String key,
        Optional<String> trackedHashdiff,
        List<Place> places) {

    /** What the names of hubs among the holders begin with; the key's name, or role, follows. */
    static final String KEY_PREFIX = "key_";

    /** What a holder keeps, which decides what it may lack. */
    public enum Kind {
        /** The tracking table: the load date, the sequence, what tells of deletions. */
        TRACKING,
        /** A hub, under its own name or a role: the business key. */
        KEY,
        /** A link: dependent child keys. */
        LINK,
        /** A satellite or reference table: what holds for a while, found by key and hashdiff. */
        CHANGES,
        /** A multi-active satellite, likewise: the rows of blocks. */
        BLOCKS,
        /** A non-historized link: what happened once, found by its key. */
        EVENT_LINK,
        /** A non-historized satellite. */
        EVENT_SATELLITE
    }

    public Holder {
        places = List.copyOf(places);
    }

    /** Whether a row of a missing key leaves no row there. */
    public boolean skipsMissingKeys() {
        return kind == Kind.CHANGES || kind == Kind.BLOCKS || kind == Kind.EVENT_SATELLITE;
    }

    /** The table with its schema. */
    public String qualified() {
        return Table.RAW_VAULT + "." + table;
    }
}
