package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes made on purpose in the bookshop, one a file: what is replaced in which file, and all that is then said. Run
 * with {@code -Dlierne.golden=write} in the source folder to write down what is said now.
 */
final class MistakesTest {

    private static final String SEPARATOR = "----\n";

    @TempDir
    private Path folder;

    static List<Path> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(Vaults.resource("mistakes"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsSaidSoThatAStrangerCanActOnIt(Path mistake) throws IOException {
        String[] parts = Files.readString(mistake).split(SEPARATOR, 2);
        Map<String, String> files = Vaults.files("bookshop");
        List<String> lines = parts[0].lines().toList();
        for (int i = 0; i + 2 < lines.size(); i += 3) {
            String file = value(lines.get(i), "file: ");
            String before = value(lines.get(i + 1), "replace: ");
            String after = value(lines.get(i + 2), "with: ");
            String content = files.getOrDefault(file, "");
            assertThat(content).as("what %s replaces", mistake.getFileName()).contains(before);
            files.put(file, content.replace(before, after));
        }
        MetadataResult result = MetadataReader.read(Vaults.write(files, folder));
        String said = Vaults.render(result) + "\n";
        if ("write".equals(System.getProperty("lierne.golden"))) {
            Path source = Path.of("src/test/resources/org/lierne/core/metadata/mistakes");
            Files.writeString(source.resolve(mistake.getFileName()), parts[0] + SEPARATOR + said);
            return;
        }
        assertThat(said).as(mistake.getFileName().toString()).isEqualTo(parts[1]);
        boolean error = said.contains(": error[") || said.startsWith("error[");
        assertThat(result.vault().isEmpty()).as("no vault if there is an error").isEqualTo(error);
    }

    private static String value(String line, String key) {
        assertThat(line).startsWith(key.stripTrailing());
        return line.length() < key.length()
                ? ""
                : line.substring(key.length()).replace("\\n", "\n").replace("\\t", "\t");
    }
}
