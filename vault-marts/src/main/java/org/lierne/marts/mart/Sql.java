package org.lierne.marts.mart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;

/** The words that all marts' SQL is made of. */
final class Sql {

    /** When the time of everything without a beginning begins. */
    static final String BEGINNING = "timestamp '0001-01-01 00:00:00'";

    /** The exclusive end of what has not ended. */
    static final String END = "timestamp '9999-12-31 00:00:00'";

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private Sql() {}

    /** A name, quoted where it must be. */
    static String name(String name) {
        return DIALECT.sql().render(Identifiers.name(name));
    }

    /** A column of a table or alias. */
    static String column(String alias, String name) {
        return DIALECT.sql().render(Identifiers.name(alias, name));
    }

    /** A column under a name of its own, unless it has that name. */
    static String as(String expression, String name) {
        boolean named = expression.endsWith("." + name(name)) && !expression.contains(" ");
        return named ? expression : expression + " as " + name(name);
    }

    /** A table or view of the raw vault. */
    static String rawVault(String table) {
        return column(Table.RAW_VAULT, table);
    }

    static String type(ColumnType type, Hashing hashing) {
        if (type instanceof ColumnType.Value value) {
            return DIALECT.types().of(value.type());
        }
        return type instanceof ColumnType.Id
                ? DIALECT.types().id()
                : DIALECT.types().hash(hashing);
    }

    /** A row's items, one a line. */
    static String list(List<String> items, int indent) {
        return items.stream().collect(Collectors.joining(",\n" + " ".repeat(indent)));
    }

    static String indented(String text, int indent) {
        return Arrays.stream(text.split("\n", -1))
                .map(line -> line.isBlank() ? line : " ".repeat(indent) + line)
                .collect(Collectors.joining("\n"));
    }

    /** A common table expression. */
    static String common(String name, String query) {
        return name + " as (\n" + indented(query, 4) + "\n)";
    }

    /** The common table expressions before a SELECT, if there are any. */
    static String with(List<String> commons) {
        return commons.isEmpty() ? "" : "with " + String.join(",\n", commons) + "\n";
    }

    /** The hash key of the row that stands for a missing business key. */
    static String unknownKey(Hashing hashing) {
        return DIALECT.sql().renderInlined(DIALECT.hashes().unknownKey(hashing));
    }
}
