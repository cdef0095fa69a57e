package org.lierne.core.schema;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.PointInTime;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Source;

/** The names of tables, views and technical columns. */
public final class Names {

    public static final String LOAD_DATE = "load_date";
    public static final String LOAD_END_DATE = "load_end_date";
    public static final String IS_CURRENT = "is_current";
    public static final String SEQUENCE = "sequence";
    public static final String DELIVERY_ID = "delivery_id";
    public static final String RECORD_NUMBER = "record_number";
    public static final String ROW_NUMBER = "row_number";
    public static final String HASHDIFF = "hashdiff";
    public static final String BLOCK_HASHDIFF = "block_hashdiff";
    public static final String RECORD_SOURCE = "record_source";
    /** What a row that may be corrected counts: 1 for what it says, -1 for what it takes back. */
    public static final String COUNTER = "counter";

    /** How often what it says had been corrected: 0 of what was said first. */
    public static final String CORRECTION = "correction";

    public static final String RUN_ID = "run_id";
    public static final String SNAPSHOT_DATE = "snapshot_date";
    public static final String PATH = "path";
    public static final String OPERATION = "operation";
    public static final String STATUS = "status";
    public static final String IS_DELETED = "is_deleted";
    /** Whether nothing is computed for a key any more. */
    public static final String IS_GONE = "is_gone";

    public static final String IS_WHOLE = "is_whole";
    public static final String UNREADABLE = "unreadable";
    public static final String LEFT_OUT = "left_out";
    public static final String UNMAPPED = "unmapped";
    public static final String ROWS_ENDED = "rows_ended";
    public static final String KEYS_PRESENT = "keys_present";
    public static final String KEYS_KNOWN = "keys_known";
    public static final String KEYS_MISSING = "keys_missing";

    private static final String COMPUTED = "computed_";

    private static final List<String> MEMORY = List.of(
            "tracking_",
            "retracked_",
            "tracked_",
            "ended_",
            "first_seen_",
            "batch_",
            "seen_",
            "judgement_",
            "presence_");

    /** Names that a column which tells what is gone may not have, since the tables that hold it use them. */
    public static final Set<String> PRESENCE = Set.of(
            PATH,
            OPERATION,
            STATUS,
            IS_DELETED,
            IS_WHOLE,
            UNREADABLE,
            LEFT_OUT,
            KEYS_PRESENT,
            KEYS_KNOWN,
            KEYS_MISSING);

    /** Names that no column of a source may have, since tables and views use them. */
    public static final Set<String> RESERVED = Set.of(
            LOAD_DATE,
            LOAD_END_DATE,
            IS_CURRENT,
            SEQUENCE,
            DELIVERY_ID,
            RECORD_NUMBER,
            ROW_NUMBER,
            HASHDIFF,
            BLOCK_HASHDIFF,
            RECORD_SOURCE,
            RUN_ID);

    private Names() {}

    public static String table(Hub hub) {
        return "hub_" + hub.name();
    }

    public static String table(Link link) {
        return "link_" + link.name();
    }

    /** The table of a satellite, or of what a source has said for a reference table. */
    public static String table(Satellite satellite) {
        if (satellite.parent() instanceof Parent.OfReference) {
            return satellite.name();
        }
        return "sat_" + satellite.name();
    }

    /** The satellite of what a mart's model computes. */
    public static String computed(ComputedMart mart) {
        return COMPUTED + mart.name();
    }

    /**
     * Whether a table is the satellite of what a model computes.
     *
     * @param table without its schema
     */
    public static boolean isComputed(String table) {
        return table.startsWith(COMPUTED);
    }

    /**
     * Whether a table is one by which loads remember what sources have delivered, and which nobody else needs to read.
     *
     * @param table with or without its schema
     */
    public static boolean isMemory(String table) {
        String name = table.substring(table.lastIndexOf('.') + 1);
        return MEMORY.stream().anyMatch(name::startsWith);
    }

    /** The table of tracking rows of a source. */
    public static String tracking(Source source) {
        return "tracking_" + source.name();
    }

    /** The table of tracking rows of deliveries that were read again for what was described after they were loaded. */
    public static String retracked(Source source) {
        return "retracked_" + source.name();
    }

    /** The table of what rows say under names that the metadata does not know. */
    public static String captured(Source source) {
        return "captured_" + source.name();
    }

    /** The table of deliveries of which rows are tracked no more. */
    public static String ended(Source source) {
        return "ended_" + source.name();
    }

