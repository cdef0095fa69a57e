package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.loader.json.JsonRecords;

/** Shows single records of a delivery as they stand in the file, for rejects: one pass, whatever their number. */
public final class RecordReader {

    /** How many bytes of a record's text are kept. */
    public static final int TEXT_BYTES = 10_000;

    /** What the wanted numbers count. */
    public enum Numbering {
        /** Lierne's: the header is 1; blank lines do not count, except where a record has one field. */
        RECORDS,
        /**
         * The engine's {@code reject_errors.line}: the header is 1, and every blank line counts. In a file with blank
         * lines that is longer than the engine's buffer, the engine may be off by one: it miscounts a blank line that
         * ends a buffer.
         */
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

    /** The decompressed bytes of a delivery. */
    public static InputStream open(Path delivered) throws IOException {
        return Utf8Copy.open(delivered);
    }

    /** How many fields the header of a delivery, or of its copy, has. */
    public static int headerFields(Path file, CsvFormat format) throws IOException {
        int[] fields = {0};
        read(
                file,
                format,
                2,
                Numbering.RECORDS,
                LongStream.of(1).iterator(),
                header -> fields[0] = RecordFields.of(header.text(), format).size());
        return fields[0];
    }

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

    /**
     * Hands over the wanted records of JSON, by their numbers, as {@link
     * #read(Path, CsvFormat, int, Numbering, PrimitiveIterator.OfLong, Consumer)} does.
     */
    public static long read(Path file, JsonFormat format, PrimitiveIterator.OfLong wanted, Consumer<RawRecord> consumer)
            throws IOException {
        if (!wanted.hasNext()) {
            return 0;
        }
        long[] next = {wanted.nextLong()};
        long[] handedOver = {0};
        try (InputStream bytes = Utf8Copy.open(file)) {
            JsonRecords.of(format).read(bytes, (number, offset, record, from, to) -> {
                if (number < next[0]) {
                    return true;
                }
                int shown = Math.min(to - from, TEXT_BYTES);
                String text = new String(record, from, shown, StandardCharsets.UTF_8);
                consumer.accept(new RawRecord(number, number, offset, text, to - from > shown));
                handedOver[0]++;
                if (!wanted.hasNext()) {
                    return false;
                }
                next[0] = wanted.nextLong();
                return true;
            });
        }
        return handedOver[0];
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
                if (counted() < next) {
                    continue;
                }
                if (stream.isRecord() && counted() == next) {
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
