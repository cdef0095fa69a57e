package org.lierne.core.metadata;

import java.util.List;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Items;
import org.lierne.core.metadata.Value.Text;

/** What may stand behind a key. */
sealed interface Shape {

    /** In words, for messages: "a text". */
    String describe();

    /** Whether the value has this shape, whatever it says. */
    boolean fits(Value value);

    /** Any text but an empty one. */
    record AnyText() implements Shape {
        @Override
        public String describe() {
            return "a text";
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Text text && !text.isEmpty();
        }
    }

    /** A text that may be empty, if it is in quotes or not. */
    record AnyTextOrEmpty() implements Shape {
        @Override
        public String describe() {
            return "a text";
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Text;
        }
    }

    /** One of some words. {@code later}: words of the language that this version refuses by name. */
    record Choice(List<String> now, List<String> later) implements Shape {
        static Choice of(String... now) {
            return new Choice(List.of(now), List.of());
        }

        Choice andLater(String... words) {
            return new Choice(now, List.of(words));
        }

        @Override
        public String describe() {
            return "one of " + Suggestions.list(now);
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Text text && !text.isEmpty();
        }
    }

    /** A text or a list of texts. */
    record Texts() implements Shape {
        @Override
        public String describe() {
            return "a text or a list of texts";
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Text text && !text.isEmpty() || value instanceof Items items && items.isAllTexts();
        }
    }

    /** Texts by free names. */
    record TextByName() implements Shape {
        @Override
        public String describe() {
            return "a map of texts";
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Entries entries
                    && entries.entries().stream().allMatch(entry -> entry.value() instanceof Text);
        }
    }

    /** A text, a list of texts, or a map from names to such; a name alone is a default. */
    record TextsByName() implements Shape {
        @Override
        public String describe() {
            return "a text, a list of texts, or a map of them";
        }

        @Override
        public boolean fits(Value value) {
            return new Texts().fits(value)
                    || value instanceof Entries entries
                            && entries.entries().stream()
                                    .allMatch(entry -> entry.value() instanceof Text
                                            || entry.value() instanceof Items items && items.isAllTexts());
        }
    }

    /** A map with known keys, or just what its main key says. */
    record Fixed(MapKind kind) implements Shape {
        @Override
        public String describe() {
            return kind.main()
                    .map(main -> main.shape().describe())
                    .map(words -> words.endsWith("a map") ? words : words + ", or a map")
                    .orElse("a map");
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Entries
                    || kind.main().filter(main -> main.shape().fits(value)).isPresent();
        }
    }

    /** A map from names to maps of one kind; a list of names is a map of defaults. */
    record Named(MapKind kind) implements Shape {
        @Override
        public String describe() {
            return "a map";
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Entries || value instanceof Items items && items.isAllTexts();
        }
    }

    /** A map that this version looks into only once it knows the map's own {@code kind}. */
    record NamedByKind() implements Shape {
        @Override
        public String describe() {
            return "a map";
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Entries;
        }
    }

    /** The first of two that fits. */
    record Either(Shape first, Shape second) implements Shape {
        @Override
        public String describe() {
            return first.describe() + ", or " + second.describe();
        }

        @Override
        public boolean fits(Value value) {
            return first.fits(value) || second.fits(value);
        }
    }
}
