package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;
import org.lierne.core.schema.RecordedModel;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Migration;

/**
 * The folder in which a project keeps its migrations for one engine.
 *
 * <p>A migration is written model first and statements last, each under another name that is then changed. So a process
 * that dies in between leaves at most a model without statements, which counts for nothing and is removed by the next
 * one.
 */
final class MigrationFolder {

    private final Path folder;

    MigrationFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /** In the order of their versions. */
    List<MigrationFile> migrations() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<MigrationFile> migrations = files.filter(
                            file -> file.getFileName().toString().endsWith(".sql"))
                    .map(file -> MigrationFile.of(file).orElseThrow(() -> misnamed(file)))
                    .sorted(Comparator.comparing(MigrationFile::version).thenComparing(MigrationFile::slug))
                    .toList();
            refuseTwins(migrations);
            return migrations;
        } catch (IOException failed) {
            throw unusable("cannot be read", failed);
        }
    }

    private static LierneException misnamed(Path file) {
        return new LierneException(
                LierneException.Category.INVALID_METADATA,
                "migration_misnamed",
                "The file \"" + file + "\" stands among the migrations, and its name is not that of one. Nothing was"
                        + " changed.",
                "Name it like \"V7__what_it_does.sql\", or move it elsewhere.");
    }

    private static void refuseTwins(List<MigrationFile> migrations) {
        for (int place = 1; place < migrations.size(); place++) {
            MigrationFile first = migrations.get(place - 1);
            MigrationFile second = migrations.get(place);
            if (first.version() == second.version()) {
                throw new LierneException(
                        LierneException.Category.INVALID_METADATA,
                        "migration_version_twice",
                        "Two migrations have version " + first.version() + ": \"" + first.sql() + "\" and \""
                                + second.sql() + "\". Nothing was changed.",
                        "Keep the one that has been applied; delete the other with its .json, and migrate again to"
                                + " have it written anew.");
            }
        }
    }

    /** The tables that the latest migration recorded; empty if none did. */
    Optional<VaultSchema> recorded() {
        Optional<MigrationFile> latest = migrations().stream()
                .filter(migration -> Files.exists(migration.model()))
                .max(Comparator.naturalOrder());
        return latest.map(migration -> read(migration.model()));
    }

    private static VaultSchema read(Path model) {
        try {
            return RecordedModel.read(Files.readString(model));
        } catch (FileSystemException unreadable) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migrations_folder_unusable",
                    "The recorded tables cannot be read: " + FileFailure.words(unreadable) + ". Nothing was changed.",
                    "Make the file readable.",
                    unreadable);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new LierneException(
                    LierneException.Category.INVALID_METADATA,
                    "recorded_model_unreadable",
                    "The recorded tables in \"" + model + "\" cannot be read: " + unreadable.getMessage()
                            + ". Nothing was changed.",
                    "Restore the file from version control.",
                    unreadable);
        }
    }

    MigrationFile write(Migration migration) {
        int version =
                migrations().stream().mapToInt(MigrationFile::version).max().orElse(0) + 1;
        MigrationFile file = MigrationFile.in(folder, version, migration.slug());
        try {
            Files.createDirectories(folder);
            removeLeftovers(version);
            replace(file.model(), migration.model());
            replace(file.sql(), migration.sql());
            return file;
        } catch (IOException failed) {
            throw unusable("cannot be written", failed);
        }
    }

    /** Removes models of that version, which has no statements yet, and files that were never finished. */
    private void removeLeftovers(int version) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(folder)) {
            leftovers = files.filter(path -> isLeftover(path.getFileName().toString(), version))
                    .toList();
        }
        for (Path leftover : leftovers) {
            Files.delete(leftover);
        }
    }

    private static boolean isLeftover(String name, int version) {
        return name.startsWith("V" + version + "__") && (name.endsWith(".json") || name.endsWith(".tmp"));
    }

    private static void replace(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(unfinished, text, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private LierneException unusable(String what, IOException failed) {
        return new LierneException(
                LierneException.Category.FAILED,
                "migrations_folder_unusable",
                "The migrations in \"" + folder + "\" " + what + ": " + FileFailure.words(failed)
                        + ". The database was not changed.",
                "Make the folder readable and writable.",
                failed);
    }
}
