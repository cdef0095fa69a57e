package org.lierne.core.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** DuckDB's casts to text are the canonical texts, but for zeros at the end of decimals and some doubles. */
final class DuckDbHashes implements Hashes {

    @Override
    public Field<String> canonicalText(Field<?> value, DataType type) {
        return switch (type.kind()) {
            case VARCHAR, JSON -> text("{0}", value);
            case BOOLEAN, INTEGER, BIGINT, DATE, TIMESTAMP -> text("cast({0} as varchar)", value);
            case DOUBLE -> doubleText(value);
            case DECIMAL -> decimalText(text("cast({0} as varchar)", value), type);
        };
    }

    /**
     * DuckDB 2.0 casts three powers of two to a text that reads back as another number (the 91st to that of the 92nd),
     * or as none (the 807th, {@code A.070…e+242}), so these are spelled out. Adding 0 makes -0.0 into 0.0.
     */
    private static Field<String> doubleText(Field<?> value) {
        return text(
                "case when abs({0}) in (pow(2.0, 81), pow(2.0, 91), pow(2.0, 807))"
                        + " then case when {0} < 0 then '-' else '' end || case abs({0})"
                        + " when pow(2.0, 81) then '2.4178516392292583e+24'"
                        + " when pow(2.0, 91) then '2.4758800785707605e+27'"
                        + " else '8.535058474086213e+242' end"
                        + " else cast({0} + cast(0 as double) as varchar) end",
                value);
    }

    private static Field<String> decimalText(Field<String> plain, DataType type) {
        if (type.scale() == 0) {
            return plain;
        }
        // A decimal without digits before the point is cast to ".500".
        Field<String> whole =
                type.precision() == type.scale() ? text("regexp_replace({0}, '^(-?)\\.', '\\10.')", plain) : plain;
        return text("regexp_replace({0}, '\\.?0+$', '')", whole);
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

    /** DuckDB's concat takes NULL, also as the length of NULL, for the empty text. */
    @Override
    public Field<String> joined(List<Field<String>> texts) {
        String parts = IntStream.range(0, texts.size())
                .mapToObj(index -> "strlen({" + index + "}), ':', {" + index + "}")
                .collect(Collectors.joining(", "));
        return DSL.field("concat(" + parts + ")", SQLDataType.VARCHAR, texts.toArray(Field[]::new));
    }

    @Override
    public Field<String> sortedSet(Field<?> keys, Hashing hashing) {
        return text("array_to_string(list_sort(list(distinct {0})), ',')", hexadecimal(keys, hashing));
    }

    @Override
    public Field<String> hexadecimal(Field<?> key, Hashing hashing) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return text(hashing.inUpperCase() ? "lower({0})" : "{0}", key);
        }
        return hashing.asUuid() ? text("replace(cast({0} as varchar), '-', '')", key) : text("lower(hex({0}))", key);
    }

    private static Field<?> stored(Field<String> hexadecimal, Hashing hashing) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return hashing.inUpperCase() ? text("upper({0})", hexadecimal) : hexadecimal;
        }
        return hashing.asUuid()
                ? DSL.field("cast({0} as uuid)", SQLDataType.UUID, hexadecimal)
                : DSL.field("unhex({0})", SQLDataType.BLOB, hexadecimal);
    }

    private static Field<String> text(String template, Field<?> value) {
        return DSL.field(template, SQLDataType.VARCHAR, value);
    }
}
