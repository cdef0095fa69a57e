package org.lierne.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.command.Operations;
import org.lierne.cli.command.RunRequest;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.asof.AsOf;
import org.lierne.core.sql.Migration;
import org.lierne.loader.erasure.ErasureReport;
import org.lierne.loader.erasure.ErasureRequest;
import org.lierne.loader.load.LoadRequest;
import org.lierne.loader.load.ReplayReport;
import org.lierne.loader.load.ReplayRequest;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.MigrationFile;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.project.CheckedProject;
import org.lierne.marts.project.VaultProject;
import org.lierne.marts.publish.MartExport;
import org.lierne.marts.publish.MartFolder;
import org.lierne.marts.publish.MartReport;
import org.lierne.marts.publish.PublishingException;

/** The operations of the modules below, put together. */
final class VaultOperations implements Operations {

    private static final Pattern AMOUNT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT])(i?)B", Pattern.CASE_INSENSITIVE);

    private final KnownProject known = new KnownProject();

    /** The database that was opened last to be written; it may be closed by now. */
    private volatile @Nullable Warehouse written;

    @Override
    public CheckedProject check(Path project) {
        return VaultProject.check(project);
    }

    @Override
    public Migrated migrate(RunRequest request) {
        VaultProject project = VaultProject.read(request.project());
        VaultMigration migration = project.migration();
        List<String> changes =
                migration.planned().map(Migration::summary).stream().toList();
        // Opened before anything is written: a database that somebody else holds leaves the project as it was.
        try (Warehouse warehouse = open(request)) {
            Optional<Path> written = migration.write().map(MigrationFile::sql);
            List<String> applied = migration.apply(warehouse).applied().stream()
                    .map(each -> "V" + each.version() + " " + each.description())
                    .toList();
            return new Migrated(written, changes, applied);
        }
    }

    @Override
    public List<Statement> sql(Path project) {
        return GeneratedSql.of(project);
    }

    @Override
    public RunReport load(RunRequest request, RunListener listener) {
        VaultProject project = VaultProject.read(request.project());
        if (!Files.exists(request.database())) {
            throw new LierneException(
                    Category.CANNOT_CONNECT,
                    "database_missing",
                    "There is no database \"" + request.database() + "\" to load into.",
                    migrateFirst(request));
        }
        try (Warehouse warehouse = open(request)) {
            return project.load(warehouse, loadRequest(request, "load"), listener);
        } catch (LierneException failure) {
            if (!failure.code().equals("migrations_pending")) {
                throw failure;
            }
            throw new LierneException(
                    failure.category(),
                    failure.code(),
                    "The database \"" + request.database()
                            + "\" does not have the tables that the metadata means. Nothing was loaded.",
                    migrateFirst(request));
        }
    }

    private static String migrateFirst(RunRequest request) {
        return "Make its tables first: lierne migrate" + request.arguments()
                + "\nOr migrate and load in one: lierne run" + request.arguments();
    }

    @Override
    public Ran run(RunRequest request, RunListener listener) {
        VaultProject project = known.read(request.project());
        try (Warehouse warehouse = open(request)) {
            RunReport load = project.migrateAndLoad(warehouse, loadRequest(request, "run"), listener);
            if (project.vault().marts().isEmpty()) {
                return new Ran(load, Optional.empty());
            }
            return new Ran(load, Optional.of(publish(request, project, load, warehouse, listener)));
        }
    }

    @Override
    public VerifyReport verify(VaultInUse vault, VerifyRequest request) {
        VaultProject project = VaultProject.read(vault.project());
        try (Warehouse warehouse = openToRead(vault)) {
            return project.verify(warehouse, request);
        }
    }

    @Override
    public RebuildReport rebuild(VaultInUse vault, Set<String> sources, Set<String> paths, int show) {
        VaultProject project = VaultProject.read(vault.project());
        Path archive = vault.database().resolveSibling(RunRequest.ARCHIVE);
        try (Warehouse warehouse = openToRead(vault)) {
            return project.rebuild(warehouse, new RebuildRequest(archive, sources, paths, show));
        }
    }

    @Override
    public ReplayReport replay(
            RunRequest request,
            OptionalLong run,
            Set<String> sources,
            Set<String> codes,
            boolean isTrial,
            RunListener listener) {
        VaultProject project = VaultProject.read(request.project());
        requireDatabase(request);
        try (Warehouse warehouse = open(request)) {
            ReplayRequest wanted = new ReplayRequest(
                    request.landing(),
                    Optional.of(request.archive()),
                    run,
                    sources,
                    codes,
                    isTrial,
                    OptionalLong.empty());
            return project.replay(warehouse, wanted, listener);
        }
    }

    @Override
    public ErasureReport forget(RunRequest request, Forgetting wanted) {
        VaultProject project = VaultProject.read(request.project());
        requireDatabase(request);
        try (Warehouse warehouse = open(request)) {
            return project.forget(warehouse, erasureRequest(request, wanted), request.martFolder(), RunListener.SILENT);
        } catch (PublishingException failed) {
            throw new LierneException(
                    Category.FAILED,
                    "marts_failed",
                    "The key is erased everywhere, and the marts of before are taken out. Then publishing them anew failed: "
                            + failed.getMessage(),
                    "Publish them by the next run: lierne run" + request.arguments(),
                    failed);
        }
    }

    @Override
    public boolean lift(RunRequest request, Forgetting wanted) {
        VaultProject project = VaultProject.read(request.project());
        requireDatabase(request);
        try (Warehouse warehouse = open(request)) {
            return project.lift(warehouse, erasureRequest(request, wanted));
        }
    }

    private static ErasureRequest erasureRequest(RunRequest request, Forgetting wanted) {
        return new ErasureRequest(
                wanted.hub(),
                wanted.key(),
                wanted.hash(),
                wanted.reason(),
                wanted.requestedBy(),
                request.landing(),
                Optional.of(request.archive()),
                List.of(),
                wanted.withSame(),
                wanted.isTrial(),
                OptionalLong.empty());
    }

    private static void requireDatabase(RunRequest request) {
        if (!Files.exists(request.database())) {
            throw new LierneException(
                    Category.CANNOT_CONNECT,
                    "database_missing",
                    "There is no database \"" + request.database() + "\".",
                    "Load something first: lierne run" + request.arguments());
        }
    }

    @Override
    public Traced trace(VaultInUse vault, TraceRequest request, boolean withRecords) {
        VaultProject project = VaultProject.read(vault.project());
        try (Warehouse warehouse = openToRead(vault)) {
            return new Traced(project.vault(), project.trace(warehouse, withRecords(vault, request, withRecords)));
        }
    }

    @Override
    public TracedMart trace(
            VaultInUse vault,
            String mart,
            List<Map<String, @Nullable Object>> rows,
            TraceRequest like,
            boolean withRecords) {
        VaultProject project = VaultProject.read(vault.project());
        try (Warehouse warehouse = openToRead(vault)) {
            TraceRequest wanted = withRecords(vault, like, withRecords);
            return new TracedMart(project.vault(), project.trace(warehouse, mart, rows, wanted));
        }
    }

    private static TraceRequest withRecords(VaultInUse vault, TraceRequest request, boolean withRecords) {
        return withRecords ? request.withRecords(vault.database().resolveSibling(RunRequest.ARCHIVE)) : request;
    }

    @Override
    public <T> T past(
            VaultInUse vault, AsOf asOf, RunListener listener, List<Path> written, Function<PastVault, T> question) {
        try (Warehouse warehouse = openBeside(vault, vault.database(), written);
                PastVault past = VaultProject.past(warehouse, asOf, listener)) {
            return question.apply(past);
        }
    }

    @Override
    public MartExport.Exported export(
            VaultInUse vault,
            AsOf asOf,
            String mart,
            MartExport.Format format,
            MartExport.Formulas formulas,
            Path file) {
        if (!asOf.equals(AsOf.NOW)) {
            return past(vault, asOf, RunListener.SILENT, MartExport.filesOf(file), past -> {
                past.buildFor(mart);
                return new MartExport(past.connection()).write(mart, format, formulas, file);
            });
        }
        Path folder = RunRequest.beside(vault.database());
        Path published = new MartFolder(folder)
                .current()
                .orElseThrow(() -> new LierneException(
                        Category.CANNOT_CONNECT,
                        "nothing_published",
                        "No marts are published in \"" + folder + "\".",
                        "Publish them first: lierne run" + vault.arguments()));
        try (Warehouse marts = openBeside(vault, published, MartExport.filesOf(file))) {
            return new MartExport(marts.connection()).write(mart, format, formulas, file);
        }
    }

    private Warehouse openBeside(VaultInUse vault, Path file, List<Path> written) {
        return Warehouse.openBeside(existing(vault, file), settings(vault.limits()))
                .confinedTo(List.of(), written);
    }

    private Warehouse openToRead(VaultInUse vault) {
        return Warehouse.openToRead(existing(vault, vault.database()), settings(vault.limits()))
                .confinedTo(List.of(vault.database().resolveSibling(RunRequest.ARCHIVE)), List.of());
    }

    private static Path existing(VaultInUse vault, Path file) {
        if (!Files.exists(file)) {
            throw new LierneException(
                    Category.CANNOT_CONNECT,
                    "database_missing",
                    "There is no database \"" + file + "\".",
                    "Load something first: lierne run" + vault.arguments());
        }
        return file;
    }

    private Warehouse open(RunRequest request) {
        Warehouse opened = Warehouse.open(request.database(), settings(request.limits()))
                .confinedTo(
                        List.of(RunRequest.beside(request.database()), request.archive(), request.landing()),
                        List.of());
        written = opened;
        return opened;
    }

    @Override
    public void breakOff() {
        Warehouse opened = written;
        if (opened != null) {
            opened.interrupt();
        }
    }

    private static LoadRequest loadRequest(RunRequest request, String kind) {
        return new LoadRequest(
                request.landing(), Optional.of(request.archive()), request.loadDate(), kind, OptionalLong.empty());
    }

    private static MartReport publish(
            RunRequest request, VaultProject project, RunReport load, Warehouse warehouse, RunListener listener) {
        try {
            return project.publish(warehouse, load.runId(), request.martFolder(), listener);
        } catch (PublishingException failed) {
            throw new LierneException(
                    Category.FAILED,
                    "marts_failed",
                    "Run " + load.runId() + " loaded what was pending, and that is kept. Then its marts failed: "
                            + failed.getMessage(),
                    "Run again once the cause is mended: the marts are built from what the vault holds.",
                    failed);
        }
    }

    @Override
    public WarehouseSettings settings(EngineLimits limits) {
        WarehouseSettings settings = WarehouseSettings.defaults();
        if (limits.memory().isPresent()) {
            settings = settings.withMemoryLimitBytes(bytes(limits.memory().get()));
        }
        return limits.threads().map(settings::withThreads).orElse(settings);
    }

    /** Decimal units are powers of 1000, binary ones (MiB) of 1024, as the engine has them. */
    private static long bytes(String amount) {
        Matcher parts = AMOUNT.matcher(amount);
        if (!parts.matches()) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_memory",
                    "\"" + amount + "\" is no amount of memory.",
                    "Write a number and a unit: 800MB, 4GB.");
        }
        int base = parts.group(3).isEmpty() ? 1000 : 1024;
        int power = "KMGT".indexOf(parts.group(2).toUpperCase(Locale.ROOT)) + 1;
        return (long) (Double.parseDouble(parts.group(1)) * Math.pow(base, power));
    }
}
