package org.lierne.core.model;

import java.util.Map;

/**
 * A mart that is a query.
 *
 * @param query one SELECT over the schemas {@code raw_vault}, {@code business_vault} and {@code mart}
 * @param file where the query stands, for messages
 * @param columns what its columns mean, by name, where that is said
 */
public record SqlMart(String name, String description, String query, String file, Map<String, String> columns)
        implements Mart {

    public SqlMart {
        columns = Map.copyOf(columns);
    }

    /** A query of whose columns nothing is said. */
    public SqlMart(String name, String description, String query, String file) {
        this(name, description, query, file, Map.of());
    }

    @Override
    public String kind() {
        return "sql";
    }
}
