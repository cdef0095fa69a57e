package org.lierne.marts.asof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;
import org.lierne.core.asof.AsOf;
import org.lierne.core.asof.AsOfPlan;
import org.lierne.core.asof.LaterNames;
import org.lierne.core.asof.Narrowing;
import org.lierne.core.asof.StoredColumns;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.audit.KnownRun;
import org.lierne.loader.businessvault.SnapshotSpan;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.Session;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.ModelVersions;
import org.lierne.loader.warehouse.RecordedMetadata;
import org.lierne.loader.warehouse.VaultPresence;
import org.lierne.marts.mart.MartQueries;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.publish.Computations;
import org.lierne.marts.publish.MartBuild;
import org.lierne.marts.publish.MartReport;
import org.lierne.marts.publish.MartReport.BuiltMart;
import org.lierne.marts.publish.MartTables;
import org.lierne.marts.publish.Scratch;

/**
 * A vault as it was, beside the one that is: a connection on which {@code raw_vault}, {@code audit} and whatever is built of
 * {@code business_vault} and {@code mart} show what was known at a run, what held at a load date, or both. The rows are
 * those that the raw vault keeps; tables, views and marts are meant as the metadata recorded for that run say, or, if only
 * a date is given, those recorded last. Nothing of the vault is written, and no published file is read.
 */
public final class PastVault implements AutoCloseable {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private static final AtomicLong NUMBER = new AtomicLong();

    private final AsOf asOf;
    private final long runId;
    private final RecordedMetadata metadata;
    private final Scratch scratch;
    private final RunListener listener;
    private final Set<String> built = new HashSet<>();
    private Optional<List<MartQuery>> queries = Optional.empty();
    private boolean derived;

    private PastVault(AsOf asOf, long runId, RecordedMetadata metadata, Scratch scratch, RunListener listener) {
        this.asOf = asOf;
        this.runId = runId;
        this.metadata = metadata;
        this.scratch = scratch;
        this.listener = listener;
    }

    /**
     * Opens the past. What is derived and the marts are empty until they are built.
     *
     * @param host a connection to DuckDB whose current catalog is the vault; it stays as it is, and is to stay open
     * @throws LierneException {@code unknown_run}, {@code run_stored_nothing}, {@code metadata_not_recorded}, {@code
     *     metadata_not_readable}, {@code past_not_there}, {@code no_vault}
     */
    public static PastVault open(Connection host, AsOf asOf, RunListener listener) {
        try {
            VaultPresence.require(host);
            Optional<KnownRun> run = asOf.knownAt().isPresent()
                    ? Optional.of(KnownRun.of(host, asOf.knownAt().getAsLong()))
                    : KnownRun.latest(host);
            OptionalLong version =
                    asOf.knownAt().isPresent() ? run.get().modelVersion() : ModelVersions.latestVersion(host);
            RecordedMetadata metadata = ModelVersions.read(host, version.orElseThrow(() -> notRecorded(asOf)));
            return open(host, asOf, run.map(KnownRun::runId).orElse(0L), metadata, Narrowing.NONE, listener);
        } catch (SQLException failed) {
            throw failed("The past could not be opened: ", failed);
        }
    }

    /** The past of a vault by these metadata, which are those of today; of some tables only some rows. */
    static PastVault byMetadataOfToday(
            Connection host, AsOf asOf, Vault vault, VaultSchema schema, Narrowing narrowing, RunListener listener) {
        try {
            RecordedMetadata metadata = new RecordedMetadata(0, vault, schema, List.of());
            return open(host, asOf, asOf.knownAt().orElse(0), metadata, narrowing, listener);
        } catch (SQLException failed) {
            throw failed("The past could not be opened: ", failed);
        }
    }

    private static PastVault open(
            Connection host,
            AsOf asOf,
            long runId,
            RecordedMetadata metadata,
            Narrowing narrowing,
            RunListener listener)
            throws SQLException {
        Scratch scratch = new Scratch(host, "lierne_past_" + NUMBER.incrementAndGet());
        PastVault past = new PastVault(asOf, runId, metadata, scratch, listener);
        boolean whole = false;
        try {
            past.show(host, narrowing);
            whole = true;
            return past;
        } finally {
            if (!whole) {
                past.close();
            }
        }
    }

