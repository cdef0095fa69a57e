package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects findings. One of a kind in one place is enough: what stands in the defaults of a file is read once for each
 * of its sources.
 */
final class Diagnostics {

    private static final Comparator<Diagnostic> ORDER = Comparator.comparing((Diagnostic diagnostic) ->
                    diagnostic.position().map(at -> at.file().toString()).orElse(""))
            .thenComparing(
                    diagnostic -> diagnostic.position().map(Position::line).orElse(0))
            .thenComparing(
                    diagnostic -> diagnostic.position().map(Position::column).orElse(0));

    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    void error(String code, Position at, String message) {
        add(Severity.ERROR, code, Optional.of(at), message, Optional.empty());
    }

    void error(String code, Position at, String message, String hint) {
        add(Severity.ERROR, code, Optional.of(at), message, Optional.of(hint));
    }

    void error(String code, Optional<Position> at, String message, String hint) {
        add(Severity.ERROR, code, at, message, Optional.of(hint));
    }

    void warning(String code, Optional<Position> at, String message, String hint) {
        add(Severity.WARNING, code, at, message, Optional.of(hint));
    }

    private void add(Severity severity, String code, Optional<Position> at, String message, Optional<String> hint) {
        Optional<String> line = hint.filter(words -> !words.isEmpty());
        String anySource = message.replaceAll("source \"[^\"]*\"", "source");
        if (seen.add(at + code + anySource)) {
            found.add(new Diagnostic(severity, code, message, at, line));
        }
    }

    boolean hasErrors() {
        return found.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }

    List<Diagnostic> sorted() {
        return found.stream().sorted(ORDER).toList();
    }
}
