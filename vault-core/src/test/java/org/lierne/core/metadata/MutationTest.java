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

    private static final int CASES = Integer.getInteger("lierne.mutations", 150);
    private static final int SEED = Integer.getInteger("lierne.mutations.seed", 0);
    private static final String ALPHABET = "{}[]():,#'\"-*&!|>%@ \n\t\\$~_aY0é€";

    /** What YAML, SQL, paths and numbers have traps for. */
    private static final List<String> PIECES = List.of(
            "&a [*a]",
            "<<: *b",
            "!!java.net.URL [x]",
            "--- \n",
            "? ",
            "\"\\ud800\"",
            "\"\\0\"",
            "\u0007",
            "\u202e",
            "'; drop table x; --",
            "../../x",
            "/etc/passwd",
            "*{a}{b}*",
            "{load_date:" + "y".repeat(200) + "}",
            "[".repeat(300),
            "{a: ".repeat(300),
            "9".repeat(400),
            "1e999999999",
            "-2147483649",
            "decimal(99999999999,1)",
            "x".repeat(10_000),
            "(?<n>a+)+$",
            "select",
            "\r\n",
            "| \n  x",
            "${HOME}",
            "%TAG ! x\n");

    @TempDir
    private Path folder;

    @Test
    void damagedMetadataNeverThrows() throws IOException {
        Map<String, String> intact = Vaults.files("bookshop");
        List<String> names = new ArrayList<>(intact.keySet());
        Vaults.write(intact, folder);
        for (int seed = SEED; seed < SEED + CASES; seed++) {
            Random random = new Random(seed);
            String name = names.get(random.nextInt(names.size()));
            String damaged = intact.get(name);
            for (int times = random.nextInt(4); times >= 0; times--) {
                damaged = damage(damaged, random);
            }
            Vaults.write(Map.of(name, damaged), folder);
            assertThatCode(() -> {
                        MetadataResult result = MetadataReader.read(folder);
                        Vaults.render(result);
                        if (result.vault().isPresent() == result.hasErrors()) {
                            throw new AssertionError("a vault is there exactly if there is no error");
                        }
                    })
                    .as("seed %s: %s became%n%s", seed, name, damaged)
                    .doesNotThrowAnyException();
            Vaults.write(Map.of(name, intact.get(name)), folder);
        }
    }

    private static String damage(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(text.length() + 1);
        int line = lines.isEmpty() ? 0 : random.nextInt(lines.size());
        switch (random.nextInt(8)) {
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
            case 5:
                return text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
            case 6:
                String value = PIECES.get(random.nextInt(PIECES.size()));
                int colon = text.indexOf(": ", at);
                return colon < 0 ? text + value : text.substring(0, colon + 2) + value + text.substring(colon + 2);
            default:
                return text.replaceFirst(": [a-z]+", ": [a, {b: c}]");
        }
    }
}
