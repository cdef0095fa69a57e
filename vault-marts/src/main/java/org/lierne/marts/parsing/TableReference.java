package org.lierne.marts.parsing;

/** A table that a query reads, by schema and name. */
public record TableReference(String schema, String table) {}
