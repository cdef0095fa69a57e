package org.lierne.loader.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.CsvFormat.Encoding;

/**
 * The lines of a decompressed CSV file, one after the other: where each begins, how long it is, and its first bytes if
 * they are wanted. Memory is one buffer plus the captured bytes, however long a line is.
 */
final class RecordStream {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int UTF_8_MARK_BYTES = 3;
    private static final byte NOT_ASCII = (byte) 0xff;

    private final InputStream input;
    private final RecordSplitter splitter;
    private final int maxRecordBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Utf16Narrowing narrowing;
    private final byte[] narrow;
    private final int unitBytes;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    private int position;
    private int limit;
    private long bufferOffset;
    private boolean started;
    private boolean marked;
    private boolean lastWasRecord;
    private long lines;
    private long records;
    private long begin;
    private long length;
    private boolean blankLinesAreRecords;
    private int captureBytes;

    RecordStream(InputStream input, CsvFormat format) {
        this.input = input;
        this.splitter = new RecordSplitter(format);
        this.maxRecordBytes = format.maxRecordBytes();
        boolean utf16 = format.encoding() == Encoding.UTF_16;
        this.unitBytes = utf16 ? 2 : 1;
        this.narrowing = new Utf16Narrowing(NOT_ASCII);
        this.narrow = utf16 ? new byte[BUFFER_BYTES / 2] : buffer;
    }

    /** How many bytes of the following lines to keep; 0, the default, keeps none. */
    void capture(int bytes) {
        captureBytes = bytes;
    }

    /** Whether a blank line is a record, as it is where a record has one field. */
    void blankLinesAreRecords(boolean areRecords) {
        blankLinesAreRecords = areRecords;
    }

    /**
     * Reads the next line.
     *
     * @return false at the end of the file
     * @throws DeliveryProblem if the line is longer than the format allows, or the file ends within quotes
     */
    boolean next() throws IOException {
        if (!started) {
            start();
        }
        captured.reset();
        begin = bufferOffset + (long) position * unitBytes;
        while (true) {
            if (position == limit && !fill()) {
                return lastLine();
            }
            int from = position;
            position = splitter.advance(narrow, from, limit);
            keep(from, position);
            length = bufferOffset + (long) position * unitBytes - begin;
            if (splitter.ended()) {
                return line(lineEndBytes());
            }
            refuseTooLong(length);
        }
    }

    private boolean lastLine() throws DeliveryProblem {
        splitter.finish();
        if (splitter.ended()) {
            return line(lineEndBytes());
        }
        if (splitter.insideQuotes()) {
            throw new DeliveryProblem(
                    Reason.UNCLOSED_QUOTE,
                    "ends inside a quoted field: record " + (records + 1) + ", which begins at byte " + begin
                            + ", has an opening quote that is never closed; close it, or have the file sent again",
                    records + 1,
                    begin);
        }
        return false;
    }

    private boolean line(int lineEndBytes) throws DeliveryProblem {
        length -= lineEndBytes;
        refuseTooLong(length);
        lines++;
        lastWasRecord = !splitter.blank() || blankLinesAreRecords;
        if (lastWasRecord) {
            records++;
        }
        return true;
    }

    private int lineEndBytes() {
        return switch (splitter.lineEnd()) {
            case NONE -> 0;
            case LF, CR -> unitBytes;
            case CRLF -> 2 * unitBytes;
        };
    }

    private void refuseTooLong(long bytes) throws DeliveryProblem {
        if (bytes > maxRecordBytes) {
            throw new DeliveryProblem(
                    Reason.RECORD_TOO_LONG,
                    "has a record longer than the " + maxRecordBytes + " bytes allowed: record " + (records + 1)
                            + ", which begins at byte " + begin
                            + "; often that is an unclosed quote, else raise format: max_record_size",
                    records + 1,
                    begin);
        }
    }

    private void keep(int from, int to) {
        int missing = captureBytes - captured.size();
        if (missing > 0) {
            captured.write(buffer, from * unitBytes, Math.min(missing, (to - from) * unitBytes));
        }
    }

    private void start() throws IOException {
        started = true;
        if (!fill()) {
            return;
        }
        int marks = unitBytes == 2 ? 0 : utf8MarkBytes();
        position = unitBytes == 2 && narrowing.detectedMark() ? 1 : marks;
    }

    private int utf8MarkBytes() {
        marked = limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        return marked ? UTF_8_MARK_BYTES : 0;
    }

    private boolean fill() throws IOException {
        bufferOffset += (long) limit * unitBytes;
        position = 0;
        int bytes = input.readNBytes(buffer, 0, BUFFER_BYTES);
        if (unitBytes == 2) {
            narrowing.narrow(buffer, bytes, narrow, bufferOffset, records + 1);
        }
        limit = bytes / unitBytes;
        return limit > 0;
    }

    /** Whether the last line is a record, and not a blank line that is passed over. */
    boolean isRecord() {
        return lastWasRecord;
    }

    /** Lines so far, blank ones included, the header being 1. */
    long lines() {
        return lines;
    }

    /** Records so far, the header being 1. */
    long records() {
        return records;
    }

    /** Where the last line begins in the decompressed file, in bytes from 0. */
    long begin() {
        return begin;
    }

    /** The last line's bytes, its line end left out. */
    long length() {
        return length;
    }

    /** Whether the file began with a UTF-8 byte order mark. */
    boolean marked() {
        return marked;
    }

    /** Where the next line begins in the decompressed file. */
    long end() {
        return bufferOffset + (long) position * unitBytes;
    }

    /** What ended the last line. */
    LineEnd lineEnd() {
        return splitter.lineEnd();
    }

    /** What else is known of the last line. */
    RecordSplitter structure() {
        return splitter;
    }

    /** The last line's first bytes, as many as {@link #capture} asked for, its line end left out. */
    byte[] captured() {
        byte[] bytes = captured.toByteArray();
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, (int) length);
    }

    /** The encoding of {@link #captured()}. */
    java.nio.charset.Charset charset(Encoding encoding) {
        return switch (encoding) {
            case UTF_8 -> java.nio.charset.StandardCharsets.UTF_8;
            case LATIN_1 -> java.nio.charset.StandardCharsets.ISO_8859_1;
            case UTF_16 -> narrowing.charset();
        };
    }
}
