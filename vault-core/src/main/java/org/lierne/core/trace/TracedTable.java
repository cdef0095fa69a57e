package org.lierne.core.trace;

import java.util.List;
import java.util.Optional;
import org.lierne.core.plan.Statement;

/**
 * A table that is read for a trace. The rows of its statement have the columns {@link #COMMON}, those of other keys, of the
 * sub key, and the payload, twice: as it is, and as it was before; nothing before where the row says that something is
 * new, and nothing now where it says that something is gone.
 *
 * @param table without its schema
 * @param source the name of the source that feeds it; empty of a hub, which several may feed
 * @param others the columns of other keys that a relationship connects, and of dependent child keys
 * @param subKey how many columns of the payload, the first, tell apart the rows of a block
 * @param payload the columns of what is said
 */
public record TracedTable(
        String table, Optional<String> source, List<Said> others, int subKey, List<Said> payload, Statement statement) {

    /** The columns with which each row begins. */
    public static final List<String> COMMON = List.of(
            "_what",
            "load_date",
            "_sequence",
            "_path",
            "_content_version",
            "delivery_id",
            "record_number",
            "row_number",
            "record_source",
            "run_id");

    /**
     * A column of which the values are told.
     *
     * @param isSensitive whether they are not for everyone's eyes
     */
    public record Said(String name, boolean isSensitive) {}

    public TracedTable {
        others = List.copyOf(others);
        payload = List.copyOf(payload);
    }
}
