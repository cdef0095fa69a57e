package org.lierne.cli.command;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.asof.AsOf;
import picocli.CommandLine.Option;

/** Which past is asked for. */
final class PastOptions {

    @Option(
            names = "--as-of",
            paramLabel = "WHEN",
            description =
                    "What holds at this load date: 2026-03-31, which is the end of that day, or 2026-03-31T18:00:00"
                            + " (UTC).")
    private @Nullable String asOf;

    @Option(
            names = "--as-known-at",
            paramLabel = "RUN",
            description = "What was known when this run had ended, by its metadata; \"lierne runs\" shows the numbers.")
    private @Nullable Long knownAt;

    AsOf asOf() {
        return new AsOf(knownAt == null ? OptionalLong.empty() : OptionalLong.of(knownAt), date());
    }

    boolean isPast() {
        return asOf != null || knownAt != null;
    }

    private Optional<LocalDateTime> date() {
        if (asOf == null) {
            return Optional.empty();
        }
        String text = asOf.strip().replace(' ', 'T');
        try {
            if (!text.contains("T")) {
                return Optional.of(AsOf.endOf(LocalDate.parse(text)));
            }
            if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
                return Optional.of(OffsetDateTime.parse(text)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime());
            }
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException unreadable) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_date",
                    "--as-of is \"" + asOf + "\", which is neither a date nor a timestamp.",
                    "Write 2026-03-31, 2026-03-31T18:00:00 (UTC) or 2026-03-31T18:00:00+02:00.",
                    unreadable);
        }
    }
}
