package org.lierne.core.verify.check;

import java.util.List;
import java.util.Set;

/**
 * That one table keeps one promise, as a query of what breaks it.
 *
 * @param table the table or view with its schema; a schema alone where all of its tables are judged at once
 * @param row the columns that name an offending row. They never hold payload or business keys
 * @param sql one SELECT of one row per offence: the columns of {@code row} in their order, then what was expected there
 *     and what was found, neither of them payload
 * @param reads the tables of the vault that it reads: none of them may lack anything that the metadata mean
 */
public record Check(Promise promise, String table, List<String> row, String sql, Set<String> reads) {

    /** The query's last two columns. */
    public static final String EXPECTED = "expected";

    public static final String FOUND = "found";

    public Check {
        row = List.copyOf(row);
        reads = Set.copyOf(reads);
    }
}
