package org.lierne.marts.mart;

/**
 * A column of a dimension that describes its hub.
 *
 * @param expression what it is over the joined tables
 * @param name its name in the dimension
 */
record Attribute(String expression, String name) {

    String sql() {
        return Sql.as(expression, name);
    }
}
