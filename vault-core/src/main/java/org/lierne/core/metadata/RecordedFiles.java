package org.lierne.core.metadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Metadata as a ledger keeps it, read again without the project that it came from. */
public final class RecordedFiles {

    private RecordedFiles() {}

    /**
     * Reads what {@link MetadataFiles#of} gave. The files stand in a temporary folder meanwhile.
     *
     * @param files the text of each file by its path in the project
     * @throws IllegalArgumentException if a path leads out of the project
     */
    public static MetadataResult read(Map<String, String> files) {
        try {
            Path folder = Files.createTempDirectory("lierne_metadata");
            try {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    write(folder, file.getKey(), file.getValue());
                }
                return MetadataReader.read(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IllegalArgumentException("\"" + path + "\" is no file of a project");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> all = found.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        }
    }
}
