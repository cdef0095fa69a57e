package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;

/** A piece of YAML with its place: a text, a list or a map. */
sealed interface Value {

    Position position();

    /** What it is, for messages. */
    String describe();

    /**
     * A scalar; whatever YAML would make of it, it is text here.
     *
     * @param comment the comment that follows an unquoted text on its line
     */
    record Text(String text, Position position, Optional<String> comment) implements Value {
        static Text of(String text, Position position) {
            return new Text(text, position, Optional.empty());
        }

        boolean isEmpty() {
            return text.isEmpty();
        }

        @Override
        public String describe() {
            return text.isEmpty() ? "nothing" : "a text";
        }
    }

    record Items(List<Value> items, Position position) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        /** The items that are texts. */
        List<Text> texts() {
            return items.stream()
                    .filter(Text.class::isInstance)
                    .map(Text.class::cast)
                    .toList();
        }

        boolean isAllTexts() {
            return texts().size() == items.size();
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    record Entries(List<Entry> entries, Position position) implements Value {
        public Entries {
            entries = List.copyOf(entries);
        }

        Optional<Entry> find(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }

        @Override
        public String describe() {
            return "a map";
        }
    }

    record Entry(Text key, Value value) {}
}
