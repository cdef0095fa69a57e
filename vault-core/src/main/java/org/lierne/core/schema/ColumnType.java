package org.lierne.core.schema;

import org.lierne.core.model.DataType;

/** The type of a table's column, before an engine gives it a form. */
public sealed interface ColumnType {

    /** A hash key or hashdiff, in the storage that the vault's hashing says. */
    record Hash() implements ColumnType {}

    /** A delivery's id: 16 bytes, whatever the hashing. */
    record Id() implements ColumnType {}

    /** A value. */
    record Value(DataType type) implements ColumnType {}

    static ColumnType of(DataType type) {
        return new Value(type.isText() ? DataType.VARCHAR : type);
    }
}
