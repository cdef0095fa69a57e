package org.lierne.marts.mart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lierne.loader.parsing.ColumnReference;
import org.lierne.loader.parsing.InvalidSqlException;
import org.lierne.loader.parsing.ParsedExpression;
import org.lierne.loader.parsing.SqlParser;

/** Expressions of the metadata as SQL. */
final class Expressions {

    /** What a column's name means, as SQL. */
    interface Meaning {
        String of(ColumnReference column) throws FieldProblem;
    }

    private Expressions() {}

    /** @param field the field of the mart in which it stands, for messages */
    static String compile(SqlParser parser, String field, String text, Meaning meaning) throws FieldProblem {
        try {
            ParsedExpression parsed = parser.expression(text);
            Map<String, String> meanings = new LinkedHashMap<>();
            for (ColumnReference column : parsed.columns()) {
                meanings.put(column.text(), meaning.of(column));
            }
            return parsed.withColumns(
                    column -> Optional.ofNullable(meanings.get(column.text())).orElseThrow());
        } catch (InvalidSqlException invalid) {
            throw new FieldProblem(field, String.valueOf(invalid.getMessage()));
        }
    }
}
