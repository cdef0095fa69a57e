package org.lierne.loader.stage;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.lierne.core.plan.Statement;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of one run: runs the statements of plans, times them, and tells the listener. */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final DuckDBConnection connection;
    private final RunListener listener;
    private final Optional<Path> archive;
    private final List<Ledger.Step> steps = new ArrayList<>();
    private final Map<UUID, LocalDateTime> trackedLoadDates = new HashMap<>();

    /** @param archive the folder that copies are in, if any are made */
    public Session(DuckDBConnection connection, RunListener listener, Optional<Path> archive) {
        this.connection = connection;
        this.listener = listener;
        this.archive = archive;
    }

    /**
     * Runs a statement of a plan, unless its condition says that it is not needed.
     *
     * @return the rows that it wrote; 0 if it was not needed
     */
    public long run(RunEvent.Phase phase, Statement statement) throws SQLException {
        return run(phase, statement, 0, 0);
    }

    /**
     * Runs a statement of a plan, as the {@code index}th of {@code total}.
     *
     * @return the rows that it wrote; 0 if it was not needed
     */
    public long run(RunEvent.Phase phase, Statement statement, int index, int total) throws SQLException {
        if (statement.onlyIf().isPresent() && !isTrue(statement.onlyIf().get())) {
            return 0;
        }
        listener.on(new RunEvent.StepStarted(phase, statement.target(), index, total));
        long start = System.nanoTime();
        long rows = execute(statement.sql());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        steps.add(new Ledger.Step(
                phase.name().toLowerCase(Locale.ROOT),
                statement.name(),
                statement.target(),
                rows,
                took.toNanos() / 1e9,
                statement.sql()));
        listener.on(new RunEvent.StepFinished(phase, statement.target(), rows, took));
        return rows;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /**
     * Does work in one transaction: all of it is committed, or, if anything is thrown, none.
     *
     * <p>After an error the engine's commit succeeds without storing anything, so an error never leads to one.
     */
    public void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            work.run();
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                rollBack();
            }
            connection.setAutoCommit(true);
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            // The error that led here is the one to report; without a commit nothing is stored.
            LOG.debug("The transaction could not be rolled back", alsoFailed);
        }
    }

    /** Runs SQL that is no step of its own. */
    public long execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(0, statement.getUpdateCount());
        }
    }

    /** What was run so far, in order. */
    public List<Ledger.Step> steps() {
        return List.copyOf(steps);
    }

    public DuckDBConnection connection() {
        return connection;
    }

    RunListener listener() {
        return listener;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    void query(String sql, SourceStager.RowConsumer consumer) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }

    /**
     * Drops all temporary tables and views of the connection, which are the run's own: a connection of a host program
     * would keep them for as long as it is open.
     */
    public void dropTemporary() {
        dropTemporary("");
    }

    /**
     * Drops them, but for some.
     *
     * @param butThose what the names of those begin with that stay; the empty text if none do
     */
    public void dropTemporary(String butThose) {
        String others = butThose.isEmpty() ? "" : " and not starts_with(%s, '" + butThose + "')";
        try {
            List<String> drops = new ArrayList<>();
            query(
                    "select 'drop view if exists ' || view_name from duckdb_views() where temporary and not internal"
                            + others.formatted("view_name"),
                    row -> drops.add(row.getString(1)));
            query(
                    "select 'drop table if exists ' || table_name from duckdb_tables() where temporary and not internal"
                            + others.formatted("table_name"),
                    row -> drops.add(row.getString(1)));
            executeAll(drops);
        } catch (SQLException left) {
            // What ended the run is to be reported, not this.
            LOG.debug("Temporary tables are left", left);
        }
    }

    /** Runs statements that are no steps of their own. */
    public void executeAll(List<String> statements) throws SQLException {
        for (String statement : statements) {
            execute(statement);
        }
    }

    Array uuids(List<UUID> values) throws SQLException {
        return connection.createArrayOf("UUID", values.toArray());
    }

    String inArchive(Path copy) {
        return archive.map(folder -> folder.toAbsolutePath()
                        .normalize()
                        .relativize(copy.toAbsolutePath().normalize())
                        .toString()
                        .replace('\\', '/'))
                .orElseGet(copy::toString);
    }

    /** Notes that a delivery is in the vault already, with that load date: loaded again, it keeps the date. */
    void keepLoadDate(UUID delivery, LocalDateTime loadDate) {
        trackedLoadDates.put(delivery, loadDate);
    }

    Optional<LocalDateTime> loadDate(PendingDelivery delivery) {
        return Optional.ofNullable(trackedLoadDates.get(delivery.id())).or(delivery::loadDate);
    }

    /** The number that a query of one yields. */
    public long number(String query) throws SQLException {
        long[] answer = {0};
        query(query, row -> answer[0] = row.getLong(1));
        return answer[0];
    }

    private boolean isTrue(String query) throws SQLException {
        boolean[] answer = {false};
        query(query, row -> answer[0] = row.getBoolean(1));
        return answer[0];
    }
}
