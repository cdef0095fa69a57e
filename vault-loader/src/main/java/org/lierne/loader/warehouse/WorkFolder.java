package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a run keeps what it makes of files while it stages them: rows of JSON, copies in UTF-8. It stands
 * beside the database, so that what a killed run leaves is as well guarded as the vault, and is found and removed by the
 * next; who holds the database holds the folder. A database in memory, or of a host, has one among temporary files.
 */
public final class WorkFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /** @throws LierneException {@code no_work_folder} */
    public static WorkFolder of(Warehouse warehouse) {
        Optional<Path> database = warehouse.file();
        try {
            if (database.isEmpty()) {
                return new WorkFolder(Files.createTempDirectory("lierne-"));
            }
            Path folder = database.get().resolveSibling(database.get().getFileName() + ".work");
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                remove(folder);
            }
            return new WorkFolder(Files.createDirectory(folder));
        } catch (IOException failure) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "no_work_folder",
                    "No folder could be made for temporary files: " + FileFailure.words(failure)
                            + ". Nothing was loaded.",
                    "Make room in, or give write permission to, the folder of the database"
                            + " (of temporary files, if the database is in memory).",
                    failure);
        }
    }

    /** The folder, which is empty at first. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            remove(path);
        } catch (IOException left) {
            LOG.debug("The folder {} could not be removed; the next run does", path, left);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
