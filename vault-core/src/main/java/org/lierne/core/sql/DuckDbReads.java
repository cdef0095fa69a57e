package org.lierne.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Reading;
import org.lierne.core.model.TextCase;

/** Reads text in DuckDB: first by a cheap cast that must give the text back, then by regular expression. */
final class DuckDbReads implements Reads {

    /** Unicode's White_Space: the controls from tab to carriage return, next line, and all separators. */
    private static final String WHITE_SPACE = "[\\t-\\r\\x{85}\\p{Z}]+";

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
            cleaned = text(cleaning.textCase().get() == TextCase.UPPER ? "upper({0})" : "lower({0})", cleaned);
        }
        return cleaned;
    }

    private static Field<String> replaced(Field<String> text, String expression, String replacement) {
        return DSL.field(
                "regexp_replace({0}, {1}, {2}, 'g')",
                SQLDataType.VARCHAR, text, DSL.inline(expression), DSL.inline(replacement));
    }

    @Override
    public Field<String> prepared(Field<String> text, Reading reading) {
        Field<String> prepared = text;
        if (!reading.nullValues().isEmpty()) {
            prepared = DSL.field(
                    "case when {0} in ({1}) then null else {0} end",
                    SQLDataType.VARCHAR,
                    prepared,
                    DSL.list(reading.nullValues().stream().map(DSL::inline).toList()));
        }
        for (String symbol : reading.symbols()) {
            prepared = DSL.field("replace({0}, {1}, '')", SQLDataType.VARCHAR, prepared, DSL.inline(symbol));
        }
        prepared = mapped(cleaned(prepared, reading.cleaning()), reading.map());
        if (reading.defaultText().isPresent()) {
            prepared = DSL.field(
                    "coalesce({0}, {1})",
                    SQLDataType.VARCHAR,
                    prepared,
                    DSL.inline(reading.defaultText().get()));
        }
        return prepared;
    }

    private static Field<String> mapped(Field<String> text, Map<String, String> map) {
        if (map.isEmpty()) {
            return text;
        }
        StringBuilder cases = new StringBuilder("case {0}");
        List<Field<?>> arguments = new ArrayList<>(List.of(text));
        map.forEach((from, to) -> {
            cases.append(" when {").append(arguments.size()).append("}");
            arguments.add(DSL.inline(from));
            cases.append(" then {").append(arguments.size()).append("}");
            arguments.add(DSL.inline(to));
        });
        return DSL.field(
                cases.append(" else {0} end").toString(), SQLDataType.VARCHAR, arguments.toArray(Field[]::new));
    }

    @Override
    public Field<?> cast(Field<String> prepared, DataType type, Reading reading) {
        return switch (type.kind()) {
            case VARCHAR -> prepared;
            case BOOLEAN -> DuckDbScalars.booleanValue(prepared, reading);
            case INTEGER, BIGINT -> DuckDbScalars.whole(prepared, type, reading);
            case DECIMAL -> DuckDbScalars.decimal(prepared, type, reading);
            case DOUBLE -> DuckDbScalars.doubleValue(prepared, reading);
            case DATE -> DuckDbTimes.date(prepared, reading);
            case TIMESTAMP -> DuckDbTimes.timestamp(prepared, reading);
            case JSON -> document(prepared);
        };
    }

    /**
     * A text is valid or not before white space goes, which would make {@code 1 2} a number. It goes by an expression that
     * passes over strings, as the engine's own rewriting takes numbers through a double.
     */
    private static Field<String> document(Field<String> text) {
        return DSL.field(
                "case when json_valid({0}) then case when regexp_matches({0}, {1})"
                        + " then regexp_replace({0}, {2}, '\\1', 'g') else {0} end end",
                SQLDataType.VARCHAR,
                text,
                DSL.inline("[ \\t\\n\\r]"),
                DSL.inline("(\"(?:[^\"\\\\]|\\\\.)*\")|[ \\t\\n\\r]+"));
    }

    @Override
    public Field<String> textOf(List<String> names, String type) {
        Field<?> value = DSL.field(Identifiers.name(names.get(0)));
        for (String member : names.subList(1, names.size())) {
            value = DSL.field("struct_extract({0}, {1})", value, DSL.inline(member));
        }
        if (type.equals("TIMESTAMP WITH TIME ZONE")) {
            // The session's time zone would decide otherwise.
            return text("(cast(make_timestamp(epoch_us({0})) as varchar) || 'Z')", value);
        }
        boolean isNested = type.endsWith("]") || type.startsWith("STRUCT(") || type.startsWith("MAP(");
        return text(
                isNested ? "case when {0} is not null then cast(to_json({0}) as varchar) end" : "cast({0} as varchar)",
                value);
    }

    private static Field<String> text(String template, Field<?> value) {
        return DSL.field(template, SQLDataType.VARCHAR, value);
    }
}
