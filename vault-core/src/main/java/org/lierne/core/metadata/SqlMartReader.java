package org.lierne.core.metadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Mart;
import org.lierne.core.model.SqlMart;

/** Reads marts that are a query: a {@code .sql} file beside the metadata, or the text itself if it has white space. */
final class SqlMartReader {

    private final Path project;
    private final Diagnostics diagnostics;

    SqlMartReader(Path project, Diagnostics diagnostics) {
        this.project = project;
        this.diagnostics = diagnostics;
    }

    Optional<Mart> read(String name, Fields fields) {
        Optional<Text> query = fields.text("query");
        if (query.isEmpty()) {
            return Optional.empty();
        }
        if (query.get().text().strip().matches("(?s).*\\s.*")) {
            new Scalars(diagnostics).checkSql(query.get(), "\"query\" of " + fields.what());
            String file = slashes(query.get().position().file());
            return Optional.of(
                    new SqlMart(name, fields.description(), query.get().text(), file, fields.textByName("columns")));
        }
        return file(query.get(), fields.what())
                .flatMap(file -> content(file, query.get(), fields.what())
                        .map(text -> new SqlMart(
                                name, fields.description(), text, slashes(file), fields.textByName("columns"))));
    }

    private static String slashes(Path file) {
        return file.toString().replace('\\', '/');
    }

    private Optional<String> content(Path file, Text query, String what) {
        Optional<String> content = YamlFile.content(project, file, diagnostics);
        if (content.filter(String::isBlank).isPresent()) {
            diagnostics.error(
                    "missing_file",
                    query.position(),
                    "The file \"" + slashes(file) + "\" of " + what + " holds no query.",
                    "Write one SELECT into it.");
            return Optional.empty();
        }
        return content;
    }

    /** The file, relative to the project; empty if it cannot be found inside, which is reported. */
    private Optional<Path> file(Text query, String what) {
        Path folder = query.position().file().getParent();
        try {
            Path file = folder.resolve(query.text()).normalize();
            // A link may lead outside, so the real place counts.
            boolean inside = !file.isAbsolute()
                    && !file.startsWith("..")
                    && (!Files.exists(project.resolve(file))
                            || project.resolve(file).toRealPath().startsWith(project.toRealPath()));
            if (!inside) {
                diagnostics.error(
                        "outside_project",
                        query.position(),
                        "\"query\" of " + what + " names the file \"" + query.text()
                                + "\", which lies outside the project.",
                        "Put the query into the project.");
                return Optional.empty();
            }
            if (file.toString().endsWith(".sql") && Files.isRegularFile(project.resolve(file))) {
                return Optional.of(file);
            }
        } catch (InvalidPathException | IOException unreadable) {
            // Reported below: there is no such file.
        }
        diagnostics.error(
                "missing_file",
                query.position(),
                "\"query\" of " + what + " names the file \"" + query.text() + "\", which is no .sql file beside \""
                        + slashes(query.position().file()) + "\".",
                "A text without white space is a file, relative to this one; a query stands here as it is.");
        return Optional.empty();
    }
}
