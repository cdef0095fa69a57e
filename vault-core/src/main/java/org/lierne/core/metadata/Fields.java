package org.lierne.core.metadata;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Items;
import org.lierne.core.metadata.Value.Text;

/**
 * A map of a known kind, checked: what is unknown, not supported yet, missing or of the wrong shape has been reported
 * and is left out, so that readers see only what they can use.
 */
final class Fields {

    private final String what;
    private final Position position;
    private final Diagnostics diagnostics;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();

    private Fields(String what, Position position, Diagnostics diagnostics) {
        this.what = what;
        this.position = position;
        this.diagnostics = diagnostics;
    }

    /**
     * Checks a map.
     *
     * @param what the thing that is described, for messages: {@code source "orders"}
     * @param position where its name stands
     */
    static Fields read(MapKind kind, String what, Position position, Value value, Diagnostics diagnostics) {
        Fields fields = new Fields(what, position, diagnostics);
        List<Entry> written = fields.written(kind, value);
        written.forEach(entry -> fields.take(kind, entry));
        fields.takeMisspeltAsWritten(kind);
        boolean readable = !written.isEmpty() || isEmpty(value);
        kind.keys().stream()
                .filter(key -> key.required() && readable && !fields.has(key.name()))
                .forEach(key -> fields.reportMissing(key));
        return fields;
    }

    /**
     * The {@code kind} of a map whose other keys depend on it; empty if it is none that this version builds, which is
     * reported here, once, instead of each key that comes with it.
     */
    static Optional<String> kind(
            Shape.Choice choice, String otherwise, String what, Value value, Diagnostics diagnostics) {
        Fields fields = new Fields(what, value.position(), diagnostics);
        Optional<Value> kind = value instanceof Entries map ? map.find("kind").map(Entry::value) : Optional.empty();
        if (kind.isEmpty() || !choice.fits(kind.get())) {
            return Optional.of(otherwise);
        }
        return fields.choiceFits("kind", choice, kind.get())
                ? Optional.of(((Text) kind.get()).text())
                : Optional.empty();
    }

    private static boolean isEmpty(Value value) {
        return value instanceof Text text && text.isEmpty()
                || value instanceof Entries map && map.entries().isEmpty();
    }

    private List<Entry> written(MapKind kind, Value value) {
        if (value instanceof Entries map) {
            return map.entries();
        }
        if (isEmpty(value)) {
            return List.of();
        }
        if (kind.main().filter(main -> main.shape().fits(value)).isPresent()) {
            return List.of(new Entry(Text.of(kind.mainKey(), value.position()), value));
        }
        diagnostics.error(
                "wrong_shape",
                value.position(),
                sentence(what) + " should be " + new Shape.Fixed(kind).describe() + ", but is " + value.describe()
                        + ".",
                kind.allowed().isEmpty() ? "" : "Allowed keys: " + Suggestions.list(kind.allowed()) + ".");
        return List.of();
    }

    private void take(MapKind kind, Entry entry) {
        String name = entry.key().text();
        Optional<MapKind.Key> key = kind.find(name);
        if (key.isEmpty()) {
            refused.add(name);
            diagnostics.error(
                    "unknown_key",
                    entry.key().position(),
                    sentence(what) + " has no key \"" + name + "\".",
                    elsewhere(kind, name).orElseGet(() -> Suggestions.hint(name, kind.allowed())));
            return;
        }
        if (!key.get().supported()) {
            refused.add(name);
            notSupported(entry.key().position(), "\"" + name + "\" in " + what);
            return;
        }
        if (!key.get().shape().fits(entry.value())) {
            refused.add(name);
            diagnostics.error(
                    "wrong_shape",
                    entry.value().position(),
                    "\"" + name + "\" of " + what + " should be "
                            + key.get().shape().describe() + ", but is "
                            + entry.value().describe() + ".",
                    "Meaning: " + key.get().meaning() + ".");
            return;
        }
        if (!choiceFits(name, key.get().shape(), entry.value())) {
            refused.add(name);
            return;
        }
        entries.put(name, entry);
    }

    /** A key that was probably meant is not reported as missing too, nor what follows from its absence. */
    private void takeMisspeltAsWritten(MapKind kind) {
        Set.copyOf(refused).stream()
                .filter(name -> kind.find(name).isEmpty())
                .flatMap(name -> Suggestions.closest(name, kind.allowed()).stream())
                .filter(meant -> !entries.containsKey(meant))
                .forEach(refused::add);
    }

    private boolean choiceFits(String name, Shape shape, Value value) {
        if (shape instanceof Shape.Either either) {
            return choiceFits(name, either.first().fits(value) ? either.first() : either.second(), value);
        }
        if (!(shape instanceof Shape.Choice choice) || !(value instanceof Text text)) {
            return true;
        }
        if (choice.now().contains(text.text())) {
            return true;
        }
        if (choice.later().contains(text.text())) {
            notSupported(text.position(), "\"" + name + ": " + text.text() + "\" in " + what);
            return false;
        }
        diagnostics.error(
                "wrong_value",
                text.position(),
                "\"" + name + "\" of " + what + " cannot be \"" + text.text() + "\".",
                Suggestions.hint(text.text(), choice.now()));
        return false;
    }

    private void notSupported(Position at, String thing) {
        diagnostics.error(
                "not_supported_yet",
                at,
                sentence(thing) + " is part of the language, but this version does not build it.",
                "Take it out; nothing is ignored silently.");
    }

