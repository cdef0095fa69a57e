package org.lierne.marts.mart;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lierne.core.metadata.Suggestions;

/** Which column was probably meant, and which there are. */
final class NearestColumns {

    private NearestColumns() {}

    /**
     * The column that was probably meant, or else all that there are.
     *
     * @param written a column, with or without names of what holds it before it
     * @param names full names: of link or hub, satellite and column
     */
    static String hint(String written, Collection<String> names) {
        int parts = written.split("\\.").length;
        Map<String, String> byTail = names.stream()
                .collect(Collectors.toMap(
                        name -> tail(name, parts), Function.identity(), (first, later) -> first, LinkedHashMap::new));
        Optional<String> closest = Suggestions.closest(written, byTail.keySet());
        if (closest.isPresent()) {
            return "Did you mean \"" + closest.get() + "\"?";
        }
        String text = parts > 1 ? "" : " A text stands in single quotes: '" + written + "'.";
        return "There are: " + Suggestions.list(names) + "." + text;
    }

    private static String tail(String name, int parts) {
        String[] names = name.split("\\.");
        return String.join(".", List.of(names).subList(Math.max(0, names.length - parts), names.length));
    }
}
