package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every golden statement for Trino is one to Trino's own parser, which knows the grammar but neither tables nor functions. */
class TrinoGrammarTest {

    private static final SqlParser PARSER = new SqlParser();

    @TestFactory
    Stream<DynamicTest> goldenStatementsAreTrinos() throws IOException, URISyntaxException {
        Path resources = Path.of(Objects.requireNonNull(TrinoGrammarTest.class.getResource("/org/lierne/core"))
                .toURI());
        List<Path> goldens;
        try (Stream<Path> files = Files.walk(resources)) {
            goldens = files.filter(file -> file.getParent().endsWith("trino")
                            && file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
        assertThat(goldens).isNotEmpty();
        return goldens.stream()
                .map(file -> DynamicTest.dynamicTest(resources.relativize(file).toString(), () -> parse(file)));
    }

    private static void parse(Path file) throws IOException {
        List<String> statements = Stream.of(Files.readString(file).split(";\\n"))
                .filter(statement -> !statement.isBlank())
                .toList();

        assertThat(statements).isNotEmpty();
        for (String statement : statements) {
            assertThatCode(() -> PARSER.createStatement(statement))
                    .as(statement)
                    .doesNotThrowAnyException();
        }
    }
}
