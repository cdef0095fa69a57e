package org.lierne.cli.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;

/** The folder that a simulation fills. A marker file says that it is one; in a folder without it nothing is touched. */
public final class SimulationFolder {

    static final String MARKER = ".lierne-simulation";

    private final Path folder;

    public SimulationFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    public Path arrivals() {
        return folder.resolve("arrivals");
    }

    public Path truth() {
        return folder.resolve("truth");
    }

    /**
     * Makes the folder, or removes what an earlier simulation wrote into it, and nothing else.
     *
     * @param replace whether an earlier simulation may go
     * @throws LierneException of category {@code USAGE} if it holds something that may not
     */
    public void prepare(boolean replace) {
        try {
            if (!isFree()) {
                clear(replace);
            }
            Files.createDirectories(truth());
            Files.createDirectories(arrivals());
            Files.writeString(
                    folder.resolve(MARKER),
                    "Made by \"lierne simulate\", which may replace the folders arrivals and truth beside this file.\n");
        } catch (IOException failure) {
            throw new LierneException(
                    Category.FAILED,
                    "simulation_folder_unusable",
                    "The folder \"" + folder + "\" cannot be written. Nothing was simulated.",
                    "Look at its permissions and at the room on the disk, or choose another place with --out DIR.",
                    failure);
        }
    }

    private boolean isFree() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private void clear(boolean replace) throws IOException {
        if (!Files.isRegularFile(folder.resolve(MARKER))) {
            throw new LierneException(
                    Category.USAGE,
                    "not_a_simulation",
                    "\"" + folder + "\" exists and was not made by a simulation. Nothing in it was touched.",
                    "Choose another place with --out DIR.");
        }
        if (!replace) {
            throw new LierneException(
                    Category.USAGE,
                    "simulation_exists",
                    "\"" + folder + "\" holds an earlier simulation. Nothing in it was touched.",
                    "Say --replace to have its folders arrivals and truth replaced, or choose another place.");
        }
        for (Path own : List.of(arrivals(), truth())) {
            remove(own);
        }
    }

    private static void remove(Path own) throws IOException {
        if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
