package org.lierne.loader.stage;

import java.util.List;
import org.lierne.core.model.Source;
import org.lierne.loader.audit.Ledger;

/**
 * A source whose pending deliveries stand in its stage table, ready to be loaded.
 *
 * @param deliveries those that are staged; what was left out of the others is nowhere
 * @param skippedKeys rows that satellites and links will skip, since a key is missing
 */
public record StagedSource(Source source, List<Ledger.LoadedDelivery> deliveries, long skippedKeys) {
    public StagedSource {
        deliveries = List.copyOf(deliveries);
    }
}
