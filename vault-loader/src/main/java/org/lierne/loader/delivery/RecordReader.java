package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import org.lierne.core.model.CsvFormat;

/** Shows single records of a delivery as they stand in the file, for rejects: one pass, whatever their number. */
public final class RecordReader {

    /** How many bytes of a record's text are kept. */
    public static final int TEXT_BYTES = 10_000;

    /** What the wanted numbers count. */
    public enum Numbering {
        /** Lierne's: the header is 1; blank lines do not count, except where a record has one field. */
        RECORDS,
        /** The engine's {@code reject_errors.line}: the header is 1, and every blank line counts. */
        ENGINE_LINES
    }

    /**
     * A record as it stands in the file.
     *
     * @param number the record's number; the header is 1, blank lines do not count
     * @param engineLine the number by which the engine's {@code reject_errors.line} knows it
     * @param byteOffset where it begins in the decompressed file, from 0
     * @param text its first {@value #TEXT_BYTES} bytes, decoded, with U+FFFD for what is not valid in the encoding
     * @param cut whether the record goes on
     */
    public record RawRecord(long number, long engineLine, long byteOffset, String text, boolean cut) {}

    private RecordReader() {}

    /**
     * Hands over the wanted records in the order of the file.
     *
     * @param file the delivery, or its copy in the archive; a name ending in {@code .gz} means gzip
     * @param headerFields how many fields the header has
     * @param wanted ascending numbers; a number given twice yields one record. It is read lazily
     * @return how many records were handed over; less than wanted if a number names no record
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the numbers are not ascending
     */
    public static long read(
            Path file,
            CsvFormat format,
            int headerFields,
            Numbering numbering,
            PrimitiveIterator.OfLong wanted,
            Consumer<RawRecord> consumer)
            throws IOException {
        if (!wanted.hasNext()) {
            return 0;
        }
        try (InputStream bytes = Utf8Copy.open(file)) {
            RecordStream stream = new RecordStream(bytes, format);
            stream.blankLinesAreRecords(headerFields == 1);
            return new Reading(stream, format, numbering, wanted).handOver(consumer);
        }
    }

    private record Reading(
            RecordStream stream, CsvFormat format, Numbering numbering, PrimitiveIterator.OfLong wanted) {

        long handOver(Consumer<RawRecord> consumer) throws IOException {
            long handedOver = 0;
            long next = wanted.nextLong();
            while (true) {
                stream.capture(next == counted() + 1 ? TEXT_BYTES : 0);
                if (!stream.next()) {
                    return handedOver;
                }
                if (!stream.isRecord() || counted() < next) {
                    continue;
                }
                if (counted() == next) {
                    consumer.accept(rawRecord());
                    handedOver++;
                }
                long passed = counted();
                do {
                    if (!wanted.hasNext()) {
                        return handedOver;
                    }
                    next = following(next);
                } while (next <= passed);
            }
        }

        private long counted() {
            return numbering == Numbering.RECORDS ? stream.records() : stream.lines();
        }

        private long following(long previous) {
            long next = wanted.nextLong();
            if (next < previous) {
                throw new IllegalArgumentException(
                        "The wanted numbers are not ascending: " + next + " comes after " + previous + ".");
            }
            return next;
        }

        private RawRecord rawRecord() {
            String text = new String(stream.captured(), stream.charset(format.encoding()));
            return new RawRecord(stream.records(), stream.lines(), stream.begin(), text, stream.length() > TEXT_BYTES);
        }
    }
}
