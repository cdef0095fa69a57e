package org.lierne.loader.stage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lierne.core.model.Source;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.loader.audit.DeliveryId;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.ScanOutcome;

/**
 * A delivery that is not loaded yet, and that can be read.
 *
 * @param id what it is known by: made of the source's name, or of the one that the source had when it was loaded
 * @param path relative to the landing folder, with {@code /}
 * @param contentVersion 1 for the first content under this path
 * @param loadDate UTC; empty where each row has its own
 * @param pathColumns what the path says of columns, by column
 * @param fields per field that is read, the column that it feeds; empty where it has no place
 * @param typed per field, how it is found in a file that has types; else empty
 * @param warnings what is worth knowing about the file
 */
record PendingDelivery(
        UUID id,
        Source source,
        String path,
        ScanOutcome.Readable scan,
        int contentVersion,
        Optional<LocalDateTime> loadDate,
        Map<String, String> pathColumns,
        List<Optional<String>> fields,
        List<ReadGroup.TypedField> typed,
        List<String> warnings) {

    PendingDelivery {
        pathColumns = Map.copyOf(pathColumns);
        fields = List.copyOf(fields);
        typed = List.copyOf(typed);
        warnings = List.copyOf(warnings);
    }

    /** The order of paths in the engine, by their bytes in UTF-8: that of Java's texts differs beyond 16 bits. */
    static final Comparator<String> PATH_ORDER = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    /** The same, with one more thing worth knowing. */
    PendingDelivery warnedOf(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return new PendingDelivery(id, source, path, scan, contentVersion, loadDate, pathColumns, fields, typed, more);
    }

    /** The same, as it was loaded: with the id, the version and the load date that it had. */
    PendingDelivery loadedAs(UUID known, int version, Optional<LocalDateTime> date) {
        return new PendingDelivery(known, source, path, scan, version, date, pathColumns, fields, typed, warnings);
    }

    /** The id that it had if it was loaded before its source got its name. */
    Optional<UUID> formerId() {
        return source.was().map(name -> DeliveryId.of(name, path, scan.sha256()));
    }

    Path file() {
        return scan.file();
    }

    /** The ledger's row of this delivery, once it is loaded. */
    Ledger.LoadedDelivery loaded(Session session, long filtered, long rejected) {
        return new Ledger.LoadedDelivery(
                id(),
                source.name(),
                path,
                contentVersion,
                scan.sha256(),
                scan.state().size(),
                session.loadDate(this).orElse(null),
                scan.records(),
                scan.records() - rejected - filtered,
                filtered,
                rejected,
                warnings.isEmpty() ? null : String.join("; ", warnings),
                scan.archived().map(session::inArchive).orElse(null));
    }

    /** The ledger's row of this delivery, if it cannot be loaded. */
    Ledger.FailedDelivery failed(String code, String message) {
        return new Ledger.FailedDelivery(id(), source.name(), path, scan.sha256(), code, message);
    }

    /**
     * The ledger's row of this delivery, if it cannot be loaded.
     *
     * @param what happened to the file, as the rest of a sentence that begins with it
     */
    Ledger.FailedDelivery failedSince(String code, String what) {
        return failed(code, "The file \"" + file() + "\" " + what + ". Nothing of it was loaded.");
    }

    /**
     * The ledger's row of this delivery, if the engine cannot make rows of it.
     *
     * @param reason what the engine says
     */
    Ledger.FailedDelivery notStaged(String reason) {
        return failedSince(
                "staging_failed", "could not be staged: " + reason + "; mend the file, or the source's expressions");
    }
}
