package org.lierne.loader.delivery;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.FilePattern.Literal;
import org.lierne.core.model.FilePattern.LoadDate;
import org.lierne.core.model.FilePattern.Part;
import org.lierne.core.model.FilePattern.PathColumn;

/** What a path says, read by a source's file pattern. */
final class PathMatch {

    /** What came of a path. */
    sealed interface Result {}

    /** The path is another source's, or nobody's. */
    record None() implements Result {}

    /** The path matches but for its date. */
    record UnreadableDate(String text, String format) implements Result {}

    /** The path matches; the load date is in UTC. */
    record Matched(Map<String, String> columns, Optional<LocalDateTime> loadDate) implements Result {}

    private static final int MICROSECOND = 1_000;

    private final FilePattern filePattern;
    private final boolean endOfDay;
    private final Pattern exact;
    private final Pattern withAnyDate;
    private final List<Part> groups = new ArrayList<>();

    PathMatch(FilePattern filePattern, boolean endOfDay) {
        this.filePattern = filePattern;
        this.endOfDay = endOfDay;
        this.exact = expression(true);
        this.withAnyDate = expression(false);
        filePattern.parts().stream()
                .filter(part -> part instanceof PathColumn || part instanceof LoadDate)
                .forEach(groups::add);
    }

    String patternText() {
        return filePattern.text();
    }

    Result of(String path) {
        Matcher matcher = exact.matcher(path);
        if (matcher.matches()) {
            return read(matcher);
        }
        Matcher loose = withAnyDate.matcher(path);
        return loose.matches() ? read(loose) : new None();
    }

    private Result read(Matcher matcher) {
        Map<String, String> columns = new LinkedHashMap<>();
        Optional<LocalDateTime> loadDate = Optional.empty();
        for (int group = 0; group < groups.size(); group++) {
            String text = matcher.group(group + 1);
            if (groups.get(group) instanceof LoadDate date) {
                loadDate = dateTime(text, date.format());
                if (loadDate.isEmpty()) {
                    return new UnreadableDate(text, date.format());
                }
            } else if (groups.get(group) instanceof PathColumn column) {
                columns.put(column.column(), text);
            }
        }
        return new Matched(columns, loadDate);
    }

    /** Dates are as wide as their letters first, so that {@code *} before a date leaves it all its digits. */
    private Pattern expression(boolean exactDates) {
        StringBuilder expression = new StringBuilder();
        for (Part part : filePattern.parts()) {
            if (part instanceof Literal literal) {
                expression.append(Pattern.quote(literal.text()));
            } else if (part instanceof PathColumn) {
                expression.append("([^/]+)");
            } else if (part instanceof LoadDate date) {
                expression
                        .append('(')
                        .append(exactDates ? dateExpression(date.format()) : "[^/]+")
                        .append(')');
            } else {
                expression.append(exactDates ? "[^/]*" : "[^/]*?");
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    private static String dateExpression(String format) {
        StringBuilder expression = new StringBuilder();
        for (int from = 0; from < format.length(); ) {
            char letter = format.charAt(from);
            int to = from;
            while (to < format.length() && format.charAt(to) == letter) {
                to++;
            }
            expression.append(runExpression(letter, to - from));
            from = to;
        }
        return expression.toString();
    }

    private static String runExpression(char letter, int length) {
        boolean number = "yudHmsSD".indexOf(letter) >= 0 || letter == 'M' && length <= 2;
        if (number) {
            return length == 1 ? "\\d{1,2}" : "\\d{" + length + "}";
        }
        if (Character.isLetter(letter) || "'[]".indexOf(letter) >= 0) {
            return "[^/]*?";
        }
        return Pattern.quote(String.valueOf(letter).repeat(length));
    }

    private Optional<LocalDateTime> dateTime(String text, String format) {
        // A strict reading needs the proleptic year "u": "y" alone lacks an era.
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(proleptic(format), Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        try {
            TemporalAccessor parsed = formatter.parseBest(
                    text,
                    ZonedDateTime::from,
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from,
                    YearMonth::from);
            return Optional.of(utc(parsed));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private LocalDateTime utc(TemporalAccessor parsed) {
        if (parsed instanceof ZonedDateTime zoned) {
            return zoned.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        if (parsed instanceof OffsetDateTime offset) {
            return offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        if (parsed instanceof LocalDateTime dateTime) {
            return dateTime;
        }
        LocalDate day = parsed instanceof YearMonth month ? month.atDay(1) : LocalDate.from(parsed);
        // The last microsecond: what the engine's timestamps can hold.
        return endOfDay ? day.plusDays(1).atStartOfDay().minusNanos(MICROSECOND) : day.atStartOfDay();
    }

    private static String proleptic(String format) {
        StringBuilder proleptic = new StringBuilder();
        boolean quoted = false;
        for (char letter : format.toCharArray()) {
            quoted ^= letter == '\'';
            proleptic.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return proleptic.toString();
    }
}