    private void reportMissing(MapKind.Key key) {
        diagnostics.error(
                "missing_key",
                position,
                sentence(what) + " lacks the key \"" + key.name() + "\".",
                "Meaning: " + key.meaning() + ".");
    }

    private static Optional<String> elsewhere(MapKind kind, String name) {
        if (kind == Language.SAME_AS_LINK && Language.LINK.find(name).isPresent()) {
            return Optional.of("A duplicate has one master, whatever else a row of it carries: that belongs into a"
                    + " satellite of the link.");
        }
        boolean plain = kind == Language.LINK || kind == Language.SAME_AS_LINK;
        if (plain && Language.NON_HISTORIZED_LINK.find(name).isPresent()) {
            return Optional.of("Only a link of \"kind: non_historized\" has \"" + name
                    + "\"; what changes with time belongs into a satellite.");
        }
        if (kind == Language.SOURCES_FILE || kind == Language.MODEL_FILE || kind == Language.MARTS_FILE) {
            if (Language.MODEL_FILE.find(name).isPresent()) {
                return Optional.of("\"" + name + "\" belongs into a file of the folder model.");
            }
            if (Language.MARTS_FILE.find(name).isPresent()) {
                return Optional.of("\"" + name + "\" belongs into a file of the folder marts.");
            }
            if (Language.SOURCES_FILE.find(name).isPresent()) {
                return Optional.of("\"" + name + "\" belongs into a file of the folder sources.");
            }
        }
        return isSatellite(kind) ? satellitesWith(name) : Optional.empty();
    }

    private static Optional<String> satellitesWith(String name) {
        List<MapKind> having = Language.ALL.stream()
                .filter(Fields::isSatellite)
                .filter(other -> other.find(name).filter(MapKind.Key::isUsable).isPresent())
                .toList();
        if (having.isEmpty()) {
            return Optional.empty();
        }
        if (having.equals(List.of(Language.SATELLITE))) {
            return Optional.of("Only a descriptive satellite has it, which is the one without \"kind\".");
        }
        List<String> names = having.stream()
                .map(other -> other == Language.SATELLITE ? "descriptive (the one without \"kind\")" : kindOf(other))
                .toList();
        if (names.size() == 1) {
            return Optional.of("Only the " + names.get(0) + " satellite has it; say its \"kind\".");
        }
        int last = names.size() - 1;
        return Optional.of("Only these kinds of satellites have it: " + String.join(", ", names.subList(0, last))
                + " and " + names.get(last) + ".");
    }

    private static String kindOf(MapKind satellite) {
        return satellite.name().replace(" satellite", "");
    }

    private static boolean isSatellite(MapKind kind) {
        return kind.name().endsWith("satellite");
    }

    static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    String what() {
        return what;
    }

    /** Where the name of the thing stands. */
    Position position() {
        return position;
    }

    /** Whether the key was written, even if it was refused. */
    boolean has(String key) {
        return entries.containsKey(key) || refused.contains(key);
    }

    /** Whether the key was written and refused. */
    boolean isRefused(String key) {
        return refused.contains(key);
    }

    /** Whether anything was written that had to be refused. */
    boolean hasRefused() {
        return !refused.isEmpty();
    }

    /** Where the key is written, or else the thing. */
    Position at(String key) {
        return entries.containsKey(key) ? entries.get(key).key().position() : position;
    }

    Optional<Value> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    Optional<Text> text(String key) {
        return value(key).filter(Text.class::isInstance).map(Text.class::cast);
    }

    /** The text of the key, or a default. */
    String text(String key, String otherwise) {
        return text(key).map(Text::text).orElse(otherwise);
    }

    /** Whether the key says true; false where it is not written. */
    boolean flag(String key) {
        return text(key, "false").equals("true");
    }

    /** The text of a key that may be written over several lines. */
    String description() {
        return text("description", "");
    }

    /** One text is a list of one; without the key the list is empty. */
    List<Text> texts(String key) {
        return value(key).map(Fields::texts).orElse(List.of());
    }

    static List<Text> texts(Value value) {
        if (value instanceof Text text) {
            return List.of(text);
        }
        return value instanceof Items items ? items.texts() : List.of();
    }

    List<String> strings(String key) {
        return texts(key).stream().map(Text::text).toList();
    }

    /** The entries of a map of free names; a list of names is a map of empty texts. */
    List<Entry> entries(String key) {
        return value(key).map(Fields::entries).orElse(List.of());
    }

    static List<Entry> entries(Value value) {
        if (value instanceof Entries map) {
            return map.entries();
        }
        return texts(value).stream()
                .map(text -> new Entry(text, Text.of("", text.position())))
                .toList();
    }

    /** Texts by free names, in the order written. */
    Map<String, String> textByName(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Entry entry : entries(key)) {
            if (entry.value() instanceof Text text) {
                map.put(entry.key().text(), text.text());
            }
        }
        return map;
    }

    /** A map without anything. */
    static Fields none(String what, Position position, Diagnostics diagnostics) {
        return new Fields(what, position, diagnostics);
    }

    /** A map of a known kind; one without anything if the key is missing. */
    Fields map(String key, MapKind kind) {
        Value value = value(key).orElseGet(() -> new Entries(List.of(), position));
        if (!entries.containsKey(key)) {
            return new Fields(what, position, diagnostics);
        }
        return read(kind, "\"" + key + "\" of " + what, at(key), value, diagnostics);
    }
}
