package org.lierne.loader.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.lierne.loader.warehouse.RowAppender;

/**
 * Writes and reads the tables of schema {@code audit}, on the connection given: whoever calls decides what is one
 * transaction.
 */
public final class Ledger {

    private final Connection connection;

    public Ledger(Connection connection) {
        this.connection = connection;
    }

    /**
     * A delivery as the ledger keeps it once it is loaded.
     *
     * @param loadDate NULL where each row has its own
     * @param archivedAs where the copy is, relative to the archive folder; NULL if there is none
     */
    public record LoadedDelivery(
            UUID id,
            String source,
            String path,
            int contentVersion,
            String sha256,
            long bytes,
            @Nullable LocalDateTime loadDate,
            long records,
            long accepted,
            long filtered,
            long rejected,
            @Nullable String warnings,
            @Nullable String archivedAs) {

        /** The same, with its copy in another place. */
        public LoadedDelivery archivedAs(String place) {
            return new LoadedDelivery(
                    id,
                    source,
                    path,
                    contentVersion,
                    sha256,
                    bytes,
                    loadDate,
                    records,
                    accepted,
                    filtered,
                    rejected,
                    warnings,
                    place);
        }
    }

    /**
     * A delivery that could not be loaded.
     *
     * @param id NULL where the content could not be read, like {@code sha256}
     */
    public record FailedDelivery(
            @Nullable UUID id,
            String source,
            String path,
            @Nullable String sha256,
            String code,
            String message) {}

    /** A statement that ran. */
    public record Step(String phase, String name, String target, long rows, double seconds, String statement) {}

    /**
     * Records a run as started. Runs that still stand as running were interrupted, since only one process at a time can
     * write: they are marked so.
     *
     * @return the run's number, one above the highest so far, and its start
     */
    public Started startRun(String kind, OptionalLong modelVersion, String version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update audit.run set outcome = 'interrupted',"
                    + " message = 'The process ended before the run did. Nothing of the run was loaded.'"
                    + " where outcome = 'running'");
        }
        long runId;
        try (Statement statement = connection.createStatement();
                ResultSet highest = statement.executeQuery("select coalesce(max(run_id), 0) + 1 from audit.run")) {
            highest.next();
            runId = highest.getLong(1);
        }
        LocalDateTime clock = now();
        LocalDateTime start = latestStart()
                .filter(latest -> !clock.isAfter(latest))
                .map(latest -> latest.plus(1, ChronoUnit.MICROS))
                .orElse(clock);
        execute(
                "insert into audit.run (run_id, kind, started_at, outcome, model_version, process_id, lierne_version)"
                        + " values (?, ?, ?, 'running', ?, ?, ?)",
                runId,
                kind,
                start,
                modelVersion.isPresent() ? modelVersion.getAsLong() : null,
                ProcessHandle.current().pid(),
                version);
        return new Started(runId, start, Duration.between(clock, start));
    }

    /**
     * A run that is recorded.
     *
     * @param at its start, in UTC: by the clock, but after the start of every run before it
     * @param behind how far the clock is behind that; zero as long as it goes forward
     */
    public record Started(long runId, LocalDateTime at, Duration behind) {}

    private Optional<LocalDateTime> latestStart() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet latest = statement.executeQuery("select max(started_at) from audit.run")) {
            latest.next();
            return Optional.ofNullable(latest.getObject(1, LocalDateTime.class));
        }
    }

    /** Records how a run ended, unless that is recorded already. */
    public void finishRun(long runId, String outcome, @Nullable String message) throws SQLException {
        execute(
                "update audit.run set finished_at = greatest(?, started_at), outcome = ?, message = ? where run_id = ? and outcome = 'running'",
                now(),
                outcome,
                message,
                runId);
    }

    /** Notes what is to be known of a run that has ended, and leaves its outcome. */
    public void note(long runId, String message) throws SQLException {
        execute("update audit.run set message = ? where run_id = ?", message, runId);
    }

    /** The outcome that stands for a run; empty if there is no such run. */
    public Optional<String> outcome(long runId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select outcome from audit.run where run_id = ?")) {
            query.setLong(1, runId);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    /** The contents that are loaded of a source: by path, the SHA-256 of each to its content version. */
    public Map<String, Map<String, Integer>> versions(String source) throws SQLException {
        Map<String, Map<String, Integer>> versions = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select path, sha256, content_version from audit.delivery where source = ?")) {
            query.setString(1, source);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    versions.computeIfAbsent(found.getString(1), path -> new HashMap<>())
                            .put(found.getString(2), found.getInt(3));
                }
            }
        }
        return versions;
    }

    /** Gives the rows of a source the name that it has now, if there are any under the one that it had. */
    public void renameSource(String was, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) from audit.delivery where source = ?")) {
            query.setString(1, was);
            try (ResultSet found = query.executeQuery()) {
                if (!found.next() || found.getLong(1) == 0) {
                    return;
                }
            }
        }
        for (String table : List.of("delivery", "failed_delivery", "reject", "target", "fill")) {
            execute("update audit." + table + " set source = ? where source = ?", name, was);
        }
    }

    /** Records the deliveries of a run as loaded. */
    public void recordDeliveries(long runId, List<LoadedDelivery> deliveries) throws SQLException {
        LocalDateTime now = now();
        try (RowAppender rows = append("delivery")) {
            for (LoadedDelivery delivery : deliveries) {
                rows.row(
                        delivery.id(),
                        delivery.source(),
                        delivery.path(),
                        delivery.contentVersion(),
                        delivery.sha256(),
                        delivery.bytes(),
                        delivery.loadDate(),
                        delivery.records(),
                        delivery.accepted(),
                        delivery.filtered(),
                        delivery.rejected(),
                        delivery.warnings(),
                        delivery.archivedAs(),
                        runId,
                        now);
            }
        }
    }

    /** Records deliveries that could not be loaded. */
    public void recordFailures(long runId, List<FailedDelivery> failures) throws SQLException {
        LocalDateTime now = now();
        try (RowAppender rows = append("failed_delivery")) {
            for (FailedDelivery failure : failures) {
                rows.row(
                        runId,
                        failure.id(),
                        failure.source(),
                        failure.path(),
                        failure.sha256(),
                        failure.code(),
                        failure.message(),
                        now);
            }
        }
    }

    /** Records statements of a run, behind those of it that are recorded already. */
    public void recordSteps(long runId, List<Step> steps) throws SQLException {
        int number = stepsOf(runId);
        try (RowAppender rows = append("step")) {
            for (Step step : steps) {
                number++;
                rows.row(
                        runId,
                        number,
                        step.phase(),
                        step.name(),
                        step.target(),
                        step.rows(),
                        step.seconds(),
                        step.statement());
            }
        }
    }

    private int stepsOf(long runId) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select coalesce(max(step_number), 0) from audit.step where run_id = ?")) {
            query.setLong(1, runId);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }

    private RowAppender append(String table) throws SQLException {
        return RowAppender.into(connection.unwrap(DuckDBConnection.class), "audit", table);
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        }
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }
}
