package org.lierne.core.model;

/**
 * A mart that is a query.
 *
 * @param query one SELECT over the schemas {@code raw_vault}, {@code business_vault} and {@code mart}
 * @param file where the query stands, for messages
 */
public record SqlMart(String name, String description, String query, String file) implements Mart {

    @Override
    public String kind() {
        return "sql";
    }
}
