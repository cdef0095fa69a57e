package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the files hold, reading them ends with diagnostics that can be shown. */
final class MutationTest {

    private static final int CASES = 300;
    private static final String ALPHABET = "{}[]():,#'\"-*&!|>%@ \n\t\\$~_aY0é€";

    @TempDir
    private Path folder;

    @Test
    void damagedMetadataNeverThrows() throws IOException {
        Map<String, String> intact = Vaults.files("bookshop");
        List<String> names = new ArrayList<>(intact.keySet());
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String name = names.get(random.nextInt(names.size()));
            String damaged = intact.get(name);
            for (int times = random.nextInt(4); times >= 0; times--) {
                damaged = damage(damaged, random);
            }
            Map<String, String> files = new java.util.TreeMap<>(intact);
            files.put(name, damaged);
            Path project = Vaults.write(files, folder);
            assertThatCode(() -> {
                        MetadataResult result = MetadataReader.read(project);
                        Vaults.render(result);
                        if (result.vault().isPresent() == result.hasErrors()) {
                            throw new AssertionError("a vault is there exactly if there is no error");
                        }
                    })
                    .as("seed %s: %s became%n%s", seed, name, damaged)
                    .doesNotThrowAnyException();
        }
    }

    private static String damage(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(text.length() + 1);
        int line = lines.isEmpty() ? 0 : random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0:
                return text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + random.nextInt(5)));
            case 1:
                int character = random.nextInt(ALPHABET.length());
                return text.substring(0, at) + ALPHABET.charAt(character) + text.substring(at);
            case 2:
                lines.subList(line, Math.min(lines.size(), line + 1)).clear();
                return String.join("\n", lines);
            case 3:
                lines.add(line, lines.isEmpty() ? "" : lines.get(random.nextInt(lines.size())));
                return String.join("\n", lines);
            case 4:
                return text.substring(0, at);
            default:
                return text.replaceFirst(": [a-z]+", ": [a, {b: c}]");
        }
    }
}
