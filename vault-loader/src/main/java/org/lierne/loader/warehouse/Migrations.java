package org.lierne.loader.warehouse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Migration;

/**
 * The migrations of a vault project: planned from the metadata, written into the project's folder, applied to a
 * database. Planning and writing need no database.
 */
public final class Migrations {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private final MigrationFolder folder;

    private Migrations(MigrationFolder folder) {
        this.folder = folder;
    }

    /** @param project the folder with the project's {@code vault.yml} */
    public static Migrations of(Path project) {
        return new Migrations(new MigrationFolder(project.resolve("migrations")
                .resolve(DIALECT.name())
                .toAbsolutePath()
                .normalize()));
    }

    /** In the order of their versions. */
    public List<MigrationFile> files() {
        return folder.migrations();
    }

    /**
     * What has to change for the recorded tables to be those that the vault means.
     *
     * @throws LierneException if the folder or a recorded model cannot be read
     */
    public SchemaDifference plan(Vault vault) {
        Optional<VaultSchema> recorded = folder.recorded();
        return recorded.map(schema -> SchemaDifference.between(schema, vault))
                .orElseGet(() -> SchemaDifference.ofNew(vault));
    }

    /**
     * The migration that {@link #write} would write; empty if there is nothing to change.
     *
     * @throws LierneException {@code migration_refused}, if the difference has refusals
     */
    public Optional<Migration> migration(SchemaDifference difference) {
        refuse(difference);
        if (difference.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Migration.of(difference, folder.recorded().isEmpty(), DIALECT));
    }

    /**
     * Writes the next migration into the folder: statements, and beside them the tables that they lead to.
     *
     * @param difference as {@link #plan} made it
     * @return the files; empty if there is nothing to change
     * @throws LierneException {@code migration_refused}, if the difference has refusals; then nothing is written
     */
    public Optional<MigrationFile> write(SchemaDifference difference) {
        return migration(difference).map(folder::write);
    }

    /**
     * Applies what the database does not have yet, each migration in a transaction of its own.
     *
     * @return what was applied, in order; empty if the database was up to date
     * @throws LierneException {@code migration_failed}, {@code migration_edited}, {@code migration_missing}; then the
     *     migration that is at fault has changed nothing
     */
    public List<Applied> apply(Warehouse warehouse) {
        return new MigrationRunner(folder, warehouse).run();
    }

    /**
     * Whether the database lacks a migration of the folder, or of those that come with Lierne.
     *
     * @throws LierneException {@code migration_missing}, if it has one that is not in the folder
     */
    public boolean arePending(Warehouse warehouse) {
        return new MigrationRunner(folder, warehouse).isPending();
    }

    /**
     * A migration that was applied.
     *
     * @param version {@code 7}; those that come with Lierne begin with {@code 0.}
     * @param description its slug with blanks
     */
    public record Applied(String version, String description) {
        /** Whether it came with Lierne rather than from the project. */
        public boolean builtIn() {
            return version.startsWith("0.");
        }
    }

    private static void refuse(SchemaDifference difference) {
        if (difference.refusals().isEmpty()) {
            return;
        }
        throw new LierneException(
                LierneException.Category.INVALID_METADATA,
                "migration_refused",
                difference.refusals().stream().map(SchemaFinding::message).collect(Collectors.joining("\n")),
                difference.refusals().stream()
                        .map(SchemaFinding::hint)
                        .distinct()
                        .collect(Collectors.joining("\n")));
    }
}
