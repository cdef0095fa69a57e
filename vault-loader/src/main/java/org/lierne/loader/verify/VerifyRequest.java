package org.lierne.loader.verify;

import java.util.Set;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;

/**
 * What is to be verified.
 *
 * @param promises those to be held to; empty means all
 * @param tables the names of tables and views, without their schema, that are to be looked at; empty means all
 * @param rowsShown how many offending rows of a check are told; all are counted
 */
public record VerifyRequest(Set<Promise> promises, Set<String> tables, int rowsShown) {

    /** So many rows show what is wrong. */
    public static final int DEFAULT_ROWS_SHOWN = 10;

    /** Everything. */
    public static final VerifyRequest ALL = new VerifyRequest(Set.of(), Set.of(), DEFAULT_ROWS_SHOWN);

    public VerifyRequest {
        promises = Set.copyOf(promises);
        tables = Set.copyOf(tables);
        if (rowsShown < 1) {
            throw new IllegalArgumentException("at least one row of a check is shown, not " + rowsShown);
        }
    }

    boolean asksFor(Check check) {
        String table = check.table().substring(check.table().indexOf('.') + 1);
        return (promises.isEmpty() || promises.contains(check.promise()))
                && (tables.isEmpty() || tables.contains(table));
    }
}
