package org.lierne.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a load reads, and where it writes. */
final class LoadOptions {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-l", "--landing"},
            paramLabel = "DIR",
            description = "The folder where deliveries arrive. Default: landing in the project.")
    private @Nullable Path landing;

    @Option(
            names = "--load-date",
            paramLabel = "WHEN",
            description = "The load date of deliveries that bring none, as 2026-03-31 or 2026-03-31T18:00:00 (UTC)."
                    + " Default: now.")
    private @Nullable String loadDate;

    @Option(names = "--hold-at", paramLabel = "PHASE:OBJECT", hidden = true)
    private @Nullable String holdAt;

    OutputOptions output() {
        return output;
    }

    Optional<String> holdAt() {
        return Optional.ofNullable(holdAt);
    }

    RunRequest request() {
        Path project = database.project().directory();
        Path folder = landing == null ? project.resolve("landing") : landing;
        if (!Files.isDirectory(folder)) {
            throw new LierneException(
                    Category.USAGE,
                    "landing_unreadable",
                    "There is no landing folder \"" + folder + "\". Nothing was read or written.",
                    "Name the folder where deliveries arrive with --landing DIR.");
        }
        return new RunRequest(
                project,
                database.database(),
                folder,
                Moments.since("--load-date", loadDate),
                database.limits(),
                database.asArguments());
    }
}
