package org.lierne.loader.rebuild;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Reading;

/** Dates and times of texts, by {@code java.time}. */
final class TimeTexts {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6}0*)?)?");
    private static final Pattern OFFSET = Pattern.compile("(.*[0-9]) ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)");

    private static final Map<String, Integer> EPOCHS =
            Map.of("epoch_seconds", 6, "epoch_milliseconds", 3, "epoch_microseconds", 0);
    private static final int EPOCH_DIGITS = 18;

    /** The name of a day must be one; whether it is that of the date is not asked. */
    private static final Set<TemporalField> ASKED = Set.of(
            ChronoField.YEAR,
            ChronoField.MONTH_OF_YEAR,
            ChronoField.DAY_OF_MONTH,
            ChronoField.HOUR_OF_DAY,
            ChronoField.CLOCK_HOUR_OF_AMPM,
            ChronoField.AMPM_OF_DAY,
            ChronoField.MINUTE_OF_HOUR,
            ChronoField.SECOND_OF_MINUTE,
            ChronoField.NANO_OF_SECOND,
            ChronoField.OFFSET_SECONDS);

    private final ZoneId zone;
    private final List<Function<String, Optional<Read>>> ways;

    /**
     * What a text says.
     *
     * @param offset empty where it names none
     */
    private record Read(LocalDateTime time, Optional<ZoneOffset> offset) {}

    TimeTexts(Reading reading) {
        this.zone = reading.timezone();
        this.ways = reading.formats().isEmpty()
                ? List.of(TimeTexts::iso)
                : reading.formats().stream().map(TimeTexts::way).toList();
    }

    /** The date of a text; NULL if it is none, or has a time of day. An offset shifts nothing of a date. */
    @Nullable
    LocalDate date(String text) {
        for (Function<String, Optional<Read>> way : ways) {
            Optional<Read> read = way.apply(Letters.withoutBlanks(text));
            if (read.isPresent()) {
                LocalDateTime time = read.get().offset().isPresent()
                        ? read.get()
                                .time()
                                .minusSeconds(read.get().offset().get().getTotalSeconds())
                        : read.get().time();
                if (time.toLocalTime().equals(LocalTime.MIDNIGHT) && inYears(time)) {
                    return time.toLocalDate();
                }
            }
        }
        return null;
    }

    /** The moment of a text in UTC; NULL if it is none, or one that the clocks of the zone skipped. */
    @Nullable
    LocalDateTime timestamp(String text) {
        for (Function<String, Optional<Read>> way : ways) {
            LocalDateTime time =
                    way.apply(Letters.withoutBlanks(text)).map(this::utc).orElse(null);
            if (time != null && inYears(time)) {
                return time;
            }
        }
        return null;
    }

    private @Nullable LocalDateTime utc(Read read) {
        if (read.offset().isPresent()) {
            return read.time().minusSeconds(read.offset().get().getTotalSeconds());
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(read.time());
        // Where the clocks go back, the time after that is meant: the later of the two.
        return offsets.isEmpty()
                ? null
                : read.time().minusSeconds(offsets.get(offsets.size() - 1).getTotalSeconds());
    }

    private static boolean inYears(LocalDateTime time) {
        return time.getYear() >= 1 && time.getYear() <= 9999;
    }

    private static Optional<Read> iso(String text) {
        java.util.regex.Matcher offset = OFFSET.matcher(text);
        if (text.length() > 10 && offset.matches() && offset.group(1).length() > 10) {
            return isoLocal(offset.group(1))
                    .flatMap(time -> zoneOffset(offset.group(2)).map(zone -> new Read(time, Optional.of(zone))));
        }
        return isoLocal(text).map(time -> new Read(time, Optional.empty()));
    }

    private static Optional<LocalDateTime> isoLocal(String text) {
        if (text.length() < 10 || !DAY.matcher(text.substring(0, 10)).matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text.substring(0, 10));
            if (text.length() == 10) {
                return Optional.of(day.atStartOfDay());
            }
            String time = text.substring(11);
            boolean separated = text.charAt(10) == ' ' || text.charAt(10) == 'T';
            if (!separated || !TIME.matcher(time).matches()) {
                return Optional.empty();
            }
            String cut = time.length() > 15 ? time.substring(0, 15) : time;
            return Optional.of(day.atTime(LocalTime.parse(cut)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneOffset> zoneOffset(String text) {
        try {
            return Optional.of(ZoneOffset.of(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Function<String, Optional<Read>> way(String format) {
        Integer places = EPOCHS.get(format);
        if (places != null) {
            Pattern count =
                    Pattern.compile("[+-]?[0-9]{1," + (EPOCH_DIGITS - places) + "}(\\.[0-9]{0," + places + "}0*)?");
            return text -> count.matcher(text).matches() ? epoch(text, places) : Optional.empty();
        }
        DateTimeFormatter formatter = formatter(format);
        return text -> {
            try {
                TemporalAccessor parsed = formatter.parse(text);
                LocalTime time = parsed.query(TemporalQueries.localTime());
                LocalDateTime at = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
                return Optional.of(new Read(at, Optional.ofNullable(parsed.query(TemporalQueries.offset()))));
            } catch (DateTimeException none) {
                return Optional.empty();
            }
        };
    }

    private static Optional<Read> epoch(String text, int places) {
        String digits = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        BigDecimal microseconds = new BigDecimal(digits).movePointRight(places).setScale(0, RoundingMode.UNNECESSARY);
        long all = microseconds.longValueExact();
        Instant moment = Instant.ofEpochSecond(Math.floorDiv(all, 1_000_000L), Math.floorMod(all, 1_000_000L) * 1_000L);
        return Optional.of(new Read(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), Optional.of(ZoneOffset.UTC)));
    }

    private static DateTimeFormatter formatter(String format) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int at = 0; at < format.length(); ) {
            char letter = format.charAt(at);
            int end = at + 1;
            if (letter == '\'') {
                end = format.indexOf('\'', end) + 1;
                builder.appendLiteral(end - at == 2 ? "'" : format.substring(at + 1, end - 1));
            } else {
                while (end < format.length() && format.charAt(end) == letter) {
                    end++;
                }
                append(builder, letter, end - at);
            }
            at = end;
        }
        return builder.toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT)
                .withResolverFields(ASKED);
    }

    private static void append(DateTimeFormatterBuilder builder, char letter, int count) {
        switch (letter) {
            case 'y', 'u' -> {
                if (count == 2) {
                    builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1969);
                } else {
                    builder.appendValue(ChronoField.YEAR, 4);
                }
            }
            case 'M' -> {
                if (count > 2) {
                    builder.appendText(ChronoField.MONTH_OF_YEAR, months(count == 3));
                } else {
                    number(builder, ChronoField.MONTH_OF_YEAR, count);
                }
            }
            case 'd' -> number(builder, ChronoField.DAY_OF_MONTH, count);
            case 'E' ->
                builder.appendText(
                        ChronoField.DAY_OF_WEEK,
                        names(
                                java.time.DayOfWeek.values(),
                                day -> day.getDisplayName(count == 4 ? TextStyle.FULL : TextStyle.SHORT, Locale.US)));
            case 'H' -> number(builder, ChronoField.HOUR_OF_DAY, count);
            case 'h' -> number(builder, ChronoField.CLOCK_HOUR_OF_AMPM, count);
            case 'm' -> number(builder, ChronoField.MINUTE_OF_HOUR, count);
            case 's' -> number(builder, ChronoField.SECOND_OF_MINUTE, count);
            case 'a' -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"));
            case 'S' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, count, count, false);
            case 'Z', 'X', 'x' ->
                builder.appendOptional(offset("+HH:MM"))
                        .appendOptional(offset("+HHMM"))
                        .appendOptional(offset("+HH"));
            default -> builder.appendLiteral(String.valueOf(letter).repeat(count));
        }
    }

    private static DateTimeFormatter offset(String pattern) {
        return new DateTimeFormatterBuilder().appendOffset(pattern, "Z").toFormatter(Locale.ENGLISH);
    }

    private static void number(DateTimeFormatterBuilder builder, ChronoField field, int count) {
        if (count == 1) {
            builder.appendValue(field, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
        } else {
            builder.appendValue(field, 2);
        }
    }

    private static Map<Long, String> months(boolean isShort) {
        return names(java.time.Month.values(), month -> {
            String name = month.getDisplayName(TextStyle.FULL, Locale.US);
            return isShort ? name.substring(0, 3) : name;
        });
    }

    private static <T extends Enum<T>> Map<Long, String> names(T[] values, Function<T, String> name) {
        Map<Long, String> names = new java.util.HashMap<>();
        for (T value : values) {
            names.put(value.ordinal() + 1L, name.apply(value));
        }
        return names;
    }
}
