package org.lierne.marts.computation;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalLong;
import org.duckdb.DuckDBConnection;
import org.lierne.core.asof.AsOf;
import org.lierne.core.asof.Narrowing;

/** Marts as they were, by the metadata of today: what a model may learn from. */
public interface PastMarts {

    /** For computations that are not kept, which are done in the past as well: they do not ask for another. */
    PastMarts NONE = new PastMarts() {
        @Override
        public OptionalLong runCommittedBy(LocalDateTime moment) {
            return OptionalLong.empty();
        }

        @Override
        public Past open(AsOf asOf, List<String> marts) {
            throw new IllegalStateException("only what is kept may learn from the past");
        }
    };

    /** The last run that had stored what it read by a moment, in UTC; empty if there was none. */
    OptionalLong runCommittedBy(LocalDateTime moment) throws SQLException;

    /** Builds marts, with those that they read, from the rows of a past. */
    Past open(AsOf asOf, List<String> marts) throws SQLException;

    /**
     * Likewise, for who looks at some keys only, and takes no notice of what the marts have of others.
     *
     * @param narrowing rows that may be left out
     */
    default Past open(AsOf asOf, List<String> marts, Narrowing narrowing) throws SQLException {
        return open(asOf, marts);
    }

    /** A catalog with marts of a past. */
    interface Past extends AutoCloseable {

        /**
         * A connection whose current catalog has them; to the same engine, so that it may fill tables of the {@link
         * ComputationInput#catalog()}.
         */
        DuckDBConnection connection();

        @Override
        void close() throws SQLException;
    }
}
