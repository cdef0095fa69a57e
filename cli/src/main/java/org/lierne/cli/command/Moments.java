package org.lierne.cli.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;

/** Reads options that name a moment: a day, or a day and a time. */
final class Moments {

    private Moments() {}

    /** The moment since which something is wanted: of a day its start. */
    static Optional<LocalDateTime> since(String option, @Nullable String text) {
        return moment(option, text, LocalTime.MIN);
    }

    /** The moment up to which something is wanted: of a day its end. */
    static Optional<LocalDateTime> until(String option, @Nullable String text) {
        return moment(option, text, LocalTime.MAX.truncatedTo(ChronoUnit.MICROS));
    }

    private static Optional<LocalDateTime> moment(String option, @Nullable String text, LocalTime ofDay) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            String bare = text.strip().replace(' ', 'T');
            return Optional.of(
                    bare.contains("T")
                            ? LocalDateTime.parse(bare)
                            : LocalDate.parse(bare).atTime(ofDay));
        } catch (DateTimeException unreadable) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_date",
                    option + " is \"" + text + "\", which is no date.",
                    "Write it as 2024-01-31, or \"2024-01-31 10:00:00\".",
                    unreadable);
        }
    }
}
