package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.FilePattern.AnyCharacters;
import org.lierne.core.model.FilePattern.Literal;
import org.lierne.core.model.FilePattern.LoadDate;
import org.lierne.core.model.FilePattern.Part;
import org.lierne.core.model.FilePattern.PathColumn;

/** Reads {@code files: "{source}/{country}_{load_date:yyyyMMdd}.csv.gz"}. */
final class FilePatternReader {

    private static final Pattern PIECE = Pattern.compile("\\{([^{}]*)}|\\*|[^{}*]+|[{}]");

    private final Diagnostics diagnostics;
    private final DateFormats formats;

    FilePatternReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.formats = new DateFormats(diagnostics);
    }

    /** @param typeIsGiven whether something else than the extension says what the files are */
    Optional<FilePattern> read(Text text, String source, boolean typeIsGiven) {
        String what = "\"files\" of source \"" + source + "\"";
        String pattern = text.text().replace("{source}", source);
        boolean fits = checkPath(text, pattern, what) & (typeIsGiven || checkExtension(text, pattern, what));
        Optional<List<Part>> parts = parts(text, pattern, what);
        if (!fits || parts.isEmpty() || !checkParts(text, parts.get(), what)) {
            return Optional.empty();
        }
        return Optional.of(new FilePattern(pattern, parts.get()));
    }

    /** The names of the columns that the pattern seems to fill, whether or not it can be read. */
    static Set<String> columns(Text text) {
        Set<String> columns = new LinkedHashSet<>();
        Matcher piece = PIECE.matcher(text.text());
        while (piece.find()) {
            if (piece.group(1) != null
                    && !piece.group(1).contains(":")
                    && !piece.group(1).equals("source")) {
                columns.add(piece.group(1));
            }
        }
        return columns;
    }

    private boolean checkPath(Text text, String pattern, String what) {
        boolean outside = pattern.startsWith("/")
                || pattern.contains("\\")
                || pattern.matches("[A-Za-z]:.*")
                || List.of(pattern.split("/", -1)).contains("..")
                || pattern.contains("//");
        if (outside) {
            diagnostics.error(
                    "file_pattern",
                    text.position(),
                    Fields.sentence(what) + " should be a path within the landing folder, with / between its parts.",
                    "Write it like orders/*.csv.");
        }
        return !outside;
    }

    private boolean checkExtension(Text text, String pattern, String what) {
        if (FileType.ofPath(pattern).isPresent()) {
            return true;
        }
        diagnostics.error(
                "unknown_file_type",
                text.position(),
                Fields.sentence(what) + " should end in the type of the files.",
                "Files are .csv, .ndjson, .jsonl or .json, each also with .gz, or .parquet; else say format: type.");
        return false;
    }

    private Optional<List<Part>> parts(Text text, String pattern, String what) {
        List<Part> parts = new ArrayList<>();
        boolean whole = true;
        Matcher piece = PIECE.matcher(pattern);
        while (piece.find()) {
            String inner = piece.group(1);
            if (inner != null) {
                Optional<Part> part = braces(text, inner, what);
                part.ifPresent(parts::add);
                whole = whole && part.isPresent();
                continue;
            }
            String literal = piece.group();
            if (literal.equals("{") || literal.equals("}")) {
                diagnostics.error(
                        "file_pattern",
                        text.position(),
                        Fields.sentence(what) + " has a brace without its partner.",
                        "Write columns as {country} and the load date as {load_date:yyyyMMdd}.");
                return Optional.empty();
            }
            parts.add(literal.equals("*") ? new AnyCharacters() : new Literal(literal));
        }
        return whole ? Optional.of(parts) : Optional.empty();
    }

    private Optional<Part> braces(Text text, String inner, String what) {
        if (inner.startsWith("load_date:")) {
            String format = inner.substring("load_date:".length());
            return formats.check(text, format, what) ? Optional.of(new LoadDate(format)) : Optional.empty();
        }
        if (inner.equals("load_date")) {
            diagnostics.error(
                    "file_pattern",
                    text.position(),
                    Fields.sentence(what) + " does not say how the load date is written.",
                    "Write it like {load_date:yyyyMMdd}.");
            return Optional.empty();
        }
        if (!inner.matches("[a-z][a-z0-9_]*")) {
            diagnostics.error(
                    "file_pattern",
                    text.position(),
                    "\"{" + inner + "}\" in " + what + " is neither a column nor the load date.",
                    "Write columns as {country} and the load date as {load_date:yyyyMMdd}.");
            return Optional.empty();
        }
        return Optional.of(new PathColumn(inner));
    }

    private boolean checkParts(Text text, List<Part> parts, String what) {
        Set<Part> named = new LinkedHashSet<>();
        int loadDates = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            loadDates += part instanceof LoadDate ? 1 : 0;
            if (part instanceof PathColumn && !named.add(part) || loadDates > 1) {
                diagnostics.error(
                        "file_pattern", text.position(), Fields.sentence(what) + " says the same thing twice.", "");
                return false;
            }
            if (i > 0 && isOpen(part) && isOpen(parts.get(i - 1))) {
                diagnostics.error(
                        "file_pattern",
                        text.position(),
                        Fields.sentence(what) + " does not say where one part ends and the next begins.",
                        "Put a text between them, like {country}_*.");
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(Part part) {
        return part instanceof AnyCharacters || part instanceof PathColumn;
    }
}
