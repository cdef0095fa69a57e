package org.lierne.marts.mart;

import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Mart;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.meaning.Meaning;

/**
 * A mart as SQL.
 *
 * @param sql one SELECT that names tables of the schemas {@code raw_vault}, {@code business_vault}, {@code mart} and {@link
 *     Computation#SCHEMA}, and runs and deliveries of the ledger, only, so that other tables under these names give another state of the mart
 * @param reads the names of the marts that it, or its computation, reads
 * @param computation what is to be done in Java before; of a computed mart it is done once, after a run, and kept
 * @param meaning what its rows and columns mean, and what is asked for what the data could not tell
 */
public record MartQuery(Mart mart, String sql, List<String> reads, Optional<Computation> computation, Meaning meaning) {

    public MartQuery {
        reads = List.copyOf(reads);
    }

    /** A mart that is SQL alone, and of which nothing is said. */
    public MartQuery(Mart mart, String sql, List<String> reads) {
        this(mart, sql, reads, Optional.empty(), Meaning.NONE);
    }

    public String name() {
        return mart.name();
    }
}
