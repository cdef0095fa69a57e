package org.lierne.marts.trace;

import java.util.List;
import org.lierne.loader.trace.Timeline;

/**
 * What rows of a mart rest on.
 *
 * @param mart the mart's name
 * @param reads the tables of the vault that it reads, itself and by the marts that it reads, in the order of their names,
 *     without their schema; what is stored for views
 * @param keys what is stored on each key that the rows name, as far as it stands in these tables
 * @param notes what cannot be told, in a sentence each
 */
public record MartTrace(String mart, List<String> reads, List<Timeline> keys, List<String> notes) {

    public MartTrace {
        reads = List.copyOf(reads);
        keys = List.copyOf(keys);
        notes = List.copyOf(notes);
    }
}
