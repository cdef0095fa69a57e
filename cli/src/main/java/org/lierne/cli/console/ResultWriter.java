package org.lierne.cli.console;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one result as they come: {@link #begin} once, {@link #row} any number of times, {@link #end} once.
 * Values are NULL, texts, booleans, numbers, java.time values, UUIDs, byte arrays, or lists and maps of these.
 */
public interface ResultWriter {

    void begin(List<ResultColumn> columns);

    void row(List<? extends @Nullable Object> values);

    void end();

    /** {@link #row(List)} for a row that is written down. */
    default void row(@Nullable Object... values) {
        row(Arrays.asList(values));
    }
}
