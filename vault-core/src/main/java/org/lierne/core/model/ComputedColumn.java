package org.lierne.core.model;

/** A column of what is computed for each key. NULL where nothing can be said. */
public record ComputedColumn(String name, DataType type) {}
