package org.lierne.cli.query;

import java.util.Optional;

/**
 * How much of the machine the engine may take; empty leaves the default.
 *
 * @param memory as the engine reads it: {@code 1500MB}, {@code 2GB}
 * @param threads at least 1
 */
public record EngineLimits(Optional<String> memory, Optional<Integer> threads) {

    /** The defaults. */
    public static final EngineLimits NONE = new EngineLimits(Optional.empty(), Optional.empty());
}
