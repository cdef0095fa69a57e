package org.lierne.core.sql;

import java.util.List;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Reading;

/**
 * Booleans and numbers from text. DuckDB's own casts round, and read {@code 1e3} and {@code 1_000}; a cast that gives
 * the very text back did neither, which costs half of a regular expression.
 */
final class DuckDbScalars {

    private static final List<String> YES_WORDS = List.of("true", "t", "yes", "y", "1");
    private static final List<String> NO_WORDS = List.of("false", "f", "no", "n", "0");

    private DuckDbScalars() {}

    static Field<?> booleanValue(Field<String> text, Reading reading) {
        return DSL.field(
                "case when lower(trim({0})) in ({1}) then true when lower(trim({0})) in ({2}) then false end",
                SQLDataType.BOOLEAN,
                text,
                words(reading.yesWords().isEmpty() ? YES_WORDS : reading.yesWords()),
                words(reading.noWords().isEmpty() ? NO_WORDS : reading.noWords()));
    }

    private static QueryPart words(List<String> words) {
        return DSL.list(words.stream()
                .map(word -> DSL.field("lower({0})", SQLDataType.VARCHAR, DSL.inline(word)))
                .toList());
    }

    static Field<?> whole(Field<String> text, DataType type, Reading reading) {
        return number(text, type, reading, "", "(\\.0*)?");
    }

    static Field<?> decimal(Field<String> text, DataType type, Reading reading) {
        String fraction = "[0-9]{0," + type.scale() + "}0*";
        return number(text, type, reading, fraction, "(\\." + fraction + ")?");
    }

    static Field<?> doubleValue(Field<String> text, Reading reading) {
        Field<?> number = number(text, DataType.DOUBLE, reading, "[0-9]*", "(\\.[0-9]*)?([eE][+-]?[0-9]+)?");
        return DSL.field("case when isfinite({0}) then {0} end", number);
    }

    /**
     * @param bareFraction what may follow the point where no digit stands before it; empty if one must
     * @param rest what may follow the whole part
     */
    private static Field<?> number(
            Field<String> text, DataType type, Reading reading, String bareFraction, String rest) {
        Field<String> pointed = withPoint(text, reading.decimalSeparator());
        String pattern = pattern(reading, bareFraction, rest);
        Field<?> digits = reading.thousandsSeparator().isPresent()
                ? DSL.field("replace({0}, {1}, '')", pointed, DSL.inline(separatorAfterSwap(reading)))
                : pointed;
        return DSL.field(
                "case when cast(try_cast({0} as " + type.text() + ") as varchar) = {0}"
                        + " then try_cast({0} as " + type.text() + ")"
                        + " when regexp_full_match({0}, {1}) then try_cast({2} as " + type.text() + ") end",
                pointed,
                DSL.inline(pattern),
                digits);
    }

    /** Swaps the decimal separator with the point, so that a point in the text is not taken for one. */
    private static Field<String> withPoint(Field<String> text, char decimalSeparator) {
        if (decimalSeparator == '.') {
            return text;
        }
        return DSL.field(
                "translate({0}, {1}, {2})",
                SQLDataType.VARCHAR, text, DSL.inline(decimalSeparator + "."), DSL.inline("." + decimalSeparator));
    }

    private static String separatorAfterSwap(Reading reading) {
        char separator = reading.thousandsSeparator().orElseThrow();
        return String.valueOf(separator == '.' ? reading.decimalSeparator() : separator);
    }

    private static String pattern(Reading reading, String bareFraction, String rest) {
        String whole = "[0-9]+";
        if (reading.thousandsSeparator().isPresent()) {
            whole += "|[0-9]{1,3}(\\Q" + separatorAfterSwap(reading) + "\\E[0-9]{3})+";
        }
        String number = "(" + whole + ")" + rest;
        if (!bareFraction.isEmpty()) {
            // At least one digit must follow the point, which the cast sees to.
            number = "(" + number + "|\\." + bareFraction + rest.substring(rest.indexOf(')') + 2) + ")";
        }
        return " *[+-]?" + number + " *";
    }
}
