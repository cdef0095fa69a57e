package org.lierne.core.sql;

import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;

/** The names of column types in DDL and casts. */
public interface ColumnTypes {

    /** The type of a column that keeps values of the given type. */
    String of(DataType type);

    /** The type of a hash key or hashdiff column. */
    String hash(Hashing hashing);

    /** Whether a column of the one type can be made one of the other, which is wider, with its values. */
    default boolean widensInPlace(ColumnType from, ColumnType to) {
        return true;
    }

    /** The type of an identifier: 16 bytes. */
    default String id() {
        return "uuid";
    }
}
