package org.lierne.core.metadata;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The worked vaults among the test resources. */
final class Vaults {

    private Vaults() {}

    static Path resource(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Vaults.class.getResource(name), name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The files of a vault by their paths relative to it. */
    static Map<String, String> files(String vault) throws IOException {
        Path folder = resource("vaults/" + vault);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }

    /** Writes files into an empty folder. */
    static Path write(Map<String, String> files, Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    static String render(MetadataResult result) {
        return result.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    }
}
