package org.lierne.core.plan.stage;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An error that a row has when a condition holds. A row's errors are a list of (column_name, code, message), NULL for a
 * row without any.
 *
 * @param condition a SQL condition
 * @param column the column that is at fault
 * @param message a SQL expression
 */
record RowError(String condition, String column, String code, String message) {

    private String sql() {
        return "case when " + condition + "\n      then struct_pack(column_name := '" + column + "', code := '" + code
                + "', message := " + message + ") end";
    }

    /** The list of those that hold; NULL where none does, which one condition tells of nearly all rows. */
    static String list(List<RowError> errors) {
        if (errors.isEmpty()) {
            return "cast(null as struct(column_name varchar, code varchar, message varchar)[])";
        }
        return "case when " + any(errors) + "\n    then " + holding(errors) + " end";
    }

    /** That any of them holds. */
    static String any(List<RowError> errors) {
        return errors.stream().map(error -> "(" + error.condition() + ")").collect(Collectors.joining("\n      or "));
    }

    /** The list of those that hold, in order; empty where none does. */
    static String holding(List<RowError> errors) {
        return errors.stream()
                .map(RowError::sql)
                .collect(Collectors.joining(
                        ",\n      ", "list_filter([\n      ", "\n    ], lambda error: error is not null)"));
    }
}
