package org.lierne.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.metadata.MetadataResult;
import org.lierne.core.model.Vault;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.TrinoDialect;

/** The statements of small vaults, as texts to review. {@code -Dlierne.golden.write=true} writes them anew. */
final class GoldenStatements {

    static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private static final List<Dialect> DIALECTS = List.of(DuckDbDialect.INSTANCE, TrinoDialect.INSTANCE);

    private GoldenStatements() {}

    /** The vault of a folder beside this class. */
    static Vault vault(String folder) {
        try {
            Path project = Path.of(Objects.requireNonNull(GoldenStatements.class.getResource(folder))
                    .toURI());
            MetadataResult result = MetadataReader.read(project);
            return result.vault()
                    .orElseThrow(
                            () -> new IllegalStateException(result.diagnostics().toString()));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The same statements as each engine says them. */
    static void assertGolden(String folder, String name, Function<Dialect, List<Statement>> statements)
            throws IOException {
        for (Dialect dialect : DIALECTS) {
            assertGolden(folder, name, dialect, statements.apply(dialect));
        }
    }

    /** Statements that only DuckDB runs. */
    static void assertGolden(String folder, String name, List<Statement> statements) throws IOException {
        assertGolden(folder, name, DIALECT, statements);
    }

    private static void assertGolden(String folder, String name, Dialect dialect, List<Statement> statements)
            throws IOException {
        String text = statements.stream().map(GoldenStatements::render).collect(Collectors.joining("\n"));
        String resource = folder + "/" + dialect.name() + "/" + name;
        if (Boolean.getBoolean("lierne.golden.write")) {
            Path file = Path.of("src/test/resources/org/lierne/core/plan").resolve(resource);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return;
        }
        try (InputStream golden = GoldenStatements.class.getResourceAsStream(resource)) {
            String expected =
                    new String(Objects.requireNonNull(golden, resource).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .as("statements of %s; write them anew by -Dlierne.golden.write=true", resource)
                    .isEqualTo(expected);
        }
    }

    private static String render(Statement statement) {
        String condition = statement
                .onlyIf()
                .map(query -> "-- only if:\n"
                        + query.lines().map(line -> "--   " + line).collect(Collectors.joining("\n")) + "\n")
                .orElse("");
        return "-- " + statement.name() + ": " + statement.target() + "\n" + condition + statement.sql() + ";\n";
    }
}
