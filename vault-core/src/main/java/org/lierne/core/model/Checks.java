package org.lierne.core.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for a column's value; a record that breaks a check is rejected. NULL passes every check.
 *
 * @param min the least number, inclusive
 * @param max the greatest number, inclusive
 * @param accepts the only texts allowed; empty allows all
 * @param matches a regular expression (RE2) that the whole text must match
 * @param minLength the fewest characters of a text
 * @param maxLength the most characters of a text
 * @param meaning what a text that {@code matches} is, where the expression is not for people: {@code country code}
 */
public record Checks(
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        List<String> accepts,
        Optional<String> matches,
        Optional<Integer> minLength,
        Optional<Integer> maxLength,
        Optional<String> meaning) {

    /** Lets every value pass. */
    public static final Checks NONE = new Checks(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Checks {
        accepts = List.copyOf(accepts);
    }
}
