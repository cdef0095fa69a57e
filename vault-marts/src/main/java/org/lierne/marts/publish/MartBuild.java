package org.lierne.marts.publish;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.lierne.core.model.Vault;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.publish.MartReport.BuiltMart;

/** One build of marts into a new file, which is attached while it goes on. After {@link #close()} the file is whole. */
public final class MartBuild implements AutoCloseable {

    private final Scratch scratch;
    private final Vault vault;
    private final String target;
    private final Computations computations;
    private final RunListener listener;

    /**
     * @param scratch shows the vault that the marts are made from
     * @param vault describes it
     */
    public MartBuild(Scratch scratch, Vault vault, long runId, Computations computations, RunListener listener) {
        this.scratch = scratch;
        this.vault = vault;
        this.computations = computations;
        this.target = "lierne_marts_" + runId;
        this.listener = listener;
    }

    /**
     * Builds into a file that does not exist yet.
     *
     * @param runId of the run whose marts these are
     * @param queries in an order in which each finds those that it reads
     */
    public List<BuiltMart> build(Path file, long runId, List<MartQuery> queries, Instant builtAt) throws SQLException {
        detach();
        scratch.execute("attach '" + file.toString().replace("'", "''") + "' as " + Scratch.name(target));
        scratch.execute("create schema " + Scratch.name(target, "mart"));
        List<BuiltMart> built = new MartTables(scratch, target, vault, computations, listener).build(queries);
        describe(runId, builtAt);
        scratch.execute("checkpoint " + Scratch.name(target));
        return built;
    }

    /** What a person who opens the file wants to know first: whose marts these are, and as of when. */
    private void describe(long runId, Instant builtAt) throws SQLException {
        scratch.execute("create table " + Scratch.name(target, "main", "lierne_run")
                + " (run_id bigint, vault varchar, built_at timestamp)");
        String run = "insert into " + Scratch.name(target, "main", "lierne_run") + " values (?, ?, ?)";
        try (PreparedStatement insert = scratch.connection().prepareStatement(run)) {
            insert.setLong(1, runId);
            insert.setString(2, vault.name());
            insert.setObject(3, LocalDateTime.ofInstant(builtAt, ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Detaches the file, which writes it out. */
    @Override
    public void close() throws SQLException {
        detach();
    }

    private void detach() throws SQLException {
        scratch.execute("detach database if exists " + Scratch.name(target));
    }
}
