package org.lierne.loader.json;

import java.io.IOException;
import java.io.InputStream;
import org.lierne.core.model.JsonFormat;

/** The records of a decompressed file of JSON, in its order. Memory is bounded by the longest record allowed. */
public interface JsonRecords {

    /** What records are given to. */
    @FunctionalInterface
    interface Consumer {
        /**
         * Takes a record; the bytes are its own only until it returns.
         *
         * @param number of lines, the line's number from 1, blank lines counted; else the element's
         * @param offset where it begins in the decompressed file
         * @return whether to go on
         */
        boolean take(long number, long offset, byte[] bytes, int from, int to) throws IOException;
    }

    /**
     * What a file has beside its records, once they are all taken.
     *
     * @param bytes its size, decompressed
     * @param records how many records it has; blank lines are none
     * @param blankLines lines that hold white space at most
     * @param longest the longest record's bytes
     * @param lastRecordEnds whether a line end follows the last line; true for documents, which end by themselves
     * @param surroundings where the records are in the document's arrays
     */
    record Summary(
            long bytes,
            long records,
            long blankLines,
            long longest,
            boolean lastRecordEnds,
            Surroundings surroundings) {}

    /**
     * What stands around the records of a document.
     *
     * @param level how many names of {@code rows} lead to the records
     * @param text the document with nothing in the array of the records; empty if the records are not within an object
     */
    record Surroundings(int level, byte[] text) {

        /** Where records stand by themselves. */
        static final Surroundings NONE = new Surroundings(0, new byte[0]);
    }

    /**
     * Gives over all records, until the consumer has enough.
     *
     * @throws JsonProblem if the file cannot be taken apart; lines are given over whether or not they are JSON
     */
    Summary read(InputStream decompressed, Consumer consumer) throws IOException;

    /** Whether a text is one value of JSON. */
    static boolean isValid(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new JsonSyntax().isValid(bytes, 0, bytes.length);
    }

    /** The records of a format. */
    static JsonRecords of(JsonFormat format) {
        return format.lines() ? new JsonLines(format.maxRecordBytes()) : new JsonDocument(format);
    }
}
