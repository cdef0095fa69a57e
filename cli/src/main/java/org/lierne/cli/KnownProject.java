package org.lierne.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lierne.marts.project.VaultProject;

/**
 * The project that was read last, which is read again only if a file that describes it has changed: reading checks every statement
 * in an engine, which takes a second or two, and a demo runs one project several times.
 */
final class KnownProject {

    private static final int DEEPEST = 4;

    /** A file as it was. */
    private record State(FileTime changed, long bytes) {}

    private @Nullable Path folder;
    private @Nullable VaultProject project;
    private Map<Path, State> described = Map.of();

    /** As {@link VaultProject#read}. */
    synchronized VaultProject read(Path wanted) {
        Map<Path, State> now = described(wanted);
        if (project == null || !wanted.equals(folder) || !now.equals(described)) {
            project = VaultProject.read(wanted);
            folder = wanted;
            described = now;
        }
        return project;
    }

    /** What describes a project: its metadata and SQL; migrations are written by what is known, and follow from it. */
    private static Map<Path, State> described(Path folder) {
        Map<Path, State> files = new TreeMap<>();
        Path migrations = folder.resolve("migrations");
        try (Stream<Path> found =
                Files.find(folder, DEEPEST, (path, attributes) -> attributes.isRegularFile() && isDescription(path))) {
            for (Path path : (Iterable<Path>) found::iterator) {
                if (!path.startsWith(migrations)) {
                    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                    files.put(path, new State(attributes.lastModifiedTime(), attributes.size()));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            // Reading it says what is wrong.
            return Map.of();
        }
        return files;
    }

    private static boolean isDescription(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".yml") || name.endsWith(".yaml") || name.endsWith(".sql");
    }
}
