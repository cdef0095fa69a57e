package org.lierne.core.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** Trino hashes binaries, not texts, and casts decimals and timestamps to text with all their zeros. */
final class TrinoHashes implements Hashes {

    @Override
    public Field<String> canonicalText(Field<?> value, DataType type) {
        return switch (type.kind()) {
            case VARCHAR, JSON -> text("{0}", value);
            case BOOLEAN, INTEGER, BIGINT, DATE -> text("cast({0} as varchar)", value);
            case TIMESTAMP -> text("regexp_replace(cast(cast({0} as timestamp(6)) as varchar), '\\.?0+$', '')", value);
            case DECIMAL ->
                type.scale() == 0
                        ? text("cast({0} as varchar)", value)
                        : text("regexp_replace(cast({0} as varchar), '\\.?0+$', '')", value);
            case DOUBLE ->
                throw new UnsupportedOperationException(
                        "Trino writes doubles otherwise than profile \"lierne\" asks, so a column of type \"double\""
                                + " cannot be hashed on \"trino\". Declare it as decimal.");
        };
    }

    @Override
    public Field<?> hash(Field<String> text, Hashing hashing) {
        Field<byte[]> digest = switch (hashing.algorithm()) {
            case MD5 -> binary("md5(to_utf8({0}))", text);
            case SHA1 -> binary("sha1(to_utf8({0}))", text);
            case SHA256 -> binary("sha256(to_utf8({0}))", text);
        };
        return stored(digest, hashing);
    }

    @Override
    public Field<?> digest(String hexadecimal, Hashing hashing) {
        return stored(binary("from_hex({0})", DSL.inline(hexadecimal)), hashing);
    }

    @Override
    public Field<String> joined(List<Field<String>> texts) {
        String parts = IntStream.range(0, texts.size())
                .mapToObj(index ->
                        "coalesce(cast(length(to_utf8({" + index + "})) as varchar) || ':' || {" + index + "}, ':')")
                .collect(Collectors.joining(" || "));
        return DSL.field(parts, SQLDataType.VARCHAR, texts.toArray(Field[]::new));
    }

    private static Field<?> stored(Field<byte[]> digest, Hashing hashing) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return text(hashing.inUpperCase() ? "to_hex({0})" : "lower(to_hex({0}))", digest);
        }
        return hashing.asUuid() ? DSL.field("cast({0} as uuid)", SQLDataType.UUID, digest) : digest;
    }

    private static Field<String> text(String template, Field<?> value) {
        return DSL.field(template, SQLDataType.VARCHAR, value);
    }

    private static Field<byte[]> binary(String template, Field<String> value) {
        return DSL.field(template, SQLDataType.VARBINARY, value);
    }

    @Override
    public Field<String> sortedSet(Field<?> keys, Hashing hashing) {
        return text("array_join(array_sort(array_agg(distinct {0})), ',')", hexadecimal(keys, hashing));
    }

    @Override
    public Field<String> hexadecimal(Field<?> key, Hashing hashing) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return text(hashing.inUpperCase() ? "lower({0})" : "{0}", key);
        }
        return hashing.asUuid() ? text("lower(to_hex(cast({0} as varbinary)))", key) : text("lower(to_hex({0}))", key);
    }
}
