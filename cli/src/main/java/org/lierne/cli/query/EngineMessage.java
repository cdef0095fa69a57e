package org.lierne.cli.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine says about a statement that it refuses.
 *
 * @param kind the engine's word for it: {@code Catalog}, {@code Binder}, {@code Parser}, {@code Conversion}
 * @param sentence what is wrong, ended by a full stop
 * @param excerpt the line of the statement and a line with carets under the place; empty where the engine gives none
 * @param notes what else it says, as candidate names
 */
record EngineMessage(String kind, String sentence, Optional<String> excerpt, List<String> notes) {

    private static final Pattern FIRST = Pattern.compile("^(\\w[\\w ]*?) Error: (.*)$");
    private static final Pattern EXCERPT = Pattern.compile("^LINE \\d+: ");

    EngineMessage {
        notes = List.copyOf(notes);
    }

    static EngineMessage parse(String text) {
        List<String> lines = text.lines().toList();
        Matcher first = FIRST.matcher(lines.isEmpty() ? "" : lines.get(0));
        String kind = first.matches() ? first.group(1) : "";
        String sentence = first.matches() ? first.group(2) : (lines.isEmpty() ? "" : lines.get(0));
        List<String> notes = new ArrayList<>();
        Optional<String> excerpt = Optional.empty();
        for (int index = 1; index < lines.size(); index++) {
            Matcher marked = EXCERPT.matcher(lines.get(index));
            if (marked.find()) {
                excerpt = Optional.of(excerpt(lines, index, marked.end()));
                break;
            }
            if (!lines.get(index).isBlank() && !namesTheEnginesOwn(lines.get(index))) {
                notes.add(lines.get(index).strip());
            }
        }
        return new EngineMessage(kind, ended(sentence), excerpt, notes);
    }

    /** The message of a statement that does not parse, with the place that the parser gives. */
    static EngineMessage atPosition(String message, String statement, int position) {
        int place = Math.max(0, Math.min(position, statement.length()));
        int start = statement.lastIndexOf('\n', place - 1) + 1;
        int end = statement.indexOf('\n', place);
        String line = statement.substring(start, end < 0 ? statement.length() : end);
        String caret = line.substring(0, place - start).replaceAll("[^\t]", " ") + "^";
        return new EngineMessage("Parser", ended(message), Optional.of(line + "\n" + caret), List.of());
    }

    boolean isUnknownTable() {
        return kind.equals("Catalog") && sentence.startsWith("Table");
    }

    /** Whether the statement is at fault rather than what it met. */
    boolean blamesTheStatement() {
        return List.of("Catalog", "Binder", "Parser", "Permission").contains(kind);
    }

    private static String excerpt(List<String> lines, int index, int prefix) {
        String line = lines.get(index).substring(prefix);
        boolean marked = index + 1 < lines.size() && lines.get(index + 1).contains("^");
        String carets = marked
                ? "\n"
                        + lines.get(index + 1)
                                .substring(Math.min(prefix, lines.get(index + 1).indexOf('^')))
                : "";
        return line + carets;
    }

    private static boolean namesTheEnginesOwn(String line) {
        return line.startsWith("Did you mean")
                && (line.contains("pg_")
                        || line.contains("duckdb_")
                        || line.contains("sqlite_")
                        || line.contains("information_schema"));
    }

    private static String ended(String sentence) {
        String bare = sentence.strip();
        while (bare.endsWith("!") || bare.endsWith(".")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare + ".";
    }
}