    private static LierneException notRecorded(AsOf asOf) {
        return new LierneException(
                LierneException.Category.FAILED,
                "metadata_not_recorded",
                (asOf.knownAt().isPresent()
                                ? "Run " + asOf.knownAt().getAsLong()
                                        + " has not recorded by which metadata it was made"
                                : "No metadata is recorded in this database")
                        + ", so what its tables meant is not known. Nothing was computed.",
                "A run that is made by \"lierne run\" or \"lierne load\" records them.");
    }

    private static LierneException failed(String what, SQLException failure) {
        return EngineFailure.of(failure)
                .map(engine -> engine.exception("Computing the past", "Nothing was changed.", failure))
                .orElseGet(() -> new LierneException(
                        LierneException.Category.FAILED,
                        "past_failed",
                        what + EngineFailure.sentence(failure) + " Nothing was changed.",
                        null,
                        failure));
    }

    private void show(Connection host, Narrowing narrowing) throws SQLException {
        LaterNames later = new LaterNames(metadata.renamedSince());
        StoredColumns stored = storedColumns(host);
        Set<String> ended = EndedTracking.of(host, schema(), later, stored, asOf);
        AsOfPlan plan =
                new AsOfPlan(vault(), schema(), DIALECT, asOf, scratch.vault(), later, stored, ended, narrowing);
        for (Statement statement : plan.statements()) {
            scratch.execute(statement.sql());
        }
    }

    private static StoredColumns storedColumns(Connection host) throws SQLException {
        StoredColumns columns = new StoredColumns();
        try (PreparedStatement query = host.prepareStatement("select schema_name, table_name, column_name, data_type"
                        + " from duckdb_columns() where database_name = current_database()");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                columns.add(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
            }
        }
        return columns;
    }

    /** Which past this is. */
    public AsOf asOf() {
        return asOf;
    }

    /** The run at which this was known; the latest, if only a date was given; 0, if nothing is stored. */
    public long runId() {
        return runId;
    }

    /** The vault, as the metadata of then describes it. */
    public Vault vault() {
        return metadata.vault();
    }

    /** The tables, under the names of then. */
    public VaultSchema schema() {
        return metadata.schema();
    }

    /** A connection whose current catalog is the past. It stays this vault's: do not close it. */
    public Connection connection() {
        return scratch.connection();
    }

    /** The marts of then, each after those that it reads. */
    public List<MartQuery> marts() {
        if (queries.isEmpty()) {
            queries = Optional.of(MartQueries.of(vault(), schema()));
        }
        return queries.get();
    }

    /**
     * Builds what a query may read: the marts whose names stand in it, those that these read, and what is derived, if any of
     * it is named.
     */
    public void buildFor(String query) {
        Asked asked = new Asked(query);
        if (schema().tables().stream().filter(Table::isDerived).anyMatch(table -> asked.names(table.name()))) {
            buildDerived();
        }
        if (!vault().marts().isEmpty()) {
            build(marts().stream()
                    .filter(mart -> asked.names(mart.name()))
                    .map(MartQuery::name)
                    .toList());
        }
    }

    /** Builds marts, with those that they read; each once. */
    public List<BuiltMart> build(List<String> names) {
        List<MartQuery> wanted = withThoseRead(names).stream()
                .filter(mart -> built.add(mart.name()))
                .toList();
        deriveFor(wanted);
        try {
            return new MartTables(scratch, scratch.catalog(), vault(), computations(), listener).build(wanted);
        } catch (SQLException failed) {
            throw failed("The marts could not be computed: ", failed);
        }
    }

    private Computations computations() {
        return Computations.asKnownAt(runId, scratch, vault().hashing(), listener);
    }

