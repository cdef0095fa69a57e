package org.lierne.marts.mart;

import java.util.List;
import org.lierne.core.model.Mart;

/**
 * A mart as SQL.
 *
 * @param sql one SELECT that names tables of the schemas {@code raw_vault}, {@code business_vault} and {@code mart}
 *     only, so that other tables under these names give another state of the mart
 * @param reads the names of the marts that it reads
 */
public record MartQuery(Mart mart, String sql, List<String> reads) {

    public MartQuery {
        reads = List.copyOf(reads);
    }

    public String name() {
        return mart.name();
    }
}
