package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table, or a column of one, that was given another name in a database.
 *
 * @param table what the table was called at that moment
 * @param column what the column was called; empty where the table got the name
 */
public record Renamed(String schema, String table, Optional<String> column, String name) {

    private static final String NAME = "(\\w+|\"(?:[^\"]|\"\")+\")";

    private static final Pattern STATEMENT = Pattern.compile("(?is)\\balter\\s+table\\s+(?:if\\s+exists\\s+)?" + NAME
            + "\\." + NAME + "\\s+rename\\s+(?:(?:column\\s+)?" + NAME + "\\s+)?to\\s+" + NAME);

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*(?s:.*?)\\*/");

    /** The renames that a migration makes, in order. */
    public static List<Renamed> in(String migration) {
        List<Renamed> renames = new ArrayList<>();
        Matcher statement = STATEMENT.matcher(COMMENT.matcher(migration).replaceAll(" "));
        while (statement.find()) {
            renames.add(new Renamed(
                    plain(statement.group(1)),
                    plain(statement.group(2)),
                    Optional.ofNullable(statement.group(3)).map(Renamed::plain),
                    plain(statement.group(4))));
        }
        return renames;
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
