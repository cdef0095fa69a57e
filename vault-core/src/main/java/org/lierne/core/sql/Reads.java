package org.lierne.core.sql;

import java.util.List;
import org.jooq.Field;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Reading;

/**
 * How the text of a field becomes a value, as {@link Reading} says. A text whose value a column of the type would change
 * (round, cut, shift) is unreadable and yields NULL; it differs from a missing value in that {@link #prepared} is not
 * NULL for it.
 *
 * <p>Types other than varchar allow blanks at both ends. The empty text is a value: NULL only if
 * {@link Reading#nullValues} says so, and unreadable for types other than varchar.
 *
 * <table>
 *   <caption>What is readable</caption>
 *   <tr><td>boolean</td><td>the words of {@link Reading#yesWords} and {@link Reading#noWords}, case ignored</td></tr>
 *   <tr><td>integer, bigint</td><td>digits, a sign, a fraction of zeros: {@code 17850.0}; not {@code 1e3}</td></tr>
 *   <tr><td>decimal</td><td>digits, a sign, a fraction; more digits than the type keeps only if they are zeros</td></tr>
 *   <tr><td>double</td><td>the same, also with an exponent; never infinite, nor NaN</td></tr>
 *   <tr><td>date</td><td>ISO 8601 or {@link Reading#formats}; with a time only if it is midnight</td></tr>
 *   <tr><td>timestamp</td><td>ISO 8601 or {@link Reading#formats}; a date is its midnight. A time zone offset is
 *       applied; without one, the time is local in {@link Reading#timezone}, unreadable if the clocks skipped it, and
 *       after the clocks go back if it occurs twice</td></tr>
 *   <tr><td>json</td><td>a document as the engine reads them; white space between its parts goes, the order of keys and
 *       the digits of numbers stay</td></tr>
 * </table>
 *
 * <p>Dates and timestamps outside the years 1 to 9999 are unreadable.
 */
public interface Reads {

    /** The text after cleaning: trimmed of Unicode white space at both ends, replaced, folded; NULL for NULL. */
    Field<String> cleaned(Field<String> text, Cleaning cleaning);

    /** The text just before the cast: null values, symbols, cleaning, map and default applied in this order. */
    Field<String> prepared(Field<String> text, Reading reading);

    /** The value of a prepared text; NULL if the text is NULL or unreadable. */
    Field<?> cast(Field<String> prepared, DataType type, Reading reading);

    /**
     * The text of a value in a file that has types, such as a text file would have it: nothing of a decimal or a
     * timestamp is lost; nested values are JSON.
     *
     * @param names the column's name and those of members within it
     * @param type the engine's name of the value's type
     */
    Field<String> textOf(List<String> names, String type);

    /** The value of a text as it stands in the file; NULL if it is missing or unreadable. */
    default Field<?> read(Field<String> text, DataType type, Reading reading) {
        return cast(prepared(text, reading), type, reading);
    }
}
