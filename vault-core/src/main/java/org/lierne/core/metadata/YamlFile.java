package org.lierne.core.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** One file of metadata as lines and as values. */
final class YamlFile {

    static final int MOST_BYTES = 1024 * 1024;

    private final Path file;
    private final Diagnostics diagnostics;
    private final String content;
    private final List<String> lines;

    private YamlFile(Path file, String content, Diagnostics diagnostics) {
        this.file = file;
        this.content = content;
        this.lines = content.lines().toList();
        this.diagnostics = diagnostics;
    }

    /**
     * Reads a file; empty if it cannot be read, which is reported. A file without content is an empty map.
     *
     * @param file relative to the project
     */
    static Optional<Value> read(Path project, Path file, Diagnostics diagnostics) {
        return content(project, file, diagnostics)
                .flatMap(content -> new YamlFile(file, content, diagnostics).compose());
    }

    /** The text of a file of the project; empty if it cannot be read, which is reported. */
    static Optional<String> content(Path project, Path file, Diagnostics diagnostics) {
        Position start = new Position(file, 1, 1, "");
        if (Files.exists(project.resolve(file)) && !Files.isRegularFile(project.resolve(file))) {
            // A pipe would be waited for, and a device has no end.
            diagnostics.error("unreadable_file", start, "It is no file, but a folder, a pipe or a device.");
            return Optional.empty();
        }
        try {
            if (Files.size(project.resolve(file)) > MOST_BYTES) {
                diagnostics.error(
                        "too_large",
                        start,
                        "The file is larger than " + MOST_BYTES + " bytes, the most that metadata may be.");
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(project.resolve(file));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            diagnostics.error(
                    "not_utf8",
                    start,
                    "The file is not UTF-8; metadata is read in no other encoding.",
                    "Save it as UTF-8.");
        } catch (IOException unreadable) {
            diagnostics.error(
                    "unreadable_file",
                    start,
                    "The file cannot be read: " + unreadable.getClass().getSimpleName() + ".");
        }
        return Optional.empty();
    }

    private Optional<Value> compose() {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(content).iterator();
            if (!documents.hasNext()) {
                return Optional.of(new Value.Entries(List.of(), position(0, 0)));
            }
            Value value = new YamlValues(this, diagnostics).convert(documents.next());
            if (documents.hasNext()) {
                diagnostics.error(
                        "several_documents",
                        position(documents.next().getStartMark()),
                        "The file holds a second YAML document, which would be passed over.",
                        "Take out the line \"---\", or make it a file of its own.");
            }
            return Optional.of(value);
        } catch (MarkedYamlEngineException malformed) {
            boolean atEnd = malformed.getProblem().contains("end of stream");
            Position at = position(
                    atEnd
                            ? malformed.getContextMark().or(malformed::getProblemMark)
                            : malformed.getProblemMark().or(malformed::getContextMark));
            diagnostics.error("invalid_yaml", at, sentence(malformed), YamlTraps.hint(at, malformed.getProblem()));
        } catch (ReaderException character) {
            diagnostics.error(
                    "invalid_yaml",
                    positionOf(character.getPosition()),
                    String.format(
                            Locale.ROOT, "The character U+%04X is not allowed in YAML.", character.getCodePoint()));
        } catch (YamlEngineException | StackOverflowError tooDeep) {
            // The engine recurses once per level, and has no limit of its own.
            diagnostics.error(
                    "invalid_yaml", position(0, 0), "The file cannot be read as YAML; lists or maps nest too deep.");
        }
        return Optional.empty();
    }

    private static String sentence(MarkedYamlEngineException malformed) {
        String context = malformed.getContext() == null
                ? ""
                : " (" + malformed.getContext().strip() + ")";
        return "This is not YAML" + context + ": " + malformed.getProblem() + ".";
    }

    Position position(Optional<Mark> mark) {
        return mark.map(at -> position(at.getLine(), at.getColumn())).orElseGet(() -> position(0, 0));
    }

    private Position position(int line, int column) {
        return new Position(file, line + 1, column + 1, line(line));
    }

    private Position positionOf(int codePoints) {
        int index = content.offsetByCodePoints(0, Math.min(codePoints, content.codePointCount(0, content.length())));
        String before = content.substring(0, index);
        int line = (int) before.chars().filter(character -> character == '\n').count();
        String inLine = before.substring(before.lastIndexOf('\n') + 1);
        return position(line, inLine.codePointCount(0, inLine.length()));
    }

    /** The comment that follows a mark on its line. */
    Optional<String> commentAfter(Optional<Mark> end) {
        if (end.isEmpty()) {
            return Optional.empty();
        }
        String line = line(end.get().getLine());
        int column = Math.min(end.get().getColumn(), line.codePointCount(0, line.length()));
        String rest = line.substring(line.offsetByCodePoints(0, column)).strip();
        return rest.startsWith("#") ? Optional.of(rest) : Optional.empty();
    }

    private String line(int number) {
        return number < lines.size() ? lines.get(number) : "";
    }
}
