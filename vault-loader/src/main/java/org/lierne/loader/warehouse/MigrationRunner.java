package org.lierne.loader.warehouse;

import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.lierne.core.LierneException;

/** Applies migrations by Flyway, unless the history shows without it that there is nothing to apply. */
final class MigrationRunner {

    private static final String BUILT_IN = "classpath:org/lierne/loader/warehouse";

    private final MigrationFolder folder;
    private final Warehouse warehouse;

    MigrationRunner(MigrationFolder folder, Warehouse warehouse) {
        this.folder = folder;
        this.warehouse = warehouse;
    }

    boolean isPending() {
        List<MigrationFile> files = folder.migrations();
        MigrationHistory history = MigrationHistory.of(warehouse.connection());
        history.refuseUnknown(files, folder.path());
        return !history.isComplete(files);
    }

    List<Migrations.Applied> run() {
        if (!isPending()) {
            return List.of();
        }
        try {
            MigrateResult result = flyway().migrate();
            return result.migrations.stream()
                    .map(each -> new Migrations.Applied(each.version, each.description))
                    .toList();
        } catch (FlywayValidateException edited) {
            throw edited(edited);
        } catch (FlywayException failed) {
            throw failed(failed);
        }
    }

    private Flyway flyway() {
        return Flyway.configure(MigrationRunner.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(warehouse.dataSource())
                .locations(BUILT_IN, "filesystem:" + folder.path())
                .failOnMissingLocations(false)
                .defaultSchema(MigrationHistory.SCHEMA)
                .schemas(MigrationHistory.SCHEMA)
                .table(MigrationHistory.TABLE)
                .installedBy("lierne")
                // Those that come with a later Lierne stand before the project's own.
                .outOfOrder(true)
                .placeholderReplacement(false)
                .cleanDisabled(true)
                .load();
    }

    private LierneException edited(FlywayValidateException edited) {
        return new LierneException(
                LierneException.Category.INVALID_METADATA,
                "migration_edited",
                "The migrations in \"" + folder.path() + "\" are not those that were applied to this database: "
                        + MigrationHistory.editedNames(edited.getMessage())
                        + " was changed since. Nothing was applied.",
                "Restore the file from version control, and say what is to change in the metadata.",
                edited);
    }

    private LierneException failed(FlywayException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof SQLException ofEngine) {
            EngineFailure.refuse("The migration", "It was rolled back whole; those before it are applied.", ofEngine);
        }
        return new LierneException(
                LierneException.Category.FAILED,
                "migration_failed",
                failed.getMessage().lines().findFirst().orElse("A migration failed") + ": " + cause.getMessage()
                        + ". This migration was rolled back whole; those before it are applied.",
                "Correct the file in \"" + folder.path() + "\", or delete it with its .json, and migrate again.",
                failed);
    }
}
