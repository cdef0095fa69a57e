package org.lierne.loader.load;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which refused records are to be read again.
 *
 * @param landing where the files are that have no copy
 * @param archive the folder of copies
 * @param run the run that refused them; empty for all
 * @param sources names; empty for all
 * @param codes reasons, one of which they have; empty for all
 * @param isTrial whether it is only to be told what would be taken
 * @param modelVersion of the metadata, for the ledger
 */
public record ReplayRequest(
        Path landing,
        Optional<Path> archive,
        OptionalLong run,
        Set<String> sources,
        Set<String> codes,
        boolean isTrial,
        OptionalLong modelVersion) {

    public ReplayRequest {
        sources = Set.copyOf(sources);
        codes = Set.copyOf(codes);
    }
}
