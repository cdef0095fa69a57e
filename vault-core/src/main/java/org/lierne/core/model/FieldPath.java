package org.lierne.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where in nested data a value stands: {@code customer.id} from the row on, {@code $.id} from the line or document on.
 * Names match by letters and digits only, as headers do.
 *
 * @param fromRoot whether it begins at the line or document; there, an array on the way to the row stands for its
 *     element that holds the row
 * @param steps names of object members, from the outside in
 */
public record FieldPath(boolean fromRoot, List<String> steps) {

    private static final String ROOT = "$.";

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** Takes a path apart: names between points, perhaps after {@code $.}. */
    public static FieldPath of(String text) {
        boolean fromRoot = text.startsWith(ROOT);
        String names = fromRoot ? text.substring(ROOT.length()) : text;
        return new FieldPath(fromRoot, Arrays.asList(names.split("\\.", -1)));
    }

    /** The path in the form in which equal paths are equal texts. */
    public String normal() {
        return (fromRoot ? ROOT : "")
                + String.join(".", steps.stream().map(FieldPath::essence).toList());
    }

    /** What of a name counts: its letters and digits, in lower case; the text itself where it has none. */
    public static String essence(String name) {
        String letters = name.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
        return letters.isEmpty() ? name.strip() : letters;
    }
}
