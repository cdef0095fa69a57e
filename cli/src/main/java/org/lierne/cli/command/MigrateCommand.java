package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lierne migrate}. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Brings the database along with the metadata.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Compares the metadata with what the last migration recorded, writes a migration for the difference "
                        + "into the project's migrations folder, and applies what the database lacks. Data is kept. A change that "
                        + "would re-key rows, or take a column out of its satellite, is refused with the reason (exit code 3).",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne migrate --project metadata/online_retail")
final class MigrateCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    MigrateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Path project = database.project().directory();
        Path file = database.database();
        Operations.Migrated migrated = invocation
                .operations()
                .migrate(new RunRequest(
                        project,
                        file,
                        project.resolve("landing"),
                        Optional.empty(),
                        database.limits(),
                        database.asArguments()));
        tell(invocation.console(), migrated, project, file);
        return ExitCode.DONE.number();
    }

    private static void tell(Console console, Operations.Migrated migrated, Path project, Path file) {
        migrated.written()
                .ifPresentOrElse(
                        path -> {
                            console.data("Wrote " + asGiven(path, project) + ":");
                            migrated.changes().forEach(change -> console.data("  " + change));
                        },
                        () -> console.data("The metadata means the tables that the last migration recorded."));
        if (migrated.applied().isEmpty()) {
            console.data("The database \"" + file + "\" was up to date.");
            return;
        }
        console.data("Applied " + Amounts.count(migrated.applied().size(), "migration", "migrations") + " to \"" + file
                + "\": " + String.join(", ", migrated.applied()) + ".");
    }

    /** A file of the project as people name it: below the folder as they gave it. */
    private static Path asGiven(Path file, Path project) {
        Path absolute = project.toAbsolutePath().normalize();
        return file.startsWith(absolute) ? project.resolve(absolute.relativize(file)) : file;
    }
}
