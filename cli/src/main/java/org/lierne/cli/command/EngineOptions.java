package org.lierne.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import picocli.CommandLine.Option;

/** How much of the machine the engine may take. */
final class EngineOptions {

    @Option(names = "--memory", paramLabel = "SIZE", description = "The most memory for the engine, as 1500MB or 4GB.")
    private @Nullable String memory;

    @Option(names = "--threads", paramLabel = "N", description = "The most threads for the engine.")
    private @Nullable Integer threads;

    EngineLimits limits() {
        if (memory != null && !memory.matches("(?i)\\s*\\d+(\\.\\d+)?\\s*([KMGT]i?B)\\s*")) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_memory",
                    "--memory is \"" + memory + "\", which is no amount of memory.",
                    "Write a number and a unit: 800MB, 4GB.");
        }
        if (threads != null && threads < 1) {
            throw new LierneException(
                    Category.USAGE, "bad_threads", "--threads is " + threads + "; at least 1 is needed.", null);
        }
        return new EngineLimits(Optional.ofNullable(memory).map(String::strip), Optional.ofNullable(threads));
    }
}
