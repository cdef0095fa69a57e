package org.lierne.core.sql;

import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** DuckDB's casts to text are the canonical texts, but for zeros at the end of decimals and for negative zero. */
final class DuckDbHashes implements Hashes {

    @Override
    public Field<String> canonicalText(Field<?> value, DataType type) {
        return switch (type.kind()) {
            case VARCHAR -> text("{0}", value);
            case BOOLEAN, INTEGER, BIGINT, DATE, TIMESTAMP -> text("cast({0} as varchar)", value);
            // -0.0 + 0.0 is 0.0; all else stays as it is.
            case DOUBLE -> text("cast({0} + cast(0 as double) as varchar)", value);
            case DECIMAL -> decimalText(text("cast({0} as varchar)", value), type);
        };
    }

    private static Field<String> decimalText(Field<String> plain, DataType type) {
        if (type.scale() == 0) {
            return plain;
        }
        // A decimal without digits before the point is cast to ".500".
        Field<String> whole =
                type.precision() == type.scale() ? text("regexp_replace({0}, '^(-?)\\.', '\\10.')", plain) : plain;
        return text("rtrim(rtrim({0}, '0'), '.')", whole);
    }

    @Override
    public Field<?> hash(Field<String> text, Hashing hashing) {
        Field<String> hexadecimal = switch (hashing.algorithm()) {
            case MD5 -> text("md5({0})", text);
            case SHA1 -> text("sha1({0})", text);
            case SHA256 -> text("sha256({0})", text);
        };
        return stored(hexadecimal, hashing);
    }

    @Override
    public Field<?> digest(String hexadecimal, Hashing hashing) {
        return stored(DSL.inline(hexadecimal), hashing);
    }

    @Override
    public Field<String> byteLength(Field<String> text) {
        return text("strlen({0})", text);
    }

    private static Field<?> stored(Field<String> hexadecimal, Hashing hashing) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return hexadecimal;
        }
        return hashing.algorithm() == Hashing.Algorithm.MD5
                ? DSL.field("cast({0} as uuid)", SQLDataType.UUID, hexadecimal)
                : DSL.field("unhex({0})", SQLDataType.BLOB, hexadecimal);
    }

    private static Field<String> text(String template, Field<?> value) {
        return DSL.field(template, SQLDataType.VARCHAR, value);
    }
}
