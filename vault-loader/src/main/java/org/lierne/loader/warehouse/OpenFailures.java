package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;

/** The words for a database that does not open. The engine gives no codes, so its messages are read. */
final class OpenFailures {

    private static final Pattern OWNER = Pattern.compile("\\(PID (\\d+)\\)");

    /** Not just "lock": damaged files are told of in blocks. */
    private static final Pattern LOCKED = Pattern.compile("set lock|[Cc]onflicting lock|being used by another process");

    private static final Pattern CORRUPT = Pattern.compile(
            "[Cc]orrupt|checksum|Serialization Error|INTERNAL Error|FATAL Error|Could not read enough bytes|"
                    + "read past the end|Could not read all bytes");

    private OpenFailures() {}

    static LierneException folder(Path file, IOException failed) {
        return exception(
                "database_not_writable",
                "The folder of database \"" + file + "\" cannot be made: " + failed.getMessage() + ".",
                "Name a database in a folder that you may write to.",
                failed);
    }

    static LierneException database(Path file, SQLException failed) {
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
                    "The database " + quoted + " is open in this process already, with other settings.",
                    "Close it there first, or hand over that connection.",
                    failed);
        }
        if (Files.isDirectory(file)) {
            return exception(
                    "not_a_database",
                    quoted + " is a folder, not a database.",
                    "Name a file in it, such as \"" + file.resolve("warehouse.duckdb") + "\".",
                    failed);
        }
        if (message.contains("not a valid DuckDB database file")) {
            return notADatabase(file);
        }
        if (message.contains("Permission denied") || message.contains("Read-only file system")) {
            return exception(
                    "database_not_writable",
                    "The database " + quoted + " cannot be opened for writing: its file or its folder is read-only.",
                    "Make both writable, or name a database elsewhere.",
                    failed);
        }
        if (CORRUPT.matcher(message).find()) {
            return exception(
                    "database_corrupt",
                    "The database " + quoted
                            + " is damaged and cannot be opened. It was left as it is. The engine says: "
                            + message.lines().findFirst().orElse(message),
                    "Put a backup in its place; or move it away and load again: the archive has every delivery.",
                    failed);
        }
        return exception(
                "database_not_opened",
                "The database " + quoted + " could not be opened: " + message,
                "If an older or newer version of DuckDB wrote it, open it with that one.",
                failed);
    }

    static LierneException notADatabase(Path file) {
        return exception(
                "not_a_database",
                "The file \"" + file + "\" is not a DuckDB database. It was left as it is.",
                "Name another file, or one that is not there yet.",
                null);
    }

    private static LierneException exception(String code, String message, String hint, @Nullable Exception cause) {
        return new LierneException(LierneException.Category.CANNOT_CONNECT, code, message, hint, cause);
    }
}
