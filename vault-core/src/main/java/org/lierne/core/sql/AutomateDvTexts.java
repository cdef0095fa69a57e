package org.lierne.core.sql;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Which text profile {@code automate_dv} hashes, in words that every engine has. */
final class AutomateDvTexts {

    private static final String DELIMITER = "||";
    private static final String NULL_TOKEN = "^^";

    private AutomateDvTexts() {}

    /** NULL if the key is missing. */
    static Field<String> key(List<Field<String>> parts) {
        if (parts.size() == 1) {
            return cleaned(parts.get(0));
        }
        String nothing = String.join(DELIMITER, Collections.nCopies(parts.size(), NULL_TOKEN));
        return DSL.field("nullif({0}, {1})", SQLDataType.VARCHAR, joined(parts), DSL.inline(nothing));
    }

    static Field<String> hashdiff(List<Field<String>> parts) {
        return joined(parts);
    }

    /** A part without spaces at its ends and in upper case; NULL if it is blank. */
    static Field<String> cleaned(Field<String> part) {
        return DSL.field("nullif(upper(trim(both ' ' from {0})), '')", SQLDataType.VARCHAR, part);
    }

    private static Field<String> joined(List<Field<String>> parts) {
        String template = IntStream.range(0, parts.size())
                .mapToObj(index -> "coalesce({" + index + "}, '" + NULL_TOKEN + "')")
                .collect(Collectors.joining(" || '" + DELIMITER + "' || "));
        return DSL.field(
                template,
                SQLDataType.VARCHAR,
                parts.stream().map(AutomateDvTexts::cleaned).toArray(Field[]::new));
    }
}
