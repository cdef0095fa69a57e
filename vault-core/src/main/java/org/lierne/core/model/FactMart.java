package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * One row per row of a link that is in force, or per row of a hub, with the keys of the hubs that it connects and what
 * happened between them.
 *
 * @param of the link or hub whose rows are the fact's
 * @param through links that lead from it to further hubs, read as the row in force
 * @param at a SQL expression over {@code satellite.column} and column names: the moment as of which the hubs are
 *     described that the fact connects; empty means as they are now
 * @param columns the fact's columns; empty means all that is known of the link or hub itself
 * @param where likewise an expression: a condition
 */
public record FactMart(
        String name,
        String description,
        Parent of,
        List<String> through,
        Optional<String> at,
        List<Column> columns,
        Optional<String> where)
        implements Mart {

    /**
     * A column.
     *
     * @param sql an expression over {@code satellite.column}, column names, and the names of other columns of the fact
     * @param type what the value is cast to; empty means that it stays what it is
     * @param description what it means, in a sentence; may be empty
     */
    public record Column(String name, String sql, Optional<DataType> type, String description) {

        /** A column of which nothing is said. */
        public Column(String name, String sql, Optional<DataType> type) {
            this(name, sql, type, "");
        }
    }

    public FactMart {
        through = List.copyOf(through);
        columns = List.copyOf(columns);
    }

    @Override
    public String kind() {
        return "fact";
    }
}
