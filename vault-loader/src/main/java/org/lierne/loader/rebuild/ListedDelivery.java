package org.lierne.loader.rebuild;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery as {@code audit.delivery} lists it.
 *
 * @param loadDate empty where each row has its own
 * @param archivedAs where the copy is, relative to the archive folder; empty if there is none
 */
record ListedDelivery(
        UUID id,
        String path,
        int contentVersion,
        String sha256,
        Optional<LocalDateTime> loadDate,
        long records,
        long accepted,
        long filtered,
        long rejected,
        Optional<String> archivedAs) {

    boolean deliveredCompressed() {
        return path.endsWith(".gz");
    }
}
