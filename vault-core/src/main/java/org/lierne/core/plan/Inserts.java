package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.table;

import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;

/**
 * How rows get into a table: the one place of loads that knows under which names a table is stored. What a statement
 * reads has Lierne's names.
 */
public final class Inserts {

    private Inserts() {}

    /** @param rows with all columns of the table, in its order */
    public static Query into(Table target, Select<?> rows) {
        return DSL.insertInto(
                        table(target.storedSchema(), target.storedName()),
                        target.columnNames().stream()
                                .map(column -> field(target.storedColumn(column)))
                                .toList())
                .select(rows);
    }

    /** The table and its columns, as they stand behind {@code insert into}. */
    public static String into(Table target, List<String> columns, SqlText text) {
        return text.name(target.storedSchema()) + "." + text.name(target.storedName())
                + columns.stream()
                        .map(column -> text.name(target.storedColumn(column)))
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
