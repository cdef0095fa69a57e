package org.lierne.marts.mart;

/**
 * A column of a dimension that describes its hub.
 *
 * @param alias the joined table that it comes from
 * @param column its name there
 * @param name its name in the dimension
 */
record Attribute(String alias, String column, String name) {

    String sql() {
        return Sql.column(alias, column) + (column.equals(name) ? "" : " as " + Sql.name(name));
    }
}
