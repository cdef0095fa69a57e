package org.lierne.marts.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder that published marts stand in: one database file per run, {@code marts-<run>.duckdb}, and the pointer to
 * the one that readers open. The pointer is the symbolic link {@code marts.duckdb}; where links are not possible, the
 * text file {@code marts.current} that holds the file's name. It is replaced in one move, so at every moment it names a
 * whole file. A reader that has an older file open keeps it. One run at a time may publish to a folder.
 */
public final class MartFolder {

    private static final String LINK = "marts.duckdb";
    private static final String TEXT = "marts.current";
    private static final String UNFINISHED = ".building";
    private static final Pattern PUBLISHED = Pattern.compile("marts-(\\d+)\\.duckdb");

    private final Path folder;

    public MartFolder(Path folder) {
        this.folder = folder;
    }

    /** The database file that readers are to open; empty if nothing has been published. */
    public Optional<Path> current() {
        try {
            Path link = folder.resolve(LINK);
            if (Files.isSymbolicLink(link)) {
                return existing(Files.readSymbolicLink(link).toString());
            }
            Path text = folder.resolve(TEXT);
            return Files.exists(text) ? existing(Files.readString(text).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The files that hold marts, also those of builds that were not finished; without the pointer. */
    public List<Path> published() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            return files().stream()
                    .filter(path -> path.getFileName().toString().startsWith("marts-"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the pointer is: what a BI tool opens, wherever links are possible. */
    public Path pointer() {
        return folder.resolve(LINK);
    }

    /** Makes the folder ready for a new file: it exists, and what crashed builds left is gone. */
    Path prepare(long runId) throws IOException {
        Files.createDirectories(folder);
        for (Path path : files()) {
            if (path.getFileName().toString().contains(UNFINISHED)) {
                Files.deleteIfExists(path);
            }
        }
        return building(runId);
    }

    /** Deletes what is unfinished of a run. */
    void abandon(long runId) throws IOException {
        Path building = building(runId);
        Files.deleteIfExists(building);
        Files.deleteIfExists(building.resolveSibling(building.getFileName() + ".wal"));
    }

    /** Gives the finished file its name. */
    Path finish(long runId) throws IOException {
        Path file = published(runId);
        Files.move(building(runId), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** Moves the pointer to a finished file. */
    void pointTo(Path file) throws IOException {
        Path link = folder.resolve(LINK);
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new FileSystemException(
                    link.toString(),
                    null,
                    "it is a file, where the pointer to the published marts belongs; move it away");
        }
        Path next = folder.resolve(LINK + UNFINISHED);
        Files.deleteIfExists(next);
        try {
            Files.createSymbolicLink(next, file.getFileName());
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            pointByText(file);
            return;
        }
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void pointByText(Path file) throws IOException {
        Path next = folder.resolve(TEXT + UNFINISHED);
        Files.writeString(next, file.getFileName() + "\n", StandardCharsets.UTF_8);
        Files.move(next, folder.resolve(TEXT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Deletes all but the latest files. One that cannot be deleted, as some systems do with open files, stays.
     *
     * @param kept how many stay, the published one included
     */
    void prune(int kept) throws IOException {
        List<Path> published = new ArrayList<>();
        for (Path path : files()) {
            if (PUBLISHED.matcher(path.getFileName().toString()).matches()) {
                published.add(path);
            }
        }
        published.sort(Comparator.comparingLong(MartFolder::runOf).reversed());
        Optional<Path> current = current();
        for (Path old : published.subList(Math.min(kept, published.size()), published.size())) {
            if (current.isPresent() && current.get().getFileName().equals(old.getFileName())) {
                continue;
            }
            try {
                Files.deleteIfExists(old);
            } catch (FileSystemException inUse) {
                // The next publishing tries again.
            }
        }
    }

    private Optional<Path> existing(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    private Path building(long runId) {
        return folder.resolve("marts-" + runId + ".duckdb" + UNFINISHED);
    }

    private Path published(long runId) {
        return folder.resolve("marts-" + runId + ".duckdb");
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "marts*")) {
            found.forEach(files::add);
        }
        return files;
    }

    private static long runOf(Path file) {
        Matcher name = PUBLISHED.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }
}
