package org.lierne.core.sql;

import static org.lierne.core.sql.Identifiers.field;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.schema.Table;

/** Parts of statements that are written as text: names, literals, lists and conditions over columns. */
public record SqlText(Dialect dialect) {

    public String name(String column) {
        return render(field(column));
    }

    public String name(String relation, String column) {
        return render(field(relation, column));
    }

    public String literal(String text) {
        return render(DSL.inline(text));
    }

    public String render(Field<?> value) {
        return dialect.sql().render(value);
    }

    public static String raw(String table) {
        return Table.RAW_VAULT + "." + table;
    }

    /** Columns with commas between them. */
    public String list(Collection<String> columns) {
        return columns.stream().map(this::name).collect(Collectors.joining(", "));
    }

    /** Columns of a relation, with commas between them. */
    public String list(String relation, Collection<String> columns) {
        return columns.stream().map(column -> name(relation, column)).collect(Collectors.joining(", "));
    }

    /** Columns of a relation with a comma behind each, to stand before others. */
    public String before(String relation, Collection<String> columns) {
        return columns.stream().map(column -> name(relation, column) + ", ").collect(Collectors.joining());
    }

    /** Columns with a comma behind each, to stand before others. */
    public String before(Collection<String> columns) {
        return columns.stream().map(column -> name(column) + ", ").collect(Collectors.joining());
    }

    /** That the rows of two relations are equal in these columns, of which only hash keys are never NULL. */
    public String same(String left, String right, List<String> columns) {
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
