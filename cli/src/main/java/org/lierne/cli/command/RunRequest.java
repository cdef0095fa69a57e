package org.lierne.cli.command;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import org.lierne.cli.query.EngineLimits;

/**
 * On what a run works.
 *
 * @param project the folder of {@code vault.yml}
 * @param database the database file; it and its folder need not exist yet
 * @param landing the folder where deliveries arrive
 * @param loadDate the load date, in UTC, of deliveries that bring none; empty means the run's start
 * @param arguments how project and database are named on the command line, with a leading blank, so that a command
 *     that is suggested works as it stands; empty where the defaults are meant
 */
public record RunRequest(
        Path project,
        Path database,
        Path landing,
        Optional<LocalDateTime> loadDate,
        EngineLimits limits,
        String arguments) {

    /** The folder of the archive, beside the database. */
    public static final String ARCHIVE = "archive";

    private static final Path HERE = Path.of("");

    /** Where deliveries are kept: beside the database. */
    public Path archive() {
        return beside(ARCHIVE);
    }

    /** Where marts are published: beside the database. */
    public Path martFolder() {
        return beside(database);
    }

    /** The folder that a database stands in. */
    public static Path beside(Path database) {
        Path folder = database.getParent();
        return folder == null ? HERE : folder;
    }

    /** The pointer to the marts that were published last: beside the database. */
    public Path marts() {
        return marts(database);
    }

    static Path marts(Path database) {
        return database.resolveSibling("marts.duckdb");
    }

    private Path beside(String name) {
        return beside(database).resolve(name);
    }
}
