package org.lierne.core.sql;

import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** The names of column types in DDL and casts. */
public interface ColumnTypes {

    /** The type of a column that keeps values of the given type. */
    String of(DataType type);

    /** The type of a hash key or hashdiff column. */
    String hash(Hashing hashing);

    /** The type of an identifier: 16 bytes. */
    default String id() {
        return "uuid";
    }
}
