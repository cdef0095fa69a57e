package org.lierne.loader.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.stage.Staging;

/** What deliveries that cannot be loaded do to the run: nothing, unless the metadata says {@code on_failure: stop}. */
final class OnFailure {

    private OnFailure() {}

    /**
     * Ends a run before it loads, if the metadata asks for that. What is refused and left out is recorded by then.
     *
     * @throws LierneException {@code stopped_by_failure}
     */
    static void stopIfAsked(Vault vault, long runId, Staging staging) {
        Map<String, Long> stopping = staging.failed().stream()
                .filter(failure -> vault.source(failure.source()).onFailure() == Source.OnFailure.STOP)
                .collect(Collectors.groupingBy(
                        Ledger.FailedDelivery::source, LinkedHashMap::new, Collectors.counting()));
        if (stopping.isEmpty()) {
            return;
        }
        String sources = stopping.entrySet().stream()
                .map(source -> source.getValue() + " of source \"" + source.getKey() + "\"")
                .collect(Collectors.joining(", "));
        throw new LierneException(
                LierneException.Category.INCOMPLETE,
                "stopped_by_failure",
                "Run " + runId + " was stopped, since deliveries could not be loaded (" + sources
                        + ") and the metadata says \"on_failure: stop\". Nothing of it was loaded; the vault is as it was"
                        + " before.",
                "Mend or remove the deliveries that are told above, or say \"on_failure: continue\"; then run again.");
    }
}
