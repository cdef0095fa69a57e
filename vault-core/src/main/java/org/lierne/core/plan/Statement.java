package org.lierne.core.plan;

import java.util.Optional;

/**
 * One SQL statement of a plan.
 *
 * @param name what it does, in a few words
 * @param target the table or view that it writes
 * @param sql its text, complete: no parameters
 * @param onlyIf a query of one boolean; the statement is needed only if it is true
 */
public record Statement(String name, String target, String sql, Optional<String> onlyIf) {

    /** A statement that is always needed. */
    public static Statement of(String name, String target, String sql) {
        return new Statement(name, target, sql, Optional.empty());
    }
}
