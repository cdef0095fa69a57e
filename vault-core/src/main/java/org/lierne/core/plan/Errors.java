package org.lierne.core.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Column;

/** The errors of a row, as a list of (column_name, code, message); NULL for a row without any. */
final class Errors {

    private Errors() {}

    /**
     * An error that a row has when a condition holds.
     *
     * @param message a SQL expression
     */
    static String when(String condition, String column, String code, String message) {
        return "case when " + condition + "\n      then struct_pack(column_name := '" + column + "', code := '" + code
                + "', message := " + message + ") end";
    }

    /** The list of those that hold. Rows without errors, nearly all, are told by one condition. */
    static String list(List<String> errors) {
        String type = "struct(column_name varchar, code varchar, message varchar)[]";
        if (errors.isEmpty()) {
            return "cast(null as " + type + ")";
        }
        String any = errors.stream()
                .map(error -> "(" + error.substring("case when ".length(), error.indexOf("\n      then ")) + ")")
                .collect(Collectors.joining("\n      or "));
        return "case when " + any + "\n    then list_filter([\n      " + String.join(",\n      ", errors)
                + "\n    ], lambda error: error is not null) end";
    }

    /** What a date should have looked like. */
    static String formats(Column column) {
        if (column.reading().formats().isEmpty()) {
            return "";
        }
        return (" in " + String.join(" or ", column.reading().formats())).replace("'", "''");
    }
}
