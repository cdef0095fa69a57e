package org.lierne.core.sql;

import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Reading;
import org.lierne.core.model.TextCase;

/**
 * Cleans texts in Trino, as hubs have it done to keys that are staged already. It reads none: rows are made by DuckDB.
 */
final class TrinoReads implements Reads {

    /** Unicode's White_Space: the controls from tab to carriage return, next line, and all separators. */
    private static final String WHITE_SPACE = "[\\x{9}-\\x{d}\\x{85}\\p{Z}]+";

    @Override
    public Field<String> cleaned(Field<String> text, Cleaning cleaning) {
        Field<String> cleaned = text;
        if (cleaning.trim()) {
            cleaned = replaced(cleaned, "^" + WHITE_SPACE + "|" + WHITE_SPACE + "$", "");
        }
        for (Map.Entry<String, String> replacement : cleaning.replace().entrySet()) {
            cleaned = replaced(cleaned, replacement.getKey(), replacement.getValue());
        }
        if (cleaning.textCase().isPresent()) {
            cleaned = folded(cleaned, cleaning.textCase().get());
        }
        return cleaned;
    }

    private static Field<String> replaced(Field<String> text, String expression, String replacement) {
        return DSL.field(
                "regexp_replace({0}, {1}, {2})",
                SQLDataType.VARCHAR, text, DSL.inline(expression), DSL.inline(inJavasWords(replacement)));
    }

    /** A replacement names groups by a backslash, as RE2 has it; Trino names them by a dollar. */
    private static String inJavasWords(String replacement) {
        return replacement.replace("$", "\\$").replaceAll("\\\\([0-9])", "\\$$1");
    }

    /** DuckDB makes a capital letter of ß, Trino none; else they differ in letters that Unicode 16 brought, of rare scripts. */
    private static Field<String> folded(Field<String> text, TextCase textCase) {
        return DSL.field(
                textCase == TextCase.UPPER ? "replace(upper({0}), 'ß', 'ẞ')" : "lower({0})", SQLDataType.VARCHAR, text);
    }

    @Override
    public Field<String> prepared(Field<String> text, Reading reading) {
        throw notStaged();
    }

    @Override
    public Field<?> cast(Field<String> prepared, DataType type, Reading reading) {
        throw notStaged();
    }

    @Override
    public Field<String> textOf(List<String> names, String type) {
        throw notStaged();
    }

    private static UnsupportedOperationException notStaged() {
        return new UnsupportedOperationException(
                "Deliveries cannot be staged on \"trino\"; no statement was made. Stage them on \"duckdb\".");
    }
}
