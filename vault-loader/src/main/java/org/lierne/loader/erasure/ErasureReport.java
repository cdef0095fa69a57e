package org.lierne.loader.erasure;

import java.util.List;
import java.util.OptionalLong;

/**
 * What was erased, or would be.
 *
 * @param erasure its number in the ledger; empty of a trial, and where an interrupted one was ended
 * @param records the records that named a key
 * @param counts what was erased, by kind and name
 * @param same other keys of the same person, as same-as links say, that were not erased: their business keys
 * @param left what holds something of the person still, a sentence each
 * @param outside what may hold it and is not Lierne's
 * @param resumed whether an erasure that had been interrupted was ended
 */
public record ErasureReport(
        boolean isTrial,
        OptionalLong erasure,
        OptionalLong run,
        long records,
        List<Count> counts,
        List<String> same,
        List<String> left,
        List<String> outside,
        boolean resumed) {

    public ErasureReport {
        counts = List.copyOf(counts);
        same = List.copyOf(same);
        left = List.copyOf(left);
        outside = List.copyOf(outside);
    }

    /**
     * That so much was erased.
     *
     * @param kind {@code table}: rows; {@code rebuilt}: rows of a table that is derived, which is built again; {@code copy}:
     *     records of a delivery's copy; {@code file}: a file that is gone
     */
    public record Count(String kind, String name, long items) {}

    /** The same, with more that is left. */
    public ErasureReport leaving(List<String> more) {
        return new ErasureReport(
                isTrial,
                erasure,
                run,
                records,
                counts,
                same,
                java.util.stream.Stream.concat(left.stream(), more.stream()).toList(),
                outside,
                resumed);
    }
}
