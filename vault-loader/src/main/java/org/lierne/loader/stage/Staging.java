package org.lierne.loader.stage;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.loader.audit.Ledger;

/**
 * What staging a run came to.
 *
 * @param staged the sources with at least one staged delivery, in the order of the metadata
 * @param failed the deliveries that are left out
 */
public record Staging(List<StagedSource> staged, List<Ledger.FailedDelivery> failed) {

    public Staging {
        staged = List.copyOf(staged);
        failed = List.copyOf(failed);
    }

    /** The names of the staged sources. */
    public Set<String> sources() {
        return staged.stream().map(each -> each.source().name()).collect(Collectors.toSet());
    }
}
