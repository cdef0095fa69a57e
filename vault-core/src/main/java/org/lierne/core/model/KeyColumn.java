package org.lierne.core.model;

/**
 * One column of a hub's business key. Its type says what is kept and hashed, whatever type a source's column is read
 * as.
 */
public record KeyColumn(String name, DataType type, Cleaning cleaning) {}
