package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.metadata.Value.Text;

/**
 * Things of one kind by name. A thing that was declared but could not be read is known by name only, so that what refers
 * to it is not reported as well.
 */
final class Registry<T> {

    private final String kind;
    private final boolean incomplete;
    private final Map<String, Optional<T>> things = new LinkedHashMap<>();

    /** @param incomplete whether some file that may declare such things could not be read */
    Registry(String kind, boolean incomplete) {
        this.kind = kind;
        this.incomplete = incomplete;
    }

    void add(String name, Optional<T> thing) {
        things.put(name, thing);
    }

    void add(String name, T thing) {
        things.put(name, Optional.of(thing));
    }

    boolean isDeclared(String name) {
        return things.containsKey(name);
    }

    /** Whether a name that is not declared may stand in a file that could not be read. */
    boolean isIncomplete() {
        return incomplete;
    }

    List<T> all() {
        return things.values().stream().flatMap(Optional::stream).toList();
    }

    List<String> names() {
        return new ArrayList<>(things.keySet());
    }

    Optional<T> find(String name) {
        return things.getOrDefault(name, Optional.empty());
    }

    /** The thing of that name; a name that nobody declares is reported. */
    Optional<T> resolve(Text reference, String what, Diagnostics diagnostics) {
        if (!things.containsKey(reference.text()) && !incomplete) {
            diagnostics.error(
                    "unknown_" + kind.replace(' ', '_'),
                    reference.position(),
                    Fields.sentence(what) + " names the " + kind + " \"" + reference.text()
                            + "\", which does not exist.",
                    things.isEmpty()
                            ? "No " + kind + " is declared."
                            : Suggestions.hint(reference.text(), "Declared", names()));
        }
        return find(reference.text());
    }
}
