package org.lierne.loader.erasure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.loader.audit.Erasures;
import org.lierne.loader.warehouse.Warehouse;

/** The files of Lierne's that are to be taken out, as the ledger lists them: beside the database by their place there. */
final class OwnFiles {

    private final Optional<Path> beside;
    private final Erasures erasures;

    OwnFiles(Warehouse warehouse) {
        this.beside =
                warehouse.file().map(file -> file.toAbsolutePath().normalize().getParent());
        this.erasures = new Erasures(warehouse.connection());
    }

    void record(Optional<Long> erasure, Collection<Path> files) throws SQLException {
        erasures.recordFiles(
                erasure, files.stream().map(this::listed).distinct().toList());
    }

    private String listed(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return beside.filter(absolute::startsWith)
                .map(folder -> folder.relativize(absolute))
                .orElse(absolute)
                .toString();
    }

    /**
     * Takes out what is listed.
     *
     * @return the files that could not be
     */
    List<Path> remove() throws SQLException {
        List<Path> left = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String listed : erasures.files()) {
            Path file = beside.map(folder -> folder.resolve(listed)).orElseGet(() -> Path.of(listed));
            try {
                Files.deleteIfExists(file);
                gone.add(listed);
            } catch (IOException inUse) {
                left.add(file);
            }
        }
        erasures.removed(gone);
        return left;
    }

    /** Removes a folder of temporary files with all that is in it. */
    static void removeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
