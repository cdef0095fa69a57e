package org.lierne.loader.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lierne.core.LierneException;

/**
 * A run that stored what it read.
 *
 * @param modelVersion the version of the metadata that it followed; empty where a host program has not said
 */
public record KnownRun(long runId, OptionalLong modelVersion) {

    private static final String COMMITTED = "outcome in ('done', 'partial')";

    /** The latest run that stored what it read; empty if there is none. */
    public static Optional<KnownRun> latest(Connection connection) throws SQLException {
        return first(connection, "true order by run_id desc");
    }

    /**
     * A run by its number.
     *
     * @throws LierneException {@code unknown_run}, if there is none, or {@code run_stored_nothing}, with the nearest that did
     */
    public static KnownRun of(Connection connection, long runId) throws SQLException {
        Optional<KnownRun> found = first(connection, "run_id = " + runId);
        if (found.isPresent()) {
            return found.get();
        }
        Optional<String> outcome = new Ledger(connection).outcome(runId);
        List<String> nearest = new ArrayList<>();
        first(connection, "run_id < " + runId + " order by run_id desc")
                .ifPresent(run -> nearest.add("run " + run.runId()));
        first(connection, "run_id > " + runId + " order by run_id").ifPresent(run -> nearest.add("run " + run.runId()));
        String hint = nearest.isEmpty()
                ? "No run has stored anything yet."
                : "Nearest are " + String.join(" and ", nearest) + "; \"lierne runs\" shows all.";
        throw new LierneException(
                LierneException.Category.USAGE,
                outcome.isEmpty() ? "unknown_run" : "run_stored_nothing",
                outcome.map(word ->
                                "Run " + runId + " is " + word + ": it stored nothing, so nothing was known by it that"
                                        + " the run before did not know.")
                        .orElse("There is no run " + runId + "."),
                hint.replace("Nearest are run", nearest.size() == 1 ? "Nearest is run" : "Nearest are run"));
    }

    private static Optional<KnownRun> first(Connection connection, String condition) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select run_id, model_version from audit.run where "
                        + COMMITTED + " and " + condition + " limit 1");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long version = row.getLong(2);
            return Optional.of(
                    new KnownRun(row.getLong(1), row.wasNull() ? OptionalLong.empty() : OptionalLong.of(version)));
        }
    }
}
