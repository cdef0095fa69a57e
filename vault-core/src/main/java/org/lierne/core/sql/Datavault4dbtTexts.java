package org.lierne.core.sql;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Which text profile {@code datavault4dbt} hashes, in words that every engine has. NULL where there is nothing. */
final class Datavault4dbtTexts {

    private static final String DELIMITER = "||";
    private static final String NULL_TOKEN = "^^";

    private Datavault4dbtTexts() {}

    static Field<String> key(List<Field<String>> parts) {
        return unlessNothing(parts, text("upper({0})", joined(parts)));
    }

    static Field<String> hashdiff(List<Field<String>> parts) {
        return unlessNothing(parts, joined(parts));
    }

    private static Field<String> unlessNothing(List<Field<String>> parts, Field<String> joined) {
        String nothing = String.join(DELIMITER, Collections.nCopies(parts.size(), NULL_TOKEN));
        Field<String> onOneLine = text("translate({0}, chr(9) || chr(10) || chr(11) || chr(13), '')", joined);
        return text("nullif({0}, {1})", onOneLine, DSL.inline(nothing));
    }

    private static Field<String> joined(List<Field<String>> parts) {
        String template = IntStream.range(0, parts.size())
                .mapToObj(index -> "coalesce({" + index + "}, '" + NULL_TOKEN + "')")
                .collect(Collectors.joining(" || '" + DELIMITER + "' || "));
        return text(template, parts.stream().map(Datavault4dbtTexts::quoted).toArray(Field[]::new));
    }

    private static Field<String> quoted(Field<String> part) {
        return text(
                "'\"' || replace(replace(trim(both ' ' from {0}), {1}, {2}), '" + NULL_TOKEN + "', '--') || '\"'",
                part,
                DSL.inline("\\"),
                DSL.inline("\\\\"));
    }

    private static Field<String> text(String template, Field<?>... values) {
        return DSL.field(template, SQLDataType.VARCHAR, values);
    }
}
