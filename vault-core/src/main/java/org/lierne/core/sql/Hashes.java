package org.lierne.core.sql;

import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/**
 * The hash recipe of {@link org.lierne.core.hashing.HashRecipe} in SQL. What a key or a row is made of is the same on
 * every engine; an engine states its functions.
 */
public interface Hashes {

    /** The one text of a value of the given type; NULL for NULL. */
    Field<String> canonicalText(Field<?> value, DataType type);

    /** The digest of a text in its stored form; NULL for NULL. */
    Field<?> hash(Field<String> text, Hashing hashing);

    /** The digest whose hexadecimal digits are given, in its stored form. */
    Field<?> digest(String hexadecimal, Hashing hashing);

    /** An aggregate: the distinct keys of a group, in hexadecimal and sorted, as one text. */
    Field<String> sortedSet(Field<?> keys, Hashing hashing);

    /** A key's hexadecimal digits, in lower case. */
    Field<String> hexadecimal(Field<?> key, Hashing hashing);

    /**
     * The hash key of one or several canonical texts, in the order of the key.
     *
     * @return a field that is NULL if the key's only text is NULL
     */
    default Field<?> hashKey(List<Field<String>> canonicalTexts, Hashing hashing) {
        if (canonicalTexts.isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one part; none was given.");
        }
        return hash(canonicalTexts.size() == 1 ? canonicalTexts.get(0) : joined(canonicalTexts), hashing);
    }

    /** The hashdiff of a payload's canonical texts, in the table's column order. Never NULL. */
    default Field<?> hashdiff(List<Field<String>> canonicalTexts, Hashing hashing) {
        return hash(DSL.field("trim(trailing ':' from {0})", SQLDataType.VARCHAR, joined(canonicalTexts)), hashing);
    }

    /** The key of what is missing: all bytes 0. */
    default Field<?> unknownKey(Hashing hashing) {
        return digest("00".repeat(hashing.algorithm().bytes()), hashing);
    }

    /** The key of what is present but unreadable: all bytes 0xff. */
    default Field<?> errorKey(Hashing hashing) {
        return digest("ff".repeat(hashing.algorithm().bytes()), hashing);
    }

    /** All parts as one text: each as its length in bytes, a colon and itself; NULL as a colon. */
    Field<String> joined(List<Field<String>> texts);
}
