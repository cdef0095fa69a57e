package org.lierne.core.sql;

import java.util.Locale;
import java.util.Optional;

/**
 * A date and time format in Java's letters, as DuckDB's {@code strptime} wants it. That reads too generously (one digit
 * where two are asked, any number of blanks, the year 24), so a regular expression says what the text must look like.
 *
 * <p>Letters: {@code yyyy uuuu yy MMMM MMM MM M dd d EEEE EEE HH H hh h a mm m ss s}, {@code S} to {@code SSSSSS},
 * offsets {@code Z X x} in any number (read {@code Z}, {@code +02}, {@code +0200}, {@code +02:00}), {@code 'quoted'}
 * text and a bare {@code T}. Names of months and days are English. {@code yy} is 1969 to 2068.
 *
 * @param format for {@code strptime}; an offset is {@code %z}
 * @param expression what the whole text matches, without blanks around it
 * @param hasOffset whether the text names its offset from UTC
 * @param hasTime whether there is anything finer than a day
 */
record TimeFormat(String format, String expression, boolean hasOffset, boolean hasTime) {

    /** The years 0001 to 9999. */
    static final String YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";

    static final String OFFSET = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)";

    private static final String TWO_DIGITS = "[0-9]{2}";
    private static final String ONE_OR_TWO_DIGITS = "[0-9]{1,2}";
    private static final String NAME = "[A-Za-z]+";

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException if a letter is not among those above; the message names it and what to write
     */
    static TimeFormat parse(String pattern, Optional<Locale> locale) {
        return new Parser(pattern, locale).parse();
    }

    private static final class Parser {

        private final String pattern;
        private final Optional<Locale> locale;
        private final StringBuilder format = new StringBuilder();
        private final StringBuilder expression = new StringBuilder();
        private boolean hasOffset;
        private boolean hasTime;

        Parser(String pattern, Optional<Locale> locale) {
            this.pattern = pattern;
            this.locale = locale;
        }

        TimeFormat parse() {
            int at = 0;
            while (at < pattern.length()) {
                char letter = pattern.charAt(at);
                int end = letter == '\'' ? endOfQuote(at) : endOfRun(at);
                if (letter == '\'') {
                    quoted(at, end);
                } else if (letter == '[' || letter == ']') {
                    throw refused("has an optional part; write one format with and one without it");
                } else if (letter == 'T' || !isLetter(letter)) {
                    literal(pattern.substring(at, end));
                } else {
                    field(letter, end - at);
                }
                at = end;
            }
            return new TimeFormat(format.toString(), expression.toString(), hasOffset, hasTime);
        }

        private int endOfRun(int start) {
            int end = start + 1;
            while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(start)) {
                end++;
            }
            return end;
        }

        private int endOfQuote(int start) {
            int end = pattern.indexOf('\'', start + 1);
            if (end < 0) {
                throw refused("has a quote that is not closed");
            }
            return end + 1;
        }

        private void quoted(int start, int end) {
            literal(end - start == 2 ? "'" : pattern.substring(start + 1, end - 1));
        }

        private void literal(String text) {
            for (char character : text.toCharArray()) {
                format.append(character == '%' ? "%%" : String.valueOf(character));
                boolean isPlain = isLetter(character) || Character.isDigit(character) || character > 0x7f;
                expression.append(isPlain || character == ' ' ? "" : "\\").append(character);
            }
        }

        private void field(char letter, int count) {
            switch (letter) {
                case 'y', 'u' -> year(count);
                case 'M' -> month(count);
                case 'd' -> number(letter, count, "d", false);
                case 'E' -> name(count == 4 ? "%A" : "%a");
                case 'H' -> number(letter, count, "H", true);
                case 'h' -> number(letter, count, "I", true);
                case 'm' -> number(letter, count, "M", true);
                case 's' -> number(letter, count, "S", true);
                case 'a' -> append("%p", "[AaPp][Mm]");
                case 'S' -> fraction(count);
                case 'Z', 'X', 'x' -> offset();
                case 'Y' -> throw refused("has the letter Y, a year counted in weeks; write yyyy");
                case 'D' -> throw refused("has the letter D, a day counted in the year; write dd");
                default ->
                    throw refused("has the letter " + letter + ", which cannot be read; quote it like '" + letter
                            + "' if it stands in the text");
            }
        }

        private void year(int count) {
            switch (count) {
                case 4 -> append("%Y", YEAR);
                case 2 -> append("%y", TWO_DIGITS);
                default -> throw refused("has a year of " + count + " letters; write yyyy or yy");
            }
        }

        private void month(int count) {
            switch (count) {
                case 1, 2 -> number('M', count, "m", false);
                case 3 -> name("%b");
                default -> name("%B");
            }
        }

        private void number(char letter, int count, String specifier, boolean isTime) {
            if (count > 2) {
                throw refused("has " + count + " letters " + letter + "; write one or two");
            }
            hasTime |= isTime;
            append("%" + (count == 1 ? "-" : "") + specifier, count == 1 ? ONE_OR_TWO_DIGITS : TWO_DIGITS);
        }

        private void name(String specifier) {
            if (locale.isPresent() && !locale.get().getLanguage().equals(Locale.ENGLISH.getLanguage())) {
                throw refused("names months or days in the language \""
                        + locale.get().toLanguageTag() + "\", of which only \"en\" can be read");
            }
            append(specifier, NAME);
        }

        private void fraction(int count) {
            if (count > 6) {
                throw refused("has a fraction of " + count + " digits; microseconds, SSSSSS, are the finest");
            }
            hasTime = true;
            append("%f", "[0-9]{" + count + "}");
        }

        private void offset() {
            hasTime = true;
            hasOffset = true;
            append("%z", OFFSET);
        }

        private void append(String specifier, String match) {
            format.append(specifier);
            expression.append(match);
        }

        private static boolean isLetter(char character) {
            return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException("The format \"" + pattern + "\" " + why + ".");
        }
    }
}