    /** The view of what holds of each tracked row, where deliveries may have been read again. */
    public static String tracked(Source source) {
        return "tracked_" + source.name();
    }

    /** The table of the files that make up a batch of a source that delivers everything. */
    public static String batch(Source source) {
        return "batch_" + source.name();
    }

    /** The table of the keys that rejects of a source that delivers everything had. */
    public static String seen(Source source) {
        return "seen_" + source.name();
    }

    /** The table of what each batch was found fit for: whether what it lacks is gone. */
    public static String judgement(Source source) {
        return "judgement_" + source.name();
    }

    /** The table of when a satellite's key was there, where that is not the satellite itself. */
    public static String presence(Satellite satellite) {
        return "presence_" + satellite.name();
    }

    /** The columns that hold the scope within which a delivery is everything; none if it is everything altogether. */
    public static List<String> scope(Source source) {
        return source.full().map(Delivery.Full::within).orElse(List.of());
    }

    /** The columns of stage and tracking tables that tell rows apart across files. */
    public static List<String> rowKey(Source source) {
        return source.rowParts().stream()
                .map(part -> source.key(part).isPresent() ? hashKey(part) : part)
                .toList();
    }

    /** The table of load dates earlier than those that a hub or link row was stored with. */
    public static String firstSeen(Hub hub) {
        return "first_seen_" + table(hub);
    }

    /** The table of load dates earlier than those that a hub or link row was stored with. */
    public static String firstSeen(Link link) {
        return "first_seen_" + table(link);
    }

    /** The view of a satellite's changes with the end of each. */
    public static String history(Satellite satellite) {
        return table(satellite) + "_history";
    }

    /** The view of what holds now. */
    public static String current(Satellite satellite) {
        return table(satellite) + "_current";
    }

    /** The view of a link's rows that are in force: the latest per driving key. */
    public static String inForce(Link link) {
        return table(link) + "_in_force";
    }

    /** The view of a same-as link that gives each key of the hub its master. */
    public static String resolved(Link link) {
        return table(link) + "_resolved";
    }

    /** The view of a hierarchical link that gives each key of the hub all that lie above it. */
    public static String ancestors(Link link) {
        return table(link) + "_ancestors";
    }

    /** The view that reference tables are read by: what holds now. */
    public static String view(Reference reference) {
        return "ref_" + reference.name();
    }

    /** The view of what held when. */
    public static String history(Reference reference) {
        return view(reference) + "_history";
    }

    /** The table of a rule's snapshot dates. */
    public static String table(SnapshotRule rule) {
        return "snapshot_" + rule.name();
    }

    public static String table(PointInTime pointInTime) {
        return "pit_" + pointInTime.name();
    }

    public static String table(Bridge bridge) {
        return "bridge_" + bridge.name();
    }

    /** The column that says whether a snapshot is kept as the last one of its day, week, month or year. */
    public static String keptBy(SnapshotRule.Every every) {
        return "is_" + every.name().toLowerCase(Locale.ROOT);
    }

    /** The column of a point-in-time table that holds the key of what holds of a satellite. */
    public static String referencedKey(Satellite satellite) {
        return hashKey(table(satellite));
    }

    /** The column of a point-in-time table that holds one column of the order of what holds of a satellite. */
    public static String referenced(Satellite satellite, String column) {
        return table(satellite) + "_" + column;
    }

    /** The hash key column of what a point-in-time table is of. */
    public static String parentKey(Parent parent) {
        return hashKey(parent instanceof Parent.OfHub hub ? hub.hub() : parent.name());
    }

    /** The hash key column of a hub, a role or a link. */
    public static String hashKey(String name) {
        return name + "_hk";
    }

    /** The hash key column of a satellite's parent, in the satellite's table. */
    public static String parentKey(Satellite satellite) {
        if (satellite.parent() instanceof Parent.OfHub hub) {
            return hashKey(hub.hub());
        }
        return hashKey(satellite.parent().name());
    }

    /** The column of a tracking table that holds a satellite's hashdiff. */
    public static String hashdiff(Satellite satellite) {
        return satellite.name() + "_" + HASHDIFF;
    }

    /** The column of a stage table that holds the hashdiff of the block that a row belongs to. */
    public static String blockHashdiff(Satellite satellite) {
        return satellite.name() + "_" + BLOCK_HASHDIFF;
    }

    /** The column that holds one part of an effectivity satellite's driving key. */
    public static String drivingKeyColumn(Link link, String part) {
        boolean participant =
                link.connects().stream().anyMatch(each -> each.name().equals(part));
        return participant ? hashKey(part) : part;
    }
}
