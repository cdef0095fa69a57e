package org.lierne.loader.trace;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lierne.core.trace.What;

/**
 * Something that a stored row says of the key.
 *
 * @param table the row's, without its schema
 * @param others the other keys that a relationship connects with this one, and its dependent child keys; without those
 *     that are missing
 * @param subKey what tells the row apart from others of its block
 * @param changes the columns that differ from before; where something is new, those that say something
 * @param source the name of the source that said it; empty where that is not known
 * @param recordSource as it stands in the row
 * @param origin where it stands in what was delivered; empty where that is kept nowhere
 * @param run the run that stored it
 * @param record the raw record, where it was asked for and is to be had
 */
public record TraceEvent(
        What what,
        LocalDateTime loadDate,
        String table,
        List<Value> others,
        List<Value> subKey,
        List<Change> changes,
        Optional<String> source,
        Optional<String> recordSource,
        Optional<Origin> origin,
        long run,
        Optional<String> record) {

    /**
     * A place in what was delivered.
     *
     * @param path relative to the landing folder; empty if the ledger does not have the delivery
     * @param contentVersion 1 for the first content under the path; 0 without a path
     * @param record the record's number, as {@code lierne rejects} has it; 0 where it is about no one record
     * @param row the row's number in the record
     */
    public record Origin(UUID delivery, Optional<String> path, int contentVersion, long record, int row) {}

    public TraceEvent {
        others = List.copyOf(others);
        subKey = List.copyOf(subKey);
        changes = List.copyOf(changes);
    }

    TraceEvent with(Optional<String> knownSource, Optional<String> rawRecord) {
        return new TraceEvent(
                what, loadDate, table, others, subKey, changes, knownSource, recordSource, origin, run, rawRecord);
    }
}
