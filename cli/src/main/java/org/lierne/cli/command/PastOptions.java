package org.lierne.cli.command;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
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
        return new AsOf(
                knownAt == null ? OptionalLong.empty() : OptionalLong.of(knownAt), Moments.until("--as-of", asOf));
    }

    boolean isPast() {
        return asOf != null || knownAt != null;
    }
}
