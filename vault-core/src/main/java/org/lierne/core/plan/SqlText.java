package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Dialect;

/** Parts of statements that are written as text: names, literals, lists and conditions over columns. */
record SqlText(Dialect dialect) {

    String name(String column) {
        return render(field(column));
    }

    String name(String relation, String column) {
        return render(field(relation, column));
    }

    String literal(String text) {
        return render(DSL.inline(text));
    }

    String render(Field<?> value) {
        return dialect.sql().render(value);
    }

    static String raw(String table) {
        return Table.RAW_VAULT + "." + table;
    }

    /** Columns with commas between them. */
    String list(Collection<String> columns) {
        return columns.stream().map(this::name).collect(Collectors.joining(", "));
    }

    /** Columns of a relation, with commas between them. */
    String list(String relation, Collection<String> columns) {
        return columns.stream().map(column -> name(relation, column)).collect(Collectors.joining(", "));
    }

    /** Columns of a relation with a comma behind each, to stand before others. */
    String before(String relation, Collection<String> columns) {
        return columns.stream().map(column -> name(relation, column) + ", ").collect(Collectors.joining());
    }

    /** Columns with a comma behind each, to stand before others. */
    String before(Collection<String> columns) {
        return columns.stream().map(column -> name(column) + ", ").collect(Collectors.joining());
    }

    /** That the rows of two relations are equal in these columns, of which only hash keys are never NULL. */
    String same(String left, String right, List<String> columns) {
        if (columns.isEmpty()) {
            return "true";
        }
        return columns.stream()
                .map(column -> name(left, column)
                        + (column.endsWith("_hk") ? " = " : " is not distinct from ")
                        + name(right, column))
                .collect(Collectors.joining(" and "));
    }
}