    /**
     * Shows marts, with those that they read, as views, which are computed when they are read: for who reads them once. What is not
     * SQL alone is built.
     */
    void show(List<String> names) {
        List<MartQuery> wanted = withThoseRead(names);
        deriveFor(wanted);
        for (MartQuery mart : wanted) {
            if (mart.computation().isPresent()) {
                build(List.of(mart.name()));
                continue;
            }
            if (!built.add(mart.name())) {
                continue;
            }
            try {
                scratch.execute("create view mart.\"" + mart.name() + "\" as\n" + mart.sql());
            } catch (SQLException failed) {
                throw failed("The marts could not be computed: ", failed);
            }
        }
    }

    private List<MartQuery> withThoseRead(List<String> names) {
        Set<String> wanted = new HashSet<>(names);
        List<MartQuery> found = new ArrayList<>();
        for (int place = marts().size() - 1; place >= 0; place--) {
            MartQuery mart = marts().get(place);
            if (wanted.contains(mart.name())) {
                found.add(0, mart);
                wanted.addAll(mart.reads());
            }
        }
        return found;
    }

    private void deriveFor(List<MartQuery> marts) {
        if (marts.stream().anyMatch(mart -> new Asked(mart.sql()).names(Table.BUSINESS_VAULT))) {
            buildDerived();
        }
    }

    /**
     * Builds snapshot dates, point-in-time tables and bridges, whole, from the rows that count. Their {@code run_id} is the
     * run at which this is known.
     */
    public void buildDerived() {
        if (derived || vault().businessVault().isEmpty()) {
            return;
        }
        derived = true;
        Session session = new Session(scratch.connection(), listener, Optional.empty());
        try {
            session.execute(DIALECT.stageTable(Stage.THIS_RUN) + " as select cast(" + runId + " as bigint) as run_id");
            Map<String, List<SnapshotDate>> dates = SnapshotSpan.datesOf(vault(), scratch.connection(), runId);
            List<Statement> statements =
                    BusinessVaultPlan.of(vault(), schema(), DIALECT, dates).statements();
            int index = 0;
            for (Statement statement : statements) {
                index++;
                session.run(RunEvent.Phase.BUSINESS_VAULT, statement, index, statements.size());
            }
        } catch (SQLException failed) {
            throw failed("The business vault could not be computed: ", failed);
        } finally {
            session.dropTemporary();
        }
    }

    /** What {@link #writeTo} opens besides that file, for an engine that is kept to some files. */
    public static List<Path> filesOf(Path file) {
        Path unfinished = unfinished(file);
        return List.of(
                unfinished,
                unfinished.resolveSibling(unfinished.getFileName() + ".wal"),
                unfinished.resolveSibling(unfinished.getFileName() + ".wal.checkpoint"),
                file);
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".building");
    }

    /**
     * Computes all marts into a new database file, as they are published.
     *
     * @param file is replaced if it is there; until the marts are whole, it stays as it was
     */
    public MartReport writeTo(Path file) {
        deriveFor(marts());
        Path unfinished = unfinished(file);
        Instant now = Clock.systemUTC().instant();
        boolean whole = false;
        try {
            Files.deleteIfExists(unfinished);
            List<BuiltMart> tables;
            try (MartBuild build = new MartBuild(scratch, vault(), runId, computations(), listener)) {
                tables = build.build(unfinished, runId, marts(), now);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            whole = true;
            return new MartReport(runId, file, tables);
        } catch (SQLException failed) {
            throw failed("The marts could not be computed: ", failed);
        } catch (IOException failed) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "file_not_written",
                    "The file \"" + file + "\" could not be written: " + FileFailure.words(failed)
                            + ". Nothing was changed.",
                    "Name a file in a folder that is there, with room in it.",
                    failed);
        } finally {
            if (!whole) {
                remove(unfinished);
            }
        }
    }

    /** What is unfinished is of no use; if it cannot be removed, the next that is written there replaces it. */
    private static void remove(Path unfinished) {
        for (Path each : List.of(unfinished, unfinished.resolveSibling(unfinished.getFileName() + ".wal"))) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException stays) {
                // It stays.
            }
        }
    }

    @Override
    public void close() {
        try {
            scratch.close();
        } catch (SQLException failed) {
            throw failed("The past could not be closed: ", failed);
        }
    }
}
