package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.asof.AsOf;
import org.lierne.core.model.Vault;
import org.lierne.loader.erasure.ErasureReport;
import org.lierne.loader.load.ReplayReport;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.project.CheckedProject;
import org.lierne.marts.publish.MartExport;
import org.lierne.marts.publish.MartReport;
import org.lierne.marts.trace.MartTrace;

/**
 * What the commands ask of the modules below. All but {@link #check} throw a {@link org.lierne.core.LierneException} of
 * category {@code INVALID_METADATA} where the metadata has errors.
 */
public interface Operations {

    /**
     * What {@code migrate} did.
     *
     * @param written the migration file that was written, if the metadata had changed
     * @param changes what it changes, a sentence each
     * @param applied the migrations that were applied to the database, by file name
     */
    record Migrated(Optional<Path> written, List<String> changes, List<String> applied) {
        public Migrated {
            changes = List.copyOf(changes);
            applied = List.copyOf(applied);
        }
    }

    /**
     * A statement that Lierne would run.
     *
     * @param object the table or view that it makes or fills
     * @param purpose what it is for, in a few words
     * @param isOfRun whether the object is a table of the run's own, which is gone after it
     */
    record Statement(String object, String purpose, String sql, boolean isOfRun) {}

    /**
     * What {@code run} did.
     *
     * @param marts what was published; empty if the vault has no marts
     */
    record Ran(RunReport load, Optional<MartReport> marts) {
        static Ran withoutMarts(RunReport load) {
            return new Ran(load, Optional.empty());
        }
    }

    /** What is found in a project without its database. */
    CheckedProject check(Path project);

    Migrated migrate(RunRequest request);

    /** The statements that make and fill the vault, in the order in which they run. No database is touched. */
    List<Statement> sql(Path project);

    /**
     * Loads what is pending.
     *
     * @throws org.lierne.core.LierneException {@code migrations_pending}, if the database is to be migrated first
     */
    RunReport load(RunRequest request, RunListener listener);

    /**
     * Migrates, loads what is pending, computes the marts and publishes them.
     *
     * @throws org.lierne.core.LierneException {@code marts_failed}, if the load is kept and the marts are not published
     */
    Ran run(RunRequest request, RunListener listener);

    /**
     * A vault in a database that is there.
     *
     * @param project the folder of {@code vault.yml}
     * @param database the database file
     * @param arguments as {@link RunRequest#arguments()}
     */
    record VaultInUse(Path project, Path database, EngineLimits limits, String arguments) {}

    /**
     * Holds a vault to what it promises. The database is opened for reading only.
     *
     * @throws org.lierne.core.LierneException {@code database_missing}, and as the verifier does
     */
    VerifyReport verify(VaultInUse vault, VerifyRequest request);

    /**
     * Makes deliveries again from what a vault holds, and compares them with the archive beside its database, which is
     * opened for reading only.
     *
     * @param sources names; empty for all
     * @param paths of deliveries; empty for all
     * @param show how many differences of a source are told
     * @throws org.lierne.core.LierneException {@code database_missing}, {@code unknown_source}, {@code rebuild_failed}
     */
    RebuildReport rebuild(VaultInUse vault, Set<String> sources, Set<String> paths, int show);

    /**
     * Reads refused records of loaded deliveries again, and takes those that the metadata accepts now.
     *
     * @param run the run that refused them; empty for all
     * @param sources names; empty for all
     * @param codes reasons; empty for all
     * @param isTrial whether it is only told what would be taken
     * @throws org.lierne.core.LierneException {@code database_missing}, and as loading does
     */
    ReplayReport replay(
            RunRequest request,
            OptionalLong run,
            Set<String> sources,
            Set<String> codes,
            boolean isTrial,
            RunListener listener);

    /** Breaks off what is being written, as far as the engine does it; any thread may ask. */
    void breakOff();

    /**
     * Takes a person out of a vault, and of all files that belong to it.
     *
     * @param wanted whose key, and on whose word; landing folder and archive are those of the request
     * @throws org.lierne.core.LierneException {@code database_missing}, and as the eraser does
     */
    ErasureReport forget(RunRequest request, Forgetting wanted);

    /**
     * Lets a key that was erased come back.
     *
     * @return whether it was kept out
     */
    boolean lift(RunRequest request, Forgetting wanted);

    /**
     * Whose key is to be erased.
     *
     * @param hash in hexadecimal digits; empty where the parts of the key are given
     * @param withSame whether what same-as links say is the same is erased too
     * @param isTrial whether it is only told what would be erased
     */
    record Forgetting(
            String hub,
            List<String> key,
            Optional<String> hash,
            String reason,
            String requestedBy,
            boolean withSame,
            boolean isTrial) {}

    /** What is stored on a key, and the vault that says what of it is sensitive. */
    record Traced(Vault vault, Timeline timeline) {}

    /**
     * Tells what is stored on a key. The database is opened for reading only.
     *
     * @param withRecords whether the raw records are read from the archive beside the database
     * @throws org.lierne.core.LierneException {@code database_missing}, and as the tracer does
     */
    Traced trace(VaultInUse vault, TraceRequest request, boolean withRecords);

    /** What rows of a mart rest on, and the vault that says what of it is sensitive. */
    record TracedMart(Vault vault, MartTrace trace) {}

    /**
     * Tells what rows of a mart rest on. The database is opened for reading only.
     *
     * @param rows by column, as they were published
     * @param like how each key that they name is traced
     * @param withRecords whether the raw records are read from the archive beside the database
     * @throws org.lierne.core.LierneException {@code database_missing}, and as the tracer of marts does
     */
    TracedMart trace(
            VaultInUse vault,
            String mart,
            List<Map<String, @Nullable Object>> rows,
            TraceRequest like,
            boolean withRecords);

    /**
     * Opens the past of a vault, asks it, and closes it. The database is opened for reading only.
     *
     * @param written the files that the question writes; the engine reaches no others
     * @throws org.lierne.core.LierneException {@code database_missing}, and as {@link PastVault#open} does
     */
    <T> T past(VaultInUse vault, AsOf asOf, RunListener listener, List<Path> written, Function<PastVault, T> question);

    /**
     * Writes a mart that is published, or of the past, to a file for other programs.
     *
     * @param asOf which past; {@link AsOf#NOW} for what is published
     * @throws org.lierne.core.LierneException as {@link MartExport#write} does
     */
    MartExport.Exported export(
            VaultInUse vault,
            AsOf asOf,
            String mart,
            MartExport.Format format,
            MartExport.Formulas formulas,
            Path file);

    /** What the engine is told of limits, defaults filled in. */
    WarehouseSettings settings(EngineLimits limits);
}
