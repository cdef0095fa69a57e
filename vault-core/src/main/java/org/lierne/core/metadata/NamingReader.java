package org.lierne.core.metadata;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Naming;
import org.lierne.core.model.Naming.Own;
import org.lierne.core.model.Naming.Word;

/**
 * Reads what stored tables and columns are called: {@code names} of the vault, and {@code table}, {@code hash_key} and
 * {@code hashdiff} of hubs, links and satellites.
 */
final class NamingReader {

    /** The longest name that every engine takes. */
    private static final int LONGEST = 63;

    private final Diagnostics diagnostics;

    NamingReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * @param settings {@code vault.yml}, if it could be read; that its keys are known has been checked
     */
    Naming read(
            Optional<Value> settings, List<Declaration> hubs, List<Declaration> links, List<Declaration> satellites) {
        Optional<Entries> names = settings.flatMap(value -> entry(value, "names"))
                .filter(Entries.class::isInstance)
                .map(Entries.class::cast);
        names.ifPresent(map -> Fields.read(Language.NAMES, "\"names\" of the vault", map.position(), map, diagnostics));
        Map<Word, String> patterns = new EnumMap<>(Word.class);
        for (Word word : Word.values()) {
            names.flatMap(map -> text(map, word.name().toLowerCase(Locale.ROOT)))
                    .filter(pattern -> isPattern(word, pattern))
                    .ifPresent(pattern -> patterns.put(word, pattern.text()));
        }
        return new Naming(
                names.flatMap(map -> text(map, "schema")).filter(this::isName).map(Text::text),
                names.flatMap(map -> text(map, "existing"))
                        .filter(flag -> flag.text().equals("true"))
                        .isPresent(),
                patterns,
                own(hubs),
                own(links),
                own(satellites));
    }

    private Map<String, Own> own(List<Declaration> declared) {
        Map<String, Own> names = new HashMap<>();
        for (Declaration declaration : declared) {
            Own own = new Own(
                    text(declaration.value(), "table").filter(this::isTable).map(Text::text),
                    text(declaration.value(), "hash_key").filter(this::isName).map(Text::text),
                    hashdiff(declaration.value()).filter(this::isName).map(Text::text));
            if (!own.equals(Own.NONE)) {
                names.put(declaration.name().text(), own);
            }
        }
        return names;
    }

    private static Optional<Text> hashdiff(Value satellite) {
        Optional<Text> main = text(satellite, "hashdiff");
        return main.isPresent() ? main : entry(satellite, "hashdiff").flatMap(map -> text(map, "name"));
    }

    private boolean isPattern(Word word, Text pattern) {
        if (!isName(pattern)) {
            return false;
        }
        String key = word.name().toLowerCase(Locale.ROOT);
        boolean named = pattern.text().contains(Naming.NAME);
        if (word.needsName() && !named) {
            diagnostics.error(
                    "pattern_without_name",
                    pattern.position(),
                    "\"" + key + "\" of \"names\" is \"" + pattern.text()
                            + "\" for everything, so that names would meet.",
                    "Say where the name stands: \"" + pattern.text() + "_{name}\".");
            return false;
        }
        if (named && (word == Word.LOAD_DATE || word == Word.RECORD_SOURCE)) {
            diagnostics.error(
                    "pattern_with_name",
                    pattern.position(),
                    "\"" + key + "\" of \"names\" is one column's name; there is no {name} to put into it.",
                    "Take {name} out.");
            return false;
        }
        String rest = pattern.text().replace(Naming.NAME, "");
        if (rest.contains("{") || rest.contains("}")) {
            diagnostics.error(
                    "pattern_invalid_name",
                    pattern.position(),
                    "\"" + key + "\" of \"names\" has a brace that does not belong to {name}.",
                    "{name} is the only thing that is replaced.");
            return false;
        }
        return true;
    }

    private boolean isTable(Text table) {
        String[] parts = table.text().split("\\.", -1);
        boolean fits = parts.length <= 2;
        for (String part : parts) {
            fits = fits && fits(part);
        }
        return fits || reportUnusable(table);
    }

    private boolean isName(Text name) {
        return fits(name.text()) && !name.text().contains(".") || reportUnusable(name);
    }

    private static boolean fits(String name) {
        return !name.isBlank()
                && name.equals(name.strip())
                && name.length() <= LONGEST
                && name.chars().noneMatch(each -> Character.isISOControl(each) || each == '"');
    }

    private boolean reportUnusable(Text name) {
        diagnostics.error(
                "unusable_name",
                name.position(),
                "\"" + name.text() + "\" cannot be the name of a table or column: it is empty, longer than " + LONGEST
                        + " characters, or has a quotation mark, a line end, a point where none belongs, or white space"
                        + " around it.",
                "Write it as the database shows it; upper case and other characters are quoted where they must be.");
        return false;
    }

    private static Optional<Value> entry(Value value, String key) {
        return value instanceof Entries map ? map.find(key).map(Entry::value) : Optional.empty();
    }

    private static Optional<Text> text(Value value, String key) {
        return entry(value, key)
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .filter(text -> !text.isEmpty());
    }
}
