package org.lierne.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.ShellText;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.LierneException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database is meant, and how much of the machine it may take. */
final class DatabaseOptions {

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(
            names = {"-d", "--database"},
            paramLabel = "FILE",
            description = "The database file. Default: warehouse/NAME.duckdb in the project, by the name of the vault.")
    private @Nullable Path database;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    ProjectOptions project() {
        return project;
    }

    /** The database file; the project is looked at only where no file is named. */
    Path database() {
        if (database != null) {
            return database;
        }
        Path directory = project.directory();
        return directory.resolve("warehouse").resolve(VaultFile.name(directory) + ".duckdb");
    }

    /** Project and database as they are to be typed again. */
    String asArguments() {
        return project.asArgument() + (database == null ? "" : " --database " + ShellText.quoted(database.toString()));
    }

    /** The vault in that database, for operations. */
    Operations.VaultInUse inUse() {
        return new Operations.VaultInUse(project.directory(), database(), limits(), asArguments());
    }

    /**
     * Returns a file that is to be written, which may be there already.
     *
     * @throws LierneException if it is the vault itself, or the link to the marts that are published
     */
    Path notTheVault(Path file) {
        Path vault = database().toAbsolutePath().normalize();
        Path marts = RunRequest.marts(vault);
        if (isSame(file, vault) || file.toAbsolutePath().normalize().equals(marts)) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "target_is_the_vault",
                    "--to is \"" + file + "\", which is "
                            + (isSame(file, vault) ? "the vault itself" : "what runs publish")
                            + ". Nothing was written.",
                    "Name another file.");
        }
        return file;
    }

    private static boolean isSame(Path file, Path vault) {
        try {
            return Files.exists(file) && Files.exists(vault) && Files.isSameFile(file, vault);
        } catch (IOException unreadable) {
            return file.toAbsolutePath().normalize().equals(vault);
        }
    }

    EngineLimits limits() {
        return engine.limits();
    }
}
