package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference says what the language says. */
final class LanguageDocumentTest {

    @Test
    void everyKeyStandsInTheReference() throws IOException {
        List<String> document = Files.readAllLines(Path.of("..", "docs", "language.md"));
        String all = String.join("\n", document);
        for (MapKind kind : Language.ALL) {
            for (MapKind.Key key : kind.keys()) {
                if (key.isUsable()) {
                    String row =
                            "| `" + key.name() + "` | " + (key.required() ? "required: " : "") + key.meaning() + " |";
                    // The file of a single source has the keys of a source, none of which it needs itself.
                    if (kind != Language.SOURCES_FILE) {
                        assertThat(document).as("the keys of %s", kind.name()).contains(row);
                    }
                    continue;
                }
                assertThat(all).as("what %s refuses", kind.name()).contains("`" + key.name() + "`");
            }
        }
    }

    @Test
    void everyWordThatIsRefusedStandsInTheReference() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "language.md"));
        Stream<String> words = Language.ALL.stream()
                .flatMap(kind -> kind.keys().stream())
                .filter(key -> key.shape() instanceof Shape.Choice)
                .flatMap(key -> ((Shape.Choice) key.shape()).later().stream());
        assertThat(words).isNotEmpty().allSatisfy(word -> assertThat(document).contains("`" + word + "`"));
    }
}
