package org.lierne.marts.parsing;

import java.util.List;
import java.util.function.Function;

/**
 * One scalar expression without subqueries, aggregates of other tables or reads of files.
 *
 * @param text as written
 * @param columns the columns that it names, in the order of the text
 */
public record ParsedExpression(String text, List<ColumnReference> columns) {

    public ParsedExpression {
        columns = List.copyOf(columns);
    }

    /**
     * The expression with other names for its columns, safe to be put where an expression may stand: it is either one
     * column or within parentheses.
     */
    public String withColumns(Function<ColumnReference, String> naming) {
        StringBuilder renamed = new StringBuilder();
        int done = 0;
        for (ColumnReference column : columns) {
            renamed.append(text, done, column.from()).append(naming.apply(column));
            done = column.to();
        }
        renamed.append(text, done, text.length());
        if (isOneColumn()) {
            return renamed.toString().strip();
        }
        // A comment at its end must not swallow the parenthesis.
        String end = text.contains("--") ? "\n)" : ")";
        return "(" + renamed.toString().strip() + end;
    }

    private boolean isOneColumn() {
        return columns.size() == 1
                && columns.get(0).to() - columns.get(0).from() == text.strip().length();
    }
}
