package org.lierne.loader.load;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run is asked to do.
 *
 * @param landing the folder with deliveries
 * @param archive the folder that keeps a copy of each delivery; empty to keep none
 * @param loadDate UTC, of deliveries that have no load date of their own; empty means the start of the run
 * @param kind what the ledger calls the run: {@code load}, or {@code run} if marts follow
 * @param modelVersion the recorded version of the metadata, if one is recorded
 */
public record LoadRequest(
        Path landing,
        Optional<Path> archive,
        Optional<LocalDateTime> loadDate,
        String kind,
        OptionalLong modelVersion) {

    /** Loads a folder, and keeps copies in another. */
    public static LoadRequest of(Path landing, Path archive) {
        return new LoadRequest(landing, Optional.of(archive), Optional.empty(), "load", OptionalLong.empty());
    }
}
