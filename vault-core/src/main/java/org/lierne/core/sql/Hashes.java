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
     * @return a field that is NULL if the key is missing: in profile {@code lierne} if its only text is NULL, in profile
     *     {@code automate_dv} if there is nothing in any; in profile {@code datavault4dbt} it is the unknown key then
     */
    default Field<?> hashKey(List<Field<String>> canonicalTexts, Hashing hashing) {
        if (canonicalTexts.isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one part; none was given.");
        }
        return switch (hashing.profile()) {
            case LIERNE -> lierneKey(canonicalTexts, hashing);
            case AUTOMATE_DV -> hash(AutomateDvTexts.key(canonicalTexts), hashing);
            case DATAVAULT4DBT -> orUnknown(hash(Datavault4dbtTexts.key(canonicalTexts), hashing), hashing);
        };
    }

    /** A text that is part of a key; NULL if the profile takes it for missing. */
    default Field<?> orMissing(Field<?> text, Hashing hashing) {
        return hashing.profile() == Hashing.Profile.AUTOMATE_DV
                ? AutomateDvTexts.cleaned(text.coerce(SQLDataType.VARCHAR))
                : text;
    }

    /**
     * The hash key as profile {@code lierne} makes it, whatever the vault's profile: of keys that no other package has.
     *
     * @return a field that is NULL if the key's only text is NULL
     */
    default Field<?> lierneKey(List<Field<String>> canonicalTexts, Hashing hashing) {
        return hash(canonicalTexts.size() == 1 ? canonicalTexts.get(0) : joined(canonicalTexts), hashing);
    }

    /**
     * The hashdiff of a payload's canonical texts, in the table's column order, or, in profile {@code automate_dv}, in
     * that of their names. Never NULL.
     */
    default Field<?> hashdiff(List<Field<String>> canonicalTexts, Hashing hashing) {
        return switch (hashing.profile()) {
            case LIERNE -> lierneHashdiff(canonicalTexts, hashing);
            case AUTOMATE_DV -> hash(AutomateDvTexts.hashdiff(canonicalTexts), hashing);
            case DATAVAULT4DBT -> orUnknown(hash(Datavault4dbtTexts.hashdiff(canonicalTexts), hashing), hashing);
        };
    }

    /** The hashdiff as profile {@code lierne} makes it, whatever the vault's profile. Never NULL. */
    default Field<?> lierneHashdiff(List<Field<String>> canonicalTexts, Hashing hashing) {
        return hash(DSL.field("trim(trailing ':' from {0})", SQLDataType.VARCHAR, joined(canonicalTexts)), hashing);
    }

    private Field<?> orUnknown(Field<?> hash, Hashing hashing) {
        return DSL.field("coalesce({0}, {1})", hash, unknownKey(hashing));
    }

    /** The key of what is missing: all bytes 0. */
    default Field<?> unknownKey(Hashing hashing) {
        return digest("00".repeat(hashing.algorithm().bytes()), hashing);
    }

    /** The key of what is present but unreadable: all bytes 0xff. */
    default Field<?> errorKey(Hashing hashing) {
        return digest("ff".repeat(hashing.algorithm().bytes()), hashing);
    }

    /** All parts as one text in profile {@code lierne}: each as its length in bytes, a colon and itself; NULL as a colon. */
    Field<String> joined(List<Field<String>> texts);
}
