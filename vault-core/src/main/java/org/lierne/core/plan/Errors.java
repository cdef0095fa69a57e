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

    /** The list of those that hold; NULL where none does, which one condition tells of nearly all rows. */
    static String list(List<String> errors) {
        if (errors.isEmpty()) {
            return "cast(null as struct(column_name varchar, code varchar, message varchar)[])";
        }
        return "case when " + any(errors) + "\n    then " + holding(errors) + " end";
    }

    /** That any of them holds. */
    static String any(List<String> errors) {
        return errors.stream()
                .map(error -> "(" + error.substring("case when ".length(), error.indexOf("\n      then ")) + ")")
                .collect(Collectors.joining("\n      or "));
    }

    /** The list of those that hold, in order; empty where none does. */
    static String holding(List<String> errors) {
        return "list_filter([\n      " + String.join(",\n      ", errors) + "\n    ], lambda error: error is not null)";
    }

    /** What a date should have looked like. */
    static String formats(Column column) {
        if (column.reading().formats().isEmpty()) {
            return "";
        }
        return (" in " + String.join(" or ", column.reading().formats())).replace("'", "''");
    }
}
