package org.lierne.marts.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.asof.AsOf;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.erasure.Eraser;
import org.lierne.loader.erasure.ErasureReport;
import org.lierne.loader.erasure.ErasureRequest;
import org.lierne.loader.load.LoadRequest;
import org.lierne.loader.load.Loader;
import org.lierne.loader.load.ReplayReport;
import org.lierne.loader.load.ReplayRequest;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.rebuild.Rebuild;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.trace.Tracer;
import org.lierne.loader.verify.Verifier;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.asof.PastsOfToday;
import org.lierne.marts.publish.MartFolder;
import org.lierne.marts.publish.MartReport;
import org.lierne.marts.publish.Publisher;
import org.lierne.marts.publish.PublishingException;
import org.lierne.marts.trace.MartTrace;
import org.lierne.marts.trace.MartTracer;

/**
 * A folder with the metadata of a vault and its migrations, read and found free of errors, and what is done with a
 * database by it: {@link #migrate}, {@link #load}, {@link #publish}, in this order. Each may be done again, and does
 * then what is still to be done. It holds what was read, so a change of the files wants reading again; it may be shared
 * by threads, a {@link Warehouse} may not.
 */
public final class VaultProject {

    private final Vault vault;
    private final VaultMigration migration;

    private VaultProject(Path folder, Vault vault) {
        this.vault = vault;
        this.migration = VaultMigration.of(folder, vault);
    }

    /**
     * Everything that can be found in a project without its database: in its metadata, its expressions, its marts, and
     * its difference from the last migration.
     *
     * @param folder with the project's {@code vault.yml}
     */
    public static CheckedProject check(Path folder) {
        return ProjectCheck.check(folder);
    }

    /**
     * Reads a project that is free of errors.
     *
     * @param folder with the project's {@code vault.yml}
     * @throws LierneException {@code invalid_metadata}, with every error and its file, line and column
     */
    public static VaultProject read(Path folder) {
        return new VaultProject(folder, ProjectCheck.valid(folder));
    }

    /** The vault that the metadata describes. */
    public Vault vault() {
        return vault;
    }

    /** The tables as they are when all migrations are applied. */
    public VaultSchema schema() {
        return migration.schema();
    }

    /** The difference of the metadata from the project's migrations, and these, for whoever wants them one by one. */
    public VaultMigration migration() {
        return migration;
    }

    /**
     * Gives a database the tables and views that the metadata means. If the project's migrations do not say so yet, the
     * migration is written into the project's folder first.
     *
     * @return what was applied
     * @throws LierneException as {@link VaultMigration#write} and {@link VaultMigration#apply} do
     */
    public VaultMigration.Outcome migrate(Warehouse warehouse) {
        migration.write();
        return migration.apply(warehouse);
    }

    /**
     * Loads what is pending in a folder.
     *
     * @param landing where deliveries arrive; only read
     * @param archive gets a copy of each delivery, unless the metadata says {@code archive: none}
     * @throws LierneException {@code migrations_pending}, if the database is to be migrated first, and as
     *     {@link Loader#load} does
     */
    public RunReport load(Warehouse warehouse, Path landing, Path archive, RunListener listener) {
        return load(warehouse, LoadRequest.of(landing, archive), listener);
    }

