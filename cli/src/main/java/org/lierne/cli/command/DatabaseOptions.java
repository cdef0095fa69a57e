package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
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

    @Option(names = "--memory", paramLabel = "SIZE", description = "The most memory for the engine, as 1500MB or 4GB.")
    private @Nullable String memory;

    @Option(names = "--threads", paramLabel = "N", description = "The most threads for the engine.")
    private @Nullable Integer threads;

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

    EngineLimits limits() {
        if (memory != null && !memory.matches("(?i)\\s*\\d+(\\.\\d+)?\\s*([KMGT]i?B)\\s*")) {
            throw new LierneException(
                    Category.USAGE,
                    "bad-memory",
                    "--memory is \"" + memory + "\", which is no amount of memory.",
                    "Write a number and a unit: 800MB, 4GB.");
        }
        if (threads != null && threads < 1) {
            throw new LierneException(
                    Category.USAGE, "bad-threads", "--threads is " + threads + "; at least 1 is needed.", null);
        }
        return new EngineLimits(Optional.ofNullable(memory).map(String::strip), Optional.ofNullable(threads));
    }
}
