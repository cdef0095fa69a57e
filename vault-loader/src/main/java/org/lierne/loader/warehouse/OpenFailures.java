package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;

/** The words for a database that does not open. The engine gives no codes, so its messages are read. */
final class OpenFailures {

    private static final Pattern OWNER = Pattern.compile("\\(PID (\\d+)\\)");

    /** Not just "lock": damaged files are told of in blocks. */
    private static final Pattern LOCKED = Pattern.compile("set lock|[Cc]onflicting lock|being used by another process");

    private static final Pattern CORRUPT = Pattern.compile(
            "Serialization Error|INTERNAL Error|FATAL Error|Could not read enough bytes|read past the end|Could not read all bytes");

    private OpenFailures() {}

    static LierneException folderNotMade(Path file, IOException failed) {
        return exception(
                "database_not_writable",
                "The folder of database \"" + file + "\" cannot be made: " + FileFailure.words(failed) + ".",
                "Name a database in a folder that you may write to.",
                failed);
    }

    static LierneException folder(Path file) {
        return exception(
                "not_a_database",
                "\"" + file + "\" is a folder, not a database.",
                "Name a file in it, such as \"" + file.resolve("warehouse.duckdb") + "\".",
                null);
    }

    static LierneException readOnly(Path file, @Nullable Exception cause) {
        return exception(
                "database_not_writable",
                "The database \"" + file + "\" cannot be opened for writing: its file or its folder is read-only."
                        + " Nothing was changed.",
                "Make both writable, or name a database elsewhere.",
                cause);
    }

    static LierneException notReadable(Path file, Exception cause) {
        return exception(
                "database_not_readable",
                "The database \"" + file + "\" may not be read. Nothing was changed.",
                "Check the permissions of the file.",
                cause);
    }

    static LierneException notADatabase(Path file, String more) {
        return exception(
                "not_a_database",
                "The file \"" + file + "\" is not a DuckDB database. " + more,
                "Name another file, or one that is not there yet.",
                null);
    }

    /**
     * What keeps a database from being opened.
     *
     * @param toWrite whether it was to be written
     */
    static LierneException database(Path file, SQLException failed, boolean toWrite) {
        String message = String.valueOf(failed.getMessage());
        String quoted = "\"" + file + "\"";
        if (LOCKED.matcher(message).find()) {
            Matcher owner = OWNER.matcher(message);
            String process = owner.find() ? "process " + owner.group(1) : "another process";
            return exception(
                    "database_locked",
                    "The database " + quoted + " is in use by " + process + ". Nothing was changed.",
                    "Wait until it has ended, or end it; then run this again.",
                    failed);
        }
        if (message.contains("different configuration")) {
            return exception(
                    "database_locked",
                    "The database " + quoted
                            + " is open in this process already, with other settings. Nothing was changed.",
                    "Close it there first, or hand over that connection.",
                    failed);
        }
        if (Files.isDirectory(file)) {
            return folder(file);
        }
        if (message.contains("Extension") && message.contains("sqlite")) {
            return notADatabase(file, "It is one of SQLite, and was left as it is.");
        }
        if (message.contains("not a valid DuckDB database file")) {
            return notADatabase(file, "It was left as it is.");
        }
        if (message.contains("Permission denied") || message.contains("Read-only file system")) {
            return toWrite ? readOnly(file, failed) : notReadable(file, failed);
        }
        if (message.contains("version number")) {
            return exception(
                    "database_of_other_version",
                    "The database " + quoted
                            + " was written by a version of DuckDB that this one does not read. It was left as"
                            + " it is. The engine says: " + EngineFailure.sentence(failed),
                    "Open it with that version, or a later Lierne.",
                    failed);
        }
        if (EngineFailure.isOfDamage(failed) || CORRUPT.matcher(message).find()) {
            return exception(
                    "database_corrupt",
                    "The database " + quoted
                            + " is damaged and cannot be opened. It was left as it is. The engine says: "
                            + EngineFailure.sentence(failed),
                    EngineFailure.RESTORE,
                    failed);
        }
        if (EngineFailure.of(failed).equals(Optional.of(EngineFailure.DISK_FULL))) {
            return exception(
                    "disk_full",
                    "The database " + quoted
                            + " could not be opened, since the disk is full. What was committed is kept.",
                    "Make room on the disk of the database, then run again.",
                    failed);
        }
        return exception(
                "database_not_opened",
                "The database " + quoted + " could not be opened: " + EngineFailure.sentence(failed)
                        + " It was left as it is.",
                "Check that the memory and the threads that it is given make sense.",
                failed);
    }

    private static LierneException exception(String code, String message, String hint, @Nullable Exception cause) {
        return new LierneException(LierneException.Category.CANNOT_CONNECT, code, message, hint, cause);
    }
}
