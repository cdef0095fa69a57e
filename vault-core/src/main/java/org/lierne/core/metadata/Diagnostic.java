package org.lierne.core.metadata;

import java.util.Locale;
import java.util.Optional;

/**
 * A finding in the metadata.
 *
 * @param code stable, in snake case: {@code unknown_key}
 * @param message a full sentence
 * @param position where; empty if it concerns no file in particular
 * @param hint what is allowed, or what was probably meant
 */
public record Diagnostic(
        Severity severity, String code, String message, Optional<Position> position, Optional<String> hint) {

    private static final int LONGEST_LINE = 160;

    /** The finding for a person: {@code file:line:column: error[code]: message}, the line, a caret, and the hint. */
    public String render() {
        StringBuilder text = new StringBuilder();
        position.ifPresent(at -> text.append(at).append(": "));
        text.append(severity.name().toLowerCase(Locale.ROOT))
                .append('[')
                .append(code)
                .append("]: ");
        text.append(message);
        position.ifPresent(at -> appendLine(text, at));
        hint.ifPresent(words -> text.append("\n  ").append(words));
        return text.toString();
    }

    private static void appendLine(StringBuilder text, Position at) {
        String line = at.sourceLine();
        int before = Math.min(line.codePointCount(0, line.length()), at.column() - 1);
        int end = line.offsetByCodePoints(0, before);
        int start = Math.max(0, end - LONGEST_LINE / 2);
        String shown = line.substring(start, Math.min(line.length(), start + LONGEST_LINE));
        // Tabs are kept in front of the caret, so that it stands under its character whatever a tab's width is.
        String indent = line.substring(start, end).replaceAll("[^\t]", " ");
        text.append("\n    ").append(shown).append("\n    ").append(indent).append('^');
    }
}
