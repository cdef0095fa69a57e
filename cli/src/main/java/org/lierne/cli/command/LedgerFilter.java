package org.lierne.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows of the ledger are wanted, by what all of them have. */
final class LedgerFilter {

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only those of this source.")
    private @Nullable String source;

    @Option(
            names = "--path",
            paramLabel = "PATTERN",
            description = "Only those of files whose path matches: * stands for any characters, ? for one.")
    private @Nullable String path;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Only those of runs since then (UTC): 2024-01-31, or \"2024-01-31 10:00:00\".")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Only those of runs that started by then; a day without a time means its end.")
    private @Nullable String until;

    @Nullable
    String source() {
        return source;
    }

    /** What a query binds: source, path, since, until. */
    @Nullable
    Object[] values() {
        return new Object[] {
            source,
            path,
            Moments.since("--since", since).orElse(null),
            Moments.until("--until", until).orElse(null)
        };
    }
}
