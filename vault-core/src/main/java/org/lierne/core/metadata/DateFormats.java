package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.metadata.Value.Text;

/**
 * Date formats in Java's letters, and the mistakes that read as something else: {@code YYYY} is the year of the week,
 * {@code DD} the day of the year, {@code mm} minutes.
 */
final class DateFormats {

    private static final List<String> EPOCHS = List.of("epoch_seconds", "epoch_milliseconds", "epoch_microseconds");
    private static final String ALLOWED =
            "Allowed letters: yyyy yy MM M MMM MMMM dd d E EEEE HH H hh h a mm m ss s S…SSSSSS X XXX Z T.";

    private final Diagnostics diagnostics;

    DateFormats(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The formats that can be read; the others are reported. */
    List<String> check(List<Text> formats, String what) {
        return formats.stream()
                .filter(format -> EPOCHS.contains(format.text()) || check(format, format.text(), what))
                .map(Text::text)
                .collect(Collectors.toList());
    }

    /** Whether the format of letters can be read; if not, that is reported at the text that holds it. */
    boolean check(Text at, String format, String what) {
        Optional<List<String>> runs = letterRuns(format);
        Optional<String> wrong = runs.isEmpty() ? Optional.of("A quote ' is not closed.") : problem(runs.get(), format);
        wrong.ifPresent(hint -> diagnostics.error(
                "date_format",
                at.position(),
                "\"" + format + "\" of " + what + " is not a format that dates can be read with.",
                hint));
        return wrong.isEmpty();
    }

    /** The runs of equal letters outside quotes; empty if a quote is not closed. */
    private static Optional<List<String>> letterRuns(String format) {
        List<String> runs = new ArrayList<>();
        boolean quoted = false;
        int at = 0;
        while (at < format.length()) {
            char letter = format.charAt(at);
            int end = at + 1;
            if (letter == '\'') {
                quoted = !quoted;
            }
            if (!quoted && Character.isLetter(letter)) {
                while (end < format.length() && format.charAt(end) == letter) {
                    end++;
                }
                runs.add(format.substring(at, end));
            }
            at = end;
        }
        return quoted ? Optional.empty() : Optional.of(runs);
    }

    private static boolean optionalPart(String format) {
        String unquoted = format.replaceAll("'[^']*'", "");
        return unquoted.contains("[") || unquoted.contains("]");
    }

    private static Optional<String> problem(List<String> runs, String format) {
        if (format.contains("%")) {
            return Optional.of("The letters are Java's: yyyy-MM-dd, not %Y-%m-%d.");
        }
        if (optionalPart(format)) {
            return Optional.of("[ ] marks an optional part in Java, which is not read; write two formats, one with it"
                    + " and one without.");
        }
        for (String run : runs) {
            Optional<String> wrong = problemOf(run);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        String letters = runs.stream().map(run -> run.substring(0, 1)).collect(Collectors.joining());
        int hour = Math.max(letters.indexOf('H'), letters.indexOf('h'));
        int minute = letters.indexOf('m');
        int month = letters.indexOf('M');
        if (minute >= 0 && month < 0) {
            return Optional.of("mm is minutes; did you mean MM, the month?");
        }
        if (month > hour && hour >= 0 && minute < 0 && format.matches(".*[Hh]:?M.*")) {
            return Optional.of("MM is the month; did you mean mm, the minutes?");
        }
        if (letters.chars().distinct().count() < letters.length()) {
            return Optional.of("A part of the date is given twice; mm is minutes, MM the month.");
        }
        if (letters.indexOf('h') >= 0 && letters.indexOf('a') < 0) {
            return Optional.of("hh is the hour from 1 to 12 and needs a (AM or PM); did you mean HH?");
        }
        if (letters.indexOf('a') >= 0 && letters.indexOf('h') < 0) {
            return Optional.of("a (AM or PM) needs hh, the hour from 1 to 12.");
        }
        if (letters.indexOf('y') < 0 || month < 0 || letters.indexOf('d') < 0) {
            return Optional.of("A date needs a year (yyyy), a month (MM) and a day (dd).");
        }
        return Optional.empty();
    }

    private static Optional<String> problemOf(String run) {
        boolean allowed = switch (run.charAt(0)) {
            case 'y' -> run.length() == 2 || run.length() == 4;
            case 'M', 'E' -> run.length() <= 4;
            case 'd', 'H', 'h', 'm', 's' -> run.length() <= 2;
            case 'S' -> run.length() <= 6;
            case 'X' -> run.length() <= 3;
            case 'a', 'T', 'Z' -> run.length() == 1;
            default -> false;
        };
        if (allowed) {
            return Optional.empty();
        }
        return Optional.of(
                switch (run.charAt(0)) {
                    case 'Y' -> "YYYY is the year that a week belongs to; did you mean yyyy?";
                    case 'D' -> "DD is the day of the year; did you mean dd?";
                    case 'u' -> "Did you mean yyyy?";
                    case 'S' -> "Timestamps are kept to the microsecond: at most SSSSSS.";
                    default -> "\"" + run + "\" is no part of a date; put text in '…'. " + ALLOWED;
                });
    }
}
