package org.lierne.loader.rebuild;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that a delivery says and the vault does not, or the other way round.
 *
 * @param path the delivery, relative to the landing folder
 * @param contentVersion which content under that path
 * @param record the record's number, as in rejects; empty where it concerns the delivery as a whole
 * @param row the row's number within its record
 * @param column the source's column; empty where it concerns a row or the delivery as a whole
 * @param keptIn the table that keeps the column, or lacks the row
 * @param stored what is stored, or {@code ∅} for NULL, or what is found instead
 * @param inFile what the file says, likewise
 */
public record Difference(
        String source,
        String path,
        int contentVersion,
        OptionalLong record,
        OptionalLong row,
        Optional<String> column,
        Optional<String> keptIn,
        String stored,
        String inFile) {

    /** What stands for NULL. */
    public static final String NOTHING = "∅";

    /** Of a delivery as a whole. */
    static Difference of(String source, ListedDelivery delivery, String stored, String inFile) {
        return new Difference(
                source,
                delivery.path(),
                delivery.contentVersion(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                stored,
                inFile);
    }
}
