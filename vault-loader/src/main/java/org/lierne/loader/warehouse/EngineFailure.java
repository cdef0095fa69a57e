package org.lierne.loader.warehouse;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lierne.core.LierneException;

/**
 * Failures of the engine that no delivery is to blame for. The engine gives no codes, so its messages are read.
 */
public enum EngineFailure {
    /** What the engine may use of memory is not enough, and it cannot spill. */
    OUT_OF_MEMORY(
            "out_of_memory",
            "the engine's memory is used up",
            "Give it more memory, or fewer threads; if its temporary folder is full or not writable, mend that.",
            "Out of Memory Error"),
    /** The database's disk, or that of its temporary folder, is full. */
    DISK_FULL(
            "disk_full",
            "the disk is full",
            "Make room on the disk of the database and of its temporary folder, then run again.",
            "No space left on device",
            "not enough space on the disk"),
    /** The database or its temporary folder may not be written. */
    NOT_WRITABLE(
            "not_writable",
            "the database or its temporary folder cannot be written",
            "Make the folder of the database, and its temporary folder, writable; or name others.",
            "Permission denied",
            "Read-only file system",
            "Failed to create directory",
            "in read-only mode"),
    /** The file of the database is not what the engine wrote. */
    DATABASE_CORRUPT(
            "database_corrupt",
            "the database's file is damaged",
            EngineFailure.RESTORE,
            "Corrupt database file",
            "computed checksum"),
    /** Somebody asked for it to be broken off. */
    INTERRUPTED("interrupted", "it was interrupted", "Run again: what is pending is tried again.", "INTERRUPT Error"),
    /** The engine has given the database up; it must be opened again. */
    DATABASE_CLOSED(
            "database_invalidated",
            "the engine has closed the database after a fatal error",
            "Run again, which opens it anew: what was committed before is kept.",
            "database has been invalidated",
            "FATAL Error",
            "INTERNAL Error");

    /** What to do about a damaged file. */
    static final String RESTORE =
            "Put a backup in its place; or move it away and load again: the archive has every delivery.";

    /** Of deliveries, the engine reads only Parquet by place. */
    private static final Pattern CUT_OFF =
            Pattern.compile("Could not read (?:enough|all) bytes from file \"(?![^\"]*[.]parquet\")");

    private final String code;
    private final String what;
    private final String hint;
    private final List<String> signs;

    EngineFailure(String code, String what, String hint, String... signs) {
        this.code = code;
        this.what = what;
        this.hint = hint;
        this.signs = List.of(signs);
    }

    /** Its stable word. */
    public String code() {
        return code;
    }

    /** Which failure an exception tells of; empty if a statement or what it works on is to blame. */
    public static Optional<EngineFailure> of(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        Optional<EngineFailure> told = Arrays.stream(values())
                .filter(kind -> kind.signs.stream().anyMatch(message::contains))
                .findFirst();
        return told.isEmpty() && isOfDamage(failure) ? Optional.of(DATABASE_CORRUPT) : told;
    }

    /** Whether it tells that the file of a database is damaged, or ends too early. */
    static boolean isOfDamage(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return DATABASE_CORRUPT.signs.stream().anyMatch(message::contains)
                || CUT_OFF.matcher(message).find();
    }

    /** Throws the failure in words, if it is one of the engine; returns if it is not. */
    static void refuse(String work, String unchanged, SQLException failure) {
        Optional<EngineFailure> engine = of(failure);
        if (engine.isPresent()) {
            throw engine.get().exception(work, unchanged, failure);
        }
    }

    /** Throws an exception on that tells of a failure of the engine; returns if it does not. */
    public static void refuse(SQLException failure) throws SQLException {
        if (of(failure).isPresent()) {
            throw failure;
        }
    }

    /**
     * The failure in words.
     *
     * @param work what failed, with a capital: {@code Run 7}
     * @param unchanged a sentence that says what was left as it was
     */
    public LierneException exception(String work, String unchanged, SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        String firstLine = message.lines().findFirst().orElse(message);
        return new LierneException(
                LierneException.Category.FAILED,
                code,
                work + " failed, since " + what + ". " + unchanged + " The engine says: " + firstLine,
                hint,
                failure);
    }

    /** What the engine says, without the statement and the hints that follow. */
    public static String firstLine(SQLException failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** Whether a statement names a table or a column that is not there. */
    public static boolean isOfMissing(SQLException failure) {
        String line = firstLine(failure);
        return line.contains("Catalog Error") || line.contains("Binder Error");
    }

    /** The first line of what the engine says, with one full stop at its end. */
    public static String sentence(SQLException failure) {
        String line = firstLine(failure).stripTrailing();
        return line.endsWith(".") ? line : line + ".";
    }
}
