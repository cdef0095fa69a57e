package org.lierne.core.model;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.internal.Copies;

/**
 * How a field's text becomes a value. Applied in this order: {@code nullValues}, {@code symbols}, {@code cleaning},
 * {@code map}, {@code defaultText}, then the cast by type. A cast that would change the value rejects the record.
 *
 * @param formats date and time formats in Java's letters, tried in order; empty means ISO 8601
 * @param timezone the zone of timestamps that name none; they are kept in UTC
 * @param locale the language of month and day names in formats
 * @param symbols texts that are removed before a number is read, such as {@code €}
 * @param nullValues texts that mean NULL, compared before all else
 * @param map texts replaced by others, compared whole
 * @param defaultText the text that stands in for NULL
 * @param decimalSeparator between a number's whole part and its fraction
 * @param thousandsSeparator between groups of three digits; empty means that none is allowed
 * @param yesWords texts that mean true, case ignored; empty means {@code true t yes y 1}
 * @param noWords texts that mean false, case ignored; empty means {@code false f no n 0}
 */
public record Reading(
        List<String> formats,
        ZoneId timezone,
        Optional<Locale> locale,
        List<String> symbols,
        List<String> nullValues,
        Map<String, String> map,
        Cleaning cleaning,
        Optional<String> defaultText,
        char decimalSeparator,
        Optional<Character> thousandsSeparator,
        List<String> yesWords,
        List<String> noWords) {

    public Reading {
        formats = List.copyOf(formats);
        symbols = List.copyOf(symbols);
        nullValues = List.copyOf(nullValues);
        map = Copies.of(map);
        yesWords = List.copyOf(yesWords);
        noWords = List.copyOf(noWords);
    }

    /** Reads plain text, numbers with a point, and ISO dates in the given zone. */
    public static Reading plain(ZoneId timezone) {
        return new Reading(
                List.of(),
                timezone,
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Cleaning.NONE,
                Optional.empty(),
                '.',
                Optional.empty(),
                List.of(),
                List.of());
    }
}
