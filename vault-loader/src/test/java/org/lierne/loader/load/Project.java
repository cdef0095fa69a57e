package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.core.metadata.MetadataFiles;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.metadata.MetadataResult;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.erasure.Eraser;
import org.lierne.loader.erasure.ErasureReport;
import org.lierne.loader.erasure.ErasureRequest;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.verify.Verifier;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.ModelVersions;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/**
 * A vault project of a test: metadata from texts, a landing folder, a database in memory. Tables are made without the
 * migration tool, which is not what these tests are about and takes most of a second. Satellites have no ghost records
 * unless the settings ask for them, so that what a test counts is what was delivered.
 */
final class Project implements AutoCloseable {

    private static final WarehouseSettings SETTINGS =
            WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);
    private static final List<String> LEDGER = List.of(
            "V0_1__ledger.sql",
            "V0_2__fills.sql",
            "V0_3__renamed.sql",
            "V0_4__replays.sql",
            "V0_5__erasures.sql",
            "V0_6__fits.sql");

    /** The list of the migration tool, which has made nothing here. */
    private static final String MIGRATIONS = "create table audit.schema_history (installed_rank integer)";

    private static final Set<String> OF_REBUILDING =
            Set.of("delivery", "run", "model_version", "rewritten", "erased_record");
    private static final RunListener SILENT = event -> {};

    private final Path folder;
    private final Warehouse warehouse = Warehouse.inMemory(SETTINGS);
    private Vault vault;
    private SchemaDifference difference;
    private long modelVersion;
    private Optional<Path> archive = Optional.empty();

    private Project(Path folder, Vault vault) {
        this.folder = folder;
        this.vault = vault;
        this.difference = SchemaDifference.ofNew(vault);
    }

    /**
     * A project with its tables.
     *
     * @param sources the sources, as in one file of the folder {@code sources}
     * @param model hubs, links and satellites, as in one file of the folder {@code model}
     */
    static Project of(Path folder, String sources, String model) {
        return of(folder, "vault: test", sources, model);
    }

    static Project of(Path folder, String settings, String sources, String model) {
        return of(folder, settings, sources, model, project -> {});
    }

    /** @param before what is done with the database before it has the project's tables */
    static Project of(Path folder, String settings, String sources, String model, Consumer<Project> before) {
        Project project = new Project(folder, read(folder, settings, sources, model));
        LEDGER.forEach(migration -> project.execute(text(migration)));
        project.execute(MIGRATIONS);
        before.accept(project);
        project.execute(new Ddl(DuckDbDialect.INSTANCE, project.vault.hashing()).createSchema());
        project.migrate();
        return project;
    }

    /** Brings the tables along to other metadata. */
    void change(String sources, String model) {
        change("vault: test", sources, model);
    }

    void change(String settings, String sources, String model) {
        vault = read(folder, settings, sources, model);
        difference = SchemaDifference.between(difference.schema(), vault);
        assertThat(difference.refusals()).isEmpty();
        migrate();
    }

    private void migrate() {
        Ddl ddl = new Ddl(DuckDbDialect.INSTANCE, difference.schema());
        ddl.schemas(difference.changes()).forEach(this::execute);
        for (SchemaChange change : difference.changes()) {
            ddl.statements(change).forEach(this::execute);
        }
        new Views(vault, schema(), DuckDbDialect.INSTANCE).statements().forEach(statement -> execute(statement.sql()));
        new Ghosts(vault, schema(), DuckDbDialect.INSTANCE).statements().forEach(statement -> execute(statement.sql()));
        modelVersion = ModelVersions.record(warehouse.connection(), MetadataFiles.of(folder, vault), schema());
    }

    static Vault read(Path folder, String settings, String sources, String model) {
        try {
            boolean saysGhosts = settings.contains("ghost_records");
            write(folder.resolve("vault.yml"), saysGhosts ? settings : settings + "\nghost_records: none\n");
            write(folder.resolve("sources/all.yml"), sources);
            write(folder.resolve("model/all.yml"), model);
            Files.createDirectories(folder.resolve("landing"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        MetadataResult result = MetadataReader.read(folder);
        return result.vault()
                .orElseThrow(() -> new AssertionError(
                        result.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n"))));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The same project, which keeps a copy of what is delivered from now on. */
    Project archiving() {
        archive = Optional.of(archive());
        return this;
    }

    Path archive() {
        return folder.resolve("archive");
    }

    /**
     * Copies the raw vault, the list of deliveries, and what runs meant, and nothing else, into a database of its own.
     * Tables of other names are there under Lierne's.
     */
    Path copyOfRawVault() {
        try {
            Path copy = Files.createTempDirectory(folder, "copy").resolve("copy.duckdb");
            execute("attach '" + copy + "' as copied");
            for (String schema : List.of("raw_vault", "audit")) {
                execute("create schema copied." + schema);
                tables(schema).stream()
                        .filter(table -> schema.equals("raw_vault") || OF_REBUILDING.contains(table))
                        .forEach(table -> execute(
                                "create table copied." + schema + "." + table + " as from " + schema + "." + table));
            }
            execute("detach copied");
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> tables(String schema) {
        String named = schema().tables().stream()
                .map(table -> "'" + table.name() + "'")
                .collect(Collectors.joining(", "));
        return cells("select table_name from information_schema.tables where (table_type = 'BASE TABLE'"
                        + " or table_name like 'tracked\\_%' escape '\\' or table_name in (" + named + "))"
                        + " and table_catalog = current_database() and table_schema = '" + schema + "' order by 1")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** What led to the tables that there are. */
    SchemaDifference difference() {
        return difference;
    }

    Vault vault() {
        return vault;
    }

    /** The tables as loads write them. */
    VaultSchema schema() {
        return difference.loaded();
    }

    Warehouse warehouse() {
        return warehouse;
    }

    /** Puts a file of lines into the landing folder, in place of what stands there under its path. */
    void deliver(String path, String... lines) {
        deliverText(path, String.join("\n", lines) + "\n");
    }

    void deliverText(String path, String text) {
        try {
            write(folder.resolve("landing").resolve(path), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Has later runs keep a copy of each delivery. */
    void keepArchive() {
        archive = Optional.of(archive());
    }

    void keepNoArchive() {
        archive = Optional.empty();
    }

    Path landing() {
        return folder.resolve("landing");
    }

    RunReport run() {
        return run(UnaryOperator.identity(), Optional.empty());
    }

    /** A run of which deliveries without a load date of their own get this one. */
    RunReport run(String loadDate) {
        return run(UnaryOperator.identity(), Optional.of(LocalDate.parse(loadDate)));
    }

    /** A run that executes another plan than its own. */
    RunReport run(UnaryOperator<LoadPlan> rewriting) {
        return run(rewriting, Optional.empty());
    }

    private RunReport run(UnaryOperator<LoadPlan> rewriting, Optional<LocalDate> loadDate) {
        LoadRequest request = new LoadRequest(
                folder.resolve("landing"),
                archive,
                loadDate.map(LocalDate::atStartOfDay),
                "load",
                OptionalLong.of(modelVersion));
        return new Loader(vault, schema(), warehouse, rewriting).load(request, SILENT);
    }

    /** Reads refused records again. */
    ReplayReport replay(boolean isTrial, String... codes) {
        ReplayRequest request = new ReplayRequest(
                folder.resolve("landing"),
                archive,
                OptionalLong.empty(),
                Set.of(),
                Set.of(codes),
                isTrial,
                OptionalLong.empty());
        return new Loader(vault, schema(), warehouse).replay(request, SILENT);
    }

    /** Erases a key of the hub {@code customer}. */
    ErasureReport forget(String... key) {
        return forget(false, key);
    }

    /** @param isTrial whether it is only told what would be erased */
    ErasureReport forget(boolean isTrial, String... key) {
        return forget(isTrial, SILENT, key);
    }

    ErasureReport forget(boolean isTrial, RunListener listener, String... key) {
        return new Eraser(vault, schema(), warehouse).erase(erasure(isTrial, key), listener, run -> {});
    }

    /** Lets a key of the hub {@code customer} come back. */
    boolean lift(String... key) {
        return new Eraser(vault, schema(), warehouse).lift(erasure(false, key));
    }

    /** The code with which forgetting a key fails. */
    String failureOfForgetting(String... key) {
        try {
            forget(key);
            return "none";
        } catch (LierneException failed) {
            return failed.code();
        }
    }

    private ErasureRequest erasure(boolean isTrial, String... key) {
        return new ErasureRequest(
                "customer",
                List.of(key),
                Optional.empty(),
                "request 17",
                "officer",
                landing(),
                archive,
                List.of(),
                false,
                isTrial,
                OptionalLong.of(modelVersion));
    }

    /** The rows that a query yields, as lines of cells. */
    List<List<String>> cells(String query) {
        return Rows.of(warehouse.connection(), query);
    }

    /** The rows that a query yields, as a text table without a header. */
    String rows(String query) {
        return Rows.text(cells(query));
    }

    /** A satellite's history: parent's key, valid from, valid to, payload; in order. */
    String history(String satellite) {
        return rows(queries().history(satellite));
    }

    /** What a satellite stores: parent's key, load date, payload, run; in order. */
    String stored(String satellite) {
        return rows(queries().stored(satellite));
    }

    SatelliteQueries queries() {
        return new SatelliteQueries(vault, schema());
    }

    /** The number of rows of each table outside the ledger. */
    String counts() {
        List<String> tables = cells(
                        "select format('\"{}\".\"{}\"', table_schema, table_name) from information_schema.tables"
                                + " where table_type = 'BASE TABLE' and table_schema not in ('audit', 'main') order by 1")
                .stream()
                .map(row -> row.get(0))
                .toList();
        return tables.stream()
                .map(table -> table.replace("\"", "") + ": " + rows("select count(*) from " + table))
                .collect(Collectors.joining("\n"));
    }

    /** What the vault promises, and what breaks it. */
    VerifyReport verify() {
        return verify(VerifyRequest.ALL);
    }

    private VerifyReport verify(VerifyRequest request) {
        return new Verifier(vault, schema(), warehouse).verify(request);
    }

    /** What the vault promises, and what would break it after these changes, which are taken back. */
    VerifyReport verifyTampered(List<String> changes) {
        return verifyTampered(changes, VerifyRequest.ALL);
    }

    VerifyReport verifyTampered(List<String> changes, VerifyRequest request) {
        try {
            // Verifying ends the transaction that it reads in without storing what was done in it.
            warehouse.connection().setAutoCommit(false);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        changes.forEach(this::execute);
        return verify(request);
    }

    void execute(String sql) {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** Closes it, provided that it keeps what it promises. */
    void closeVerified() {
        try {
            VerifyReport report = verify();
            assertThat(report.findings()).as("what verifying finds").isEmpty();
            assertThat(report.undone()).as("what could not be verified").isEmpty();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        warehouse.close();
    }

    private static String text(String migration) {
        try (InputStream text = Objects.requireNonNull(Warehouse.class.getResourceAsStream(migration))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lines of cells, {@code |} between cells, as expected of {@link #rows}. */
    static String table(String... lines) {
        return String.join("\n", lines);
    }
}
