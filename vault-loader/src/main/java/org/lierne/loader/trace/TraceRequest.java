package org.lierne.loader.trace;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.trace.Span;

/**
 * Which key is to be traced, and what of it is to be told.
 *
 * @param name of the hub, link or reference table, as in the metadata
 * @param key the parts of its business key, of a link those of all that it connects; empty where the hash is given
 * @param hash the hash key in hexadecimal digits, with or without hyphens; empty where the business key is given
 * @param tables names without their schema; empty for all
 * @param span which of what is known; its limit is that of the events told
 * @param repeats whether deliveries that said nothing new are told one by one, rather than counted
 * @param archive the folder with the copies of deliveries, if raw records are to be read from it
 */
public record TraceRequest(
        String name,
        List<String> key,
        Optional<String> hash,
        Set<String> tables,
        Span span,
        boolean repeats,
        Optional<Path> archive) {

    /** How many events are told, unless more or fewer are asked for. */
    public static final int DEFAULT_LIMIT = 100;

    public TraceRequest {
        key = List.copyOf(key);
        tables = Set.copyOf(tables);
    }

    /** All that is stored on a business key, up to the usual limit. */
    public static TraceRequest of(String name, String... key) {
        return new TraceRequest(
                name,
                List.of(key),
                Optional.empty(),
                Set.of(),
                new Span(Optional.empty(), Optional.empty(), DEFAULT_LIMIT),
                false,
                Optional.empty());
    }

    /** The same by a hash key. */
    public static TraceRequest ofHash(String name, String hash) {
        TraceRequest request = of(name);
        return new TraceRequest(name, List.of(), Optional.of(hash), Set.of(), request.span(), false, Optional.empty());
    }

    /** The same, of load dates from and up to these only, and of these the latest so many events. */
    public TraceRequest within(Optional<LocalDateTime> from, Optional<LocalDateTime> to, int limit) {
        return new TraceRequest(name, key, hash, tables, new Span(from, to, limit), repeats, archive);
    }

    /** The same, of some tables only. */
    public TraceRequest inTables(Set<String> names) {
        return new TraceRequest(name, key, hash, names, span, repeats, archive);
    }

    /** The same, with each delivery that said nothing new. */
    public TraceRequest withRepeats() {
        return new TraceRequest(name, key, hash, tables, span, true, archive);
    }

    /** The same, with the raw records from the copies in a folder. */
    public TraceRequest withRecords(Path folder) {
        return new TraceRequest(name, key, hash, tables, span, repeats, Optional.of(folder));
    }
}
