package org.lierne.cli.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.asof.AsOf;

/** Reads options that name a moment: a day, or a day and a time, which is in UTC unless it says its offset. */
final class Moments {

    private Moments() {}

    /** The moment since which something is wanted: of a day its start. */
    static Optional<LocalDateTime> since(String option, @Nullable String text) {
        return moment(option, text, LocalDate::atStartOfDay);
    }

    /** The moment up to which something is wanted: of a day its end. */
    static Optional<LocalDateTime> until(String option, @Nullable String text) {
        return moment(option, text, AsOf::endOf);
    }

    private static Optional<LocalDateTime> moment(
            String option, @Nullable String text, Function<LocalDate, LocalDateTime> ofDay) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(moment(text.strip().replace(' ', 'T'), ofDay));
        } catch (DateTimeException unreadable) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_date",
                    option + " is \"" + text + "\", which is neither a date nor a timestamp.",
                    "Write 2026-03-31, 2026-03-31T18:00:00 (UTC) or 2026-03-31T18:00:00+02:00.",
                    unreadable);
        }
    }

    private static LocalDateTime moment(String text, Function<LocalDate, LocalDateTime> ofDay) {
        if (!text.contains("T")) {
            return ofDay.apply(LocalDate.parse(text));
        }
        if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
            return OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime();
        }
        return LocalDateTime.parse(text);
    }
}
