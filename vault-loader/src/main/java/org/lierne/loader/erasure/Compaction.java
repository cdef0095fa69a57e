package org.lierne.loader.erasure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lierne.loader.audit.Erasures;
import org.lierne.loader.warehouse.Warehouse;

/**
 * Writes a database file anew, so that blocks of deleted and changed rows are gone: the engine keeps them, and reuses them
 * some time. The new file takes the old one's place in one move; a process that is killed before leaves the old one.
 */
final class Compaction {

    private static final String CATALOG = "lierne_rewritten";
    private static final String UNFINISHED = ".rewriting";

    private Compaction() {}

    /**
     * Writes the file of a warehouse anew, and records in it that erasures have finished. The warehouse is closed.
     *
     * @throws SQLException if the engine could not; the file is then what it was
     */
    static void compact(Warehouse warehouse) throws SQLException, IOException {
        Path file = warehouse.file().orElseThrow().toRealPath();
        Path fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
        clear(file);
        try (Statement statement = warehouse.connection().createStatement()) {
            String current;
            try (ResultSet named = statement.executeQuery("select current_database()")) {
                named.next();
                current = named.getString(1);
            }
            statement.execute("force checkpoint");
            statement.execute("attach '" + fresh.toString().replace("'", "''") + "' as " + CATALOG);
            try {
                statement.execute("copy from database \"" + current.replace("\"", "\"\"") + "\" to " + CATALOG);
                new Erasures(warehouse.connection()).finish(CATALOG);
                statement.execute("checkpoint " + CATALOG);
            } finally {
                statement.execute("detach " + CATALOG);
            }
        }
        likeBefore(file, fresh);
        force(fresh);
        // While the old file is open, nobody else can write it.
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.toAbsolutePath().getParent());
        warehouse.close();
    }

    /** Whoever might not read the old file may not read the new one. */
    private static void likeBefore(Path file, Path fresh) throws IOException {
        try {
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
        } catch (UnsupportedOperationException noPermissions) {
            // Where files have no such permissions, those of the folder count.
        }
    }

    /** Removes what a process that was killed has left. */
    static void clear(Path file) throws IOException {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + UNFINISHED));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + UNFINISHED + ".wal"));
    }

    private static void force(Path path) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (AccessDeniedException notOnThisSystem) {
            if (!isFolder) {
                throw notOnThisSystem;
            }
            // Windows cannot open folders; there the rename itself is journaled.
        }
    }
}
