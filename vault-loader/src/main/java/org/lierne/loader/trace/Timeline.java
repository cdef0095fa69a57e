package org.lierne.loader.trace;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What is known of a key, in the order in which it came to hold.
 *
 * @param subject the name of the hub, link or reference table
 * @param key the parts of the business key; empty where the key has no row of its own
 * @param hash the hash key, in lower-case hexadecimal digits
 * @param events by load date, and, of one source, in the order of its rows
 * @param isCut whether there are earlier events than those told
 * @param unchanged what was delivered and said nothing new, source by source
 * @param notes what is to be known of how complete this is, in a sentence each
 */
public record Timeline(
        String subject,
        List<Value> key,
        String hash,
        List<TraceEvent> events,
        boolean isCut,
        List<Unchanged> unchanged,
        List<String> notes) {

    /**
     * Records of a source with the key that said nothing new.
     *
     * @param first the earliest load date of them
     * @param last the latest
     */
    public record Unchanged(String source, long records, LocalDateTime first, LocalDateTime last) {}

    public Timeline {
        key = List.copyOf(key);
        events = List.copyOf(events);
        unchanged = List.copyOf(unchanged);
        notes = List.copyOf(notes);
    }
}
