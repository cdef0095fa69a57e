package org.lierne.core.sql;

import org.jooq.Select;

/** What is done with queries whose row types are known only when they are built. */
public final class Selects {

    private Selects() {}

    /** The rows of both, duplicates included. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Select<?> unionAll(Select<?> left, Select<?> right) {
        return left.unionAll((Select) right);
    }
}
