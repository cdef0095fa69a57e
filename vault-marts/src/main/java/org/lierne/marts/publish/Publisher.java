package org.lierne.marts.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.WriteClaim;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.mart.InvalidMartException;
import org.lierne.marts.mart.MartQueries;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.publish.MartReport.BuiltMart;

/**
 * Builds all marts of a vault into a new file and makes that the one that readers open. Beside the schema {@code mart}
 * the file holds {@code main.lierne_run} (one row: run, vault, when it was built, in UTC) the tables that say what the
 * marts are (see {@link MartNotes}), and {@code main.lierne_fit} (what fits of models found). A crash at any moment leaves what was published before, and the next
 * publishing clears up.
 */
public final class Publisher {

    private final Vault vault;
    private final List<MartQuery> queries;
    private final MartFolder folder;
    private final Function<Connection, PastMarts> pasts;
    private final Clock clock;

    /**
     * @param pasts the past of a vault, by a connection to it, for models that learn from it
     * @throws InvalidMartException if a mart cannot be compiled
     */
    public Publisher(Vault vault, VaultSchema schema, MartFolder folder, Function<Connection, PastMarts> pasts) {
        this(vault, schema, folder, pasts, Clock.systemUTC());
    }

    Publisher(Vault vault, VaultSchema schema, MartFolder folder, Function<Connection, PastMarts> pasts, Clock clock) {
        this.pasts = pasts;
        this.vault = vault;
        this.queries = MartQueries.of(vault, schema);
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Builds and publishes what the vault holds as committed now. What models compute is kept in the vault.
     *
     * @param connection a DuckDB connection whose current catalog is the vault; used to reach its engine only, its
     *     catalog, settings and transaction stay as they are
     * @param runId the run after which the marts are built; published again under the same number, they replace those
     * @throws PublishingException if anything fails; the marts published before are unchanged
     * @throws LierneException {@code database_locked}, if the process is loading or publishing this vault already
     */
    public MartReport publish(Connection connection, long runId, RunListener listener) {
        return WriteClaim.with(connection, () -> publishAlone(connection, runId, listener));
    }

    private MartReport publishAlone(Connection connection, long runId, RunListener listener) {
        try {
            List<BuiltMart> built = build(connection, runId, listener);
            return new MartReport(runId, publish(runId, listener), built);
        } catch (SQLException | IOException failure) {
            throw new PublishingException(
                    "The marts of run " + runId + " could not be published: " + words(failure)
                            + "\nWhat was published before is unchanged.",
                    failure);
        }
    }

    private static String words(Exception failure) {
        return failure instanceof IOException ofFile ? FileFailure.words(ofFile) : String.valueOf(failure.getMessage());
    }

    private List<BuiltMart> build(Connection connection, long runId, RunListener listener)
            throws SQLException, IOException {
        Path file = folder.prepare(runId);
        boolean whole = false;
        try {
            List<BuiltMart> built;
            try (Scratch scratch = new Scratch(connection, "lierne_build_" + runId)) {
                scratch.showVault();
                Computations computations =
                        Computations.after(runId, scratch, vault.hashing(), pasts.apply(connection), listener);
                try (MartBuild build = new MartBuild(scratch, vault, runId, computations, listener)) {
                    built = build.build(file, runId, queries, clock.instant());
                }
            }
            whole = true;
            return built;
        } finally {
            if (!whole) {
                folder.abandon(runId);
            }
        }
    }

    private Path publish(long runId, RunListener listener) throws IOException {
        long start = System.nanoTime();
        String name = "marts-" + runId + ".duckdb";
        listener.on(new RunEvent.StepStarted(RunEvent.Phase.PUBLISHING, name, 1, 2));
        Path file = folder.finish(runId);
        listener.on(new RunEvent.StepFinished(RunEvent.Phase.PUBLISHING, name, -1, since(start)));
        long pointed = System.nanoTime();
        String pointer = folder.pointer().getFileName().toString();
        listener.on(new RunEvent.StepStarted(RunEvent.Phase.PUBLISHING, pointer, 2, 2));
        folder.pointTo(file);
        if (vault.publishing().keep().isPresent()) {
            folder.prune(vault.publishing().keep().getAsInt());
        }
        listener.on(new RunEvent.StepFinished(RunEvent.Phase.PUBLISHING, pointer, -1, since(pointed)));
        return file;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
