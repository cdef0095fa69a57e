package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.lierne.core.LierneException;

/**
 * What can be told of a database file without the engine, and of what keeps the engine from opening it. The file itself is
 * not read here: closing it would give up a lock that this process may have on it.
 */
public final class DatabaseFile {

    private DatabaseFile() {}

    /**
     * Refuses what is there and can be no database; returns if nothing is there. The engine would wait for a pipe.
     *
     * @throws LierneException {@code not_a_database}
     */
    public static void refuseOther(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw OpenFailures.folder(file);
        }
        if (!Files.isRegularFile(file)) {
            throw OpenFailures.notADatabase(file, "It is no file but a device or a pipe.");
        }
        if (isEmpty(file)) {
            throw OpenFailures.notADatabase(file, "It is empty.");
        }
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException unreadable) {
            // The engine says why.
            return false;
        }
    }

    /**
     * Refuses a file that cannot be written. Beside it, the engine makes its log, so the folder has to be writable, too: it
     * tells otherwise only when it commits, and then not why.
     *
     * @throws LierneException {@code database_not_writable}
     */
    static void refuseReadOnly(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean writable = folder == null || Files.isWritable(folder);
        if (!writable || Files.exists(file) && !Files.isWritable(file)) {
            throw OpenFailures.readOnly(file, null);
        }
    }

    /** Sets that nothing is fetched from the network, or loaded, for the sake of a file that is of another program. */
    public static void loadNothing(Properties properties) {
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
    }

    /**
     * Why the engine could not open a file to read it.
     *
     * @return {@code database_locked}, {@code not_a_database}, {@code database_corrupt}, {@code database_of_other_version},
     *     {@code database_not_readable}, {@code database_not_opened}
     */
    public static LierneException notOpenedToRead(Path file, SQLException failed) {
        return OpenFailures.database(file, failed, false);
    }
}
