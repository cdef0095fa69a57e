package org.lierne.core.metadata;

import java.util.Locale;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;

/** What things may be called. Names become names of tables and columns on every engine. */
final class Names {

    static final int LONGEST = 50;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private Names() {}

    /** Checks the name of a hub, link, satellite, source, mart or vault. */
    static boolean check(Text name, String kind, Diagnostics diagnostics) {
        if (NAME.matcher(name.text()).matches() && name.text().length() <= LONGEST) {
            return true;
        }
        diagnostics.error(
                "invalid_name",
                name.position(),
                "\"" + name.text() + "\" cannot be the name of a " + kind + ": a name is made of a-z, 0-9 and _,"
                        + " begins with a letter and has at most " + LONGEST + " characters.",
                "For example: \"" + suggestion(name.text()) + "\".");
        return false;
    }

    /** Checks the name of a column, which must also be none of the names that tables have anyway. */
    static boolean checkColumn(Text name, Diagnostics diagnostics) {
        if (!check(name, "column", diagnostics)) {
            return false;
        }
        boolean reserved = org.lierne.core.schema.Names.RESERVED.contains(name.text())
                || name.text().endsWith("_hk")
                || name.text().endsWith("_hashdiff");
        if (reserved) {
            diagnostics.error(
                    "reserved_name",
                    name.position(),
                    "\"" + name.text() + "\" is the name of a column that the vault adds by itself.",
                    "Call it otherwise, and say the file's header: source_" + name.text() + ": { from: " + name.text()
                            + " }.");
        }
        return !reserved;
    }

    private static String suggestion(String name) {
        String snake = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^[_0-9]+|_+$", "");
        String some = snake.isEmpty() ? "name" : snake;
        return some.substring(0, Math.min(LONGEST, some.length()));
    }
}
