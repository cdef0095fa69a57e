package org.lierne.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;

/** Reads rows of a published mart by what its columns hold. */
final class MartRows {

    private static final int MOST_ROWS = 100;

    private MartRows() {}

    /**
     * The rows that meet all conditions.
     *
     * @param conditions {@code column=value} each; a value is compared as it is shown
     * @throws LierneException {@code unknown_mart}, {@code bad_condition}, {@code no_such_row}, {@code too_many_rows}
     */
    static List<Map<String, @Nullable Object>> read(String mart, List<String> conditions, DatabaseOptions database) {
        String hint = "Load something first, which publishes the marts: lierne run" + database.asArguments();
        try (ReadOnlyDatabase open =
                ReadOnlyDatabase.open(RunRequest.marts(database.database()), database.limits(), hint)) {
            List<String> columns = open
                    .rows(
                            "select column_name from information_schema.columns where table_catalog = current_database()"
                                    + " and table_schema = 'mart' and table_name = ? order by ordinal_position",
                            mart)
                    .stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
            if (columns.isEmpty()) {
                throw new LierneException(
                        Category.USAGE,
                        "unknown_mart",
                        "No mart \"" + mart + "\" is published.",
                        "There is: " + String.join(", ", open.tables()) + ".");
            }
            List<String> tests = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (String condition : conditions) {
                int equals = condition.indexOf('=');
                String column =
                        equals < 0 ? condition : condition.substring(0, equals).strip();
                if (equals < 0 || !columns.contains(column)) {
                    throw new LierneException(
                            Category.USAGE,
                            "bad_condition",
                            "--where \"" + condition + "\" names no column of \"" + mart + "\" and a value.",
                            "Write column=value; its columns are: " + String.join(", ", columns) + ".");
                }
                tests.add("cast(" + quoted(column) + " as varchar) = ?");
                values.add(condition.substring(equals + 1).strip());
            }
            List<List<@Nullable Object>> found = open.rows(
                    "select " + columns.stream().map(MartRows::quoted).collect(Collectors.joining(", ")) + " from mart."
                            + quoted(mart) + " where " + String.join(" and ", tests) + " limit " + (MOST_ROWS + 1),
                    values.toArray());
            requireSome(mart, conditions, found.size());
            return found.stream().map(row -> byName(columns, row)).toList();
        }
    }

    private static void requireSome(String mart, List<String> conditions, int rows) {
        if (rows == 0) {
            throw new LierneException(
                    Category.FAILED,
                    "no_such_row",
                    "No row of \"" + mart + "\" has " + String.join(" and ", conditions) + ".",
                    conditions.stream().anyMatch(MartRows::isQuoted)
                            ? "The value is taken as it is written, quotes included: leave them out."
                            : null);
        }
        if (rows > MOST_ROWS) {
            throw new LierneException(
                    Category.USAGE,
                    "too_many_rows",
                    "More than " + MOST_ROWS + " rows of \"" + mart + "\" have " + String.join(" and ", conditions)
                            + ".",
                    "Ask for fewer, by more conditions.");
        }
    }

    /** As SQL would have it, which this is not. */
    private static boolean isQuoted(String condition) {
        String value = condition.substring(condition.indexOf('=') + 1).strip();
        return value.length() > 1
                && (value.startsWith("'") && value.endsWith("'") || value.startsWith("\"") && value.endsWith("\""));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static Map<String, @Nullable Object> byName(List<String> columns, List<@Nullable Object> row) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int index = 0; index < columns.size(); index++) {
            named.put(columns.get(index), row.get(index));
        }
        return named;
    }
}