    /**
     * Loads what is pending. The request's archive is left out if the metadata says {@code archive: none}, and the
     * version of the metadata is filled in.
     *
     * @throws LierneException {@code migrations_pending}, if the database is to be migrated first, and as
     *     {@link Loader#load} does
     */
    public RunReport load(Warehouse warehouse, LoadRequest request, RunListener listener) {
        if (migration.isPending(warehouse)) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migrations_pending",
                    "The database does not have the tables that the metadata means. Nothing was loaded.",
                    "Migrate it first.");
        }
        return load(warehouse, request, migration.apply(warehouse), listener);
    }

    /**
     * Reads refused records of loaded deliveries again, and takes those that the metadata accepts now, where they would have
     * been.
     *
     * @throws LierneException {@code migrations_pending}, if the database is to be migrated first, and as
     *     {@link Loader#replay} does
     */
    public ReplayReport replay(Warehouse warehouse, ReplayRequest request, RunListener listener) {
        if (migration.isPending(warehouse)) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migrations_pending",
                    "The database does not have the tables that the metadata means. Nothing was read again.",
                    "Migrate it first.");
        }
        ReplayRequest known = new ReplayRequest(
                request.landing(),
                request.archive(),
                request.run(),
                request.sources(),
                request.codes(),
                request.isTrial(),
                OptionalLong.of(migration.apply(warehouse).modelVersion()));
        return Loader.ofChecked(vault, schema(), warehouse).replay(known, listener);
    }

    /**
     * {@link #migrate}, then {@link #load}: what is usually wanted of both.
     *
     * @throws LierneException as these do
     */
    public RunReport migrateAndLoad(Warehouse warehouse, LoadRequest request, RunListener listener) {
        return load(warehouse, request, migrate(warehouse), listener);
    }

    private RunReport load(
            Warehouse warehouse, LoadRequest request, VaultMigration.Outcome migrated, RunListener listener) {
        LoadRequest known = new LoadRequest(
                request.landing(),
                request.archive().filter(folder -> vault.archive()),
                request.loadDate(),
                request.kind(),
                OptionalLong.of(migrated.modelVersion()));
        return Loader.ofChecked(vault, schema(), warehouse).load(known, listener);
    }

    /**
     * Holds a database to what the vault promises. Nothing is written; the database may be open for reading only.
     *
     * @throws LierneException as {@link Verifier#verify} does
     */
    public VerifyReport verify(Warehouse warehouse, VerifyRequest request) {
        return new Verifier(vault, schema(), warehouse).verify(request);
    }

    /**
     * Makes each delivery of tracked sources again from what the raw vault holds, and compares it with its copy in the
     * archive. Nothing is written; the database may be open for reading only.
     *
     * @throws LierneException as {@link Rebuild#run} does
     */
    public RebuildReport rebuild(Warehouse warehouse, RebuildRequest request) {
        return new Rebuild(vault, schema(), warehouse.connection()).run(request);
    }

    /**
     * Tells what is stored on one key. Nothing is written; the database may be open for reading only.
     *
     * @throws LierneException as {@link Tracer#trace} does
     */
    public Timeline trace(Warehouse warehouse, TraceRequest request) {
        return new Tracer(vault, schema(), warehouse.connection()).trace(request);
    }

    /**
     * Tells what rows of a mart rest on. Nothing is written; the database may be open for reading only.
     *
     * @param rows by column, as they were published
     * @param like how each key that the rows name is traced: span, and whether with raw records
     * @throws LierneException as {@link MartTracer#trace} does
     */
    public MartTrace trace(
            Warehouse warehouse, String mart, List<Map<String, @Nullable Object>> rows, TraceRequest like) {
        return new MartTracer(vault, schema(), warehouse.connection()).trace(mart, rows, like);
    }

    /**
     * Takes a person out: the vault, its ledger, the copies of deliveries, published marts, which are published anew. A
     * database file is written anew too, and its warehouse is closed then.
     *
     * @param marts the folder that marts are published to
     * @throws LierneException {@code migrations_pending}, if the database is to be migrated first, and as
     *     {@link Eraser#erase} does
     * @throws PublishingException if the person is erased, and the marts could not be published anew
     */
    public ErasureReport forget(Warehouse warehouse, ErasureRequest request, Path marts, RunListener listener) {
        ErasureRequest known = known(warehouse, request, new MartFolder(marts).published());
        Eraser eraser = new Eraser(vault, schema(), warehouse);
        boolean hadMarts = !known.published().isEmpty() && !vault.marts().isEmpty();
        return eraser.erase(known, listener, run -> {
            if (hadMarts) {
                publish(warehouse, run, marts, listener);
            }
        });
    }

    /**
     * Lets a key that was erased come back, if it is delivered again.
     *
     * @return whether it was kept out
     * @throws LierneException as {@link Eraser#lift} does
     */
    public boolean lift(Warehouse warehouse, ErasureRequest request) {
        return new Eraser(vault, schema(), warehouse).lift(known(warehouse, request, List.of()));
    }

    private ErasureRequest known(Warehouse warehouse, ErasureRequest request, List<Path> published) {
        if (migration.isPending(warehouse)) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migrations_pending",
                    "The database does not have the tables that the metadata means. Nothing was erased.",
                    "Migrate it first.");
        }
        return new ErasureRequest(
                request.hub(),
                request.key(),
                request.hash(),
                request.reason(),
                request.requestedBy(),
                request.landing(),
                request.archive(),
                published,
                request.withSame(),
                request.isTrial(),
                OptionalLong.of(migration.apply(warehouse).modelVersion()));
    }

    /**
     * Opens the past of a database: tables, views, what is derived and marts as of a load date, or as they were known at a
     * run. What they meant is read from the database, which keeps the metadata of each run; so no project is asked.
     *
     * <pre>{@code
     * try (PastVault past = VaultProject.past(warehouse, AsOf.knownAt(12), RunListener.SILENT)) {
     *     past.build(List.of("dim_customer"));
     *     past.connection().createStatement().executeQuery("select * from mart.dim_customer");
     * }
     * }</pre>
     *
     * @param warehouse stays open for as long as the past is asked; nothing is written into it
     * @throws LierneException as {@link PastVault#open} does
     */
    public static PastVault past(Warehouse warehouse, AsOf asOf, RunListener listener) {
        return PastVault.open(warehouse.connection(), asOf, listener);
    }

    /**
     * Computes all marts from what the vault holds now, and publishes them as one database file. What models compute is kept
     * in the vault, once for each run.
     *
     * @param runId the run after which they are computed: {@link RunReport#runId()}
     * @param folder where the file is made, and the pointer {@code marts.duckdb} to it
     * @return what was published; {@link MartReport#file()} may be opened by anybody
     * @throws PublishingException if anything fails; the marts published before are unchanged
     */
    public MartReport publish(Warehouse warehouse, long runId, Path folder, RunListener listener) {
        return new Publisher(
                        vault,
                        schema(),
                        new MartFolder(folder),
                        connection -> new PastsOfToday(connection, vault, schema()))
                .publish(warehouse.connection(), runId, listener);
    }
}
