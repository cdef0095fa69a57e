package org.lierne.loader.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.metadata.MetadataFiles;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Migration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database along with a project: its tables by migrations, then its views, then the record of the metadata
 * that they follow. Done again, it changes nothing.
 *
 * <pre>{@code
 * VaultMigration migration = VaultMigration.of(project, vault);
 * migration.write();
 * long modelVersion = migration.apply(warehouse).modelVersion();
 * new Loader(vault, migration.schema(), warehouse).load(request, listener);
 * }</pre>
 */
public final class VaultMigration {

    private static final Logger LOG = LoggerFactory.getLogger(VaultMigration.class);
    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private final Path project;
    private final Vault vault;
    private final Migrations migrations;
    private final SchemaDifference difference;

    private VaultMigration(Path project, Vault vault) {
        this.project = project;
        this.vault = vault;
        this.migrations = Migrations.of(project);
        this.difference = migrations.plan(vault);
    }

    /**
     * @param project the folder with the project's {@code vault.yml}
     * @param vault as it was read from there
     */
    public static VaultMigration of(Path project, Vault vault) {
        return new VaultMigration(project, vault);
    }

    /**
     * What was done to a database.
     *
     * @param applied migrations, in order; empty if it had them all
     * @param modelVersion the number under which the ledger has the metadata
     */
    public record Outcome(List<Migrations.Applied> applied, long modelVersion) {
        public Outcome {
            applied = List.copyOf(applied);
        }
    }

    /** What loads write and views read once the database is brought along. */
    public VaultSchema schema() {
        return difference.loaded();
    }

    /**
     * The migration that {@link #write} would write; empty if the recorded tables are those that the vault means.
     *
     * @throws LierneException {@code migration_refused}
     */
    public Optional<Migration> planned() {
        return migrations.migration(difference);
    }

    /**
     * Writes the migration that the metadata asks for into the project.
     *
     * @return the files; empty if there is nothing to change
     * @throws LierneException {@code migration_refused}; then nothing is written
     */
    public Optional<MigrationFile> write() {
        // What was written since is no difference any more.
        return migrations.write(migrations.plan(vault));
    }

    /**
     * Whether a database is to be migrated before it can be loaded.
     *
     * @throws LierneException {@code migration_missing}, if it has migrations that are not in the project
     */
    public boolean isPending(Warehouse warehouse) {
        return !migrations.plan(vault).isEmpty() || migrations.arePending(warehouse);
    }

    /**
     * Applies the migrations that the database lacks, each in a transaction of its own; then, in one transaction, makes
     * the views anew, drops those of the raw vault that are no longer meant, sets up ghost records where there are none,
     * and records the metadata.
     *
     * @throws LierneException {@code database_locked}, a code of {@link EngineFailure}, {@code existing_table_misfits}, {@code migration_failed}, {@code migration_edited}, {@code migration_missing},
     *     {@code views_not_made}, {@code model_version_not_recorded}
     */
    public Outcome apply(Warehouse warehouse) {
        return WriteClaim.with(warehouse.connection(), () -> applyAlone(warehouse));
    }

    private Outcome applyAlone(Warehouse warehouse) {
        checkExisting(warehouse.connection());
        List<Migrations.Applied> applied = migrations.apply(warehouse);
        Map<String, String> metadata = MetadataFiles.of(project, vault);
        return new Outcome(applied, follow(warehouse.connection(), metadata));
    }

    private void checkExisting(Connection connection) {
        try {
            new ExistingTables(schema(), DIALECT).check(connection);
        } catch (SQLException failed) {
            EngineFailure.refuse("Looking at the tables that are there", "Nothing was changed.", failed);
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migration_failed",
                    "The tables that are there could not be looked at: " + EngineFailure.sentence(failed)
                            + " Nothing was changed.",
                    null,
                    failed);
        }
    }

    private long follow(Connection connection, Map<String, String> metadata) {
        try {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                makeViews(connection);
                setUpGhosts(connection);
                RenamedNames.note(connection, migrations.files());
                long modelVersion = ModelVersions.record(connection, metadata, schema());
                connection.commit();
                done = true;
                return modelVersion;
            } finally {
                // After an error the engine's commit succeeds without storing anything, so an error never leads to one.
                if (!done) {
                    rollBack(connection);
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            EngineFailure.refuse(
                    "Making the views of the vault",
                    "The tables are migrated; views and data are as they were before.",
                    failed);
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "views_not_made",
                    "The views of the vault could not be made: " + EngineFailure.sentence(failed)
                            + " The tables are migrated; views and data are as they were before.",
                    "If a table or column is missing, \"lierne verify\" names all that are. If the database holds other"
                            + " objects in the schema \"" + Table.RAW_VAULT + "\", or views of others that read it,"
                            + " take them out of the way, and try again.",
                    failed);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            // The error that led here is the one to report; without a commit nothing is stored.
            LOG.debug("The transaction could not be rolled back", alsoFailed);
        }
    }

    private void makeViews(Connection connection) throws SQLException {
        List<Statement> views = new Views(vault, schema(), DIALECT).statements();
        Set<String> meant = views.stream()
                .map(view -> view.target().substring(view.target().indexOf('.') + 1))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        try (java.sql.Statement statement = connection.createStatement()) {
            for (String view : existing(connection)) {
                if (!meant.contains(view.toLowerCase(Locale.ROOT))) {
                    statement.execute("drop view " + Table.RAW_VAULT + ".\"" + view.replace("\"", "\"\"") + "\"");
                }
            }
            for (Statement view : views) {
                statement.execute(view.sql());
            }
        }
    }

    private void setUpGhosts(Connection connection) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            for (Statement ghosts : new Ghosts(vault, schema(), DIALECT).statements()) {
                statement.execute(ghosts.sql());
            }
        }
    }

    private static List<String> existing(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select view_name from duckdb_views()"
                + " where database_name = current_database() and schema_name = ? order by view_name")) {
            query.setString(1, Table.RAW_VAULT);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
