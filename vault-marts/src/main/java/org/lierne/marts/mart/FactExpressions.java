package org.lierne.marts.mart;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;
import org.lierne.loader.parsing.ColumnReference;
import org.lierne.loader.parsing.SqlParser;

/**
 * The expressions of a fact as SQL. A name without a point means the column of the fact that is called so, wherever
 * that is written; in its own expression, and if there is none, it means a column of the vault.
 */
final class FactExpressions {

    private final Map<String, FactMart.Column> columns = new LinkedHashMap<>();
    private final Rows rows;
    private final Hashing hashing;
    private final SqlParser parser;

    FactExpressions(List<FactMart.Column> columns, Rows rows, Hashing hashing, SqlParser parser) {
        columns.forEach(column -> this.columns.put(column.name(), column));
        this.rows = rows;
        this.hashing = hashing;
        this.parser = parser;
    }

    /** A column of the fact. */
    String column(FactMart.Column column) throws FieldProblem {
        return column("columns." + column.name(), column, new LinkedHashSet<>());
    }

    /** An expression that is no column. */
    String expression(String field, String text) throws FieldProblem {
        return expression(field, text, new LinkedHashSet<>());
    }

    /** @param users the columns whose expressions lead here */
    private String column(String field, FactMart.Column column, Set<String> users) throws FieldProblem {
        if (users.contains(column.name())) {
            throw new FieldProblem(
                    field,
                    "It uses itself by way of " + String.join(" -> ", users) + " -> " + column.name()
                            + "; say satellite.column where a column of the vault is meant.");
        }
        users.add(column.name());
        String expression = expression(field, column.sql(), users);
        users.remove(column.name());
        return column.type()
                .map(type -> "cast(" + expression + " as " + Sql.type(ColumnType.of(type), hashing) + ")")
                .orElse(expression);
    }

    private String expression(String field, String text, Set<String> users) throws FieldProblem {
        return Expressions.compile(parser, field, text, column -> meaning(field, column, users));
    }

    private String meaning(String field, ColumnReference reference, Set<String> users) throws FieldProblem {
        String name = reference.text().toLowerCase(Locale.ROOT);
        Optional<FactMart.Column> other = reference.names().size() == 1
                ? Optional.ofNullable(columns.get(name)).filter(column -> !name.equals(last(users)))
                : Optional.empty();
        return other.isPresent() ? column(field, other.get(), users) : rows.column(field, reference);
    }

    private static String last(Set<String> users) {
        return users.stream().reduce("", (first, second) -> second);
    }
}
