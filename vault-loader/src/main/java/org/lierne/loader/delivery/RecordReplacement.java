package org.lierne.loader.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FileFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.loader.json.JsonRecords;

/** Writes a delivery anew, some of its records by others: all bytes around them stay as they are, and so do their numbers. */
public final class RecordReplacement {

    private static final int BUFFER_BYTES = 1 << 16;

    /** What a record becomes. */
    @FunctionalInterface
    public interface Editor {
        /**
         * Edits a record.
         *
         * @param text without its line end
         * @return the text that takes its place
         */
        String edit(long number, String text) throws IOException;
    }

    /** That bytes take the place of others in the decompressed file. */
    private record Replacement(long offset, long length, byte[] bytes) {}

    private RecordReplacement() {}

    /**
     * Writes a file's decompressed bytes with records edited.
     *
     * @param file the delivery, or a copy of it; a name ending in {@code .gz} means gzip
     * @param format of lines of text or JSON
     * @param wanted the numbers of the records that are edited, as {@link RecordReader} counts them
     */
    public static void write(Path file, FileFormat format, Set<Long> wanted, Editor editor, OutputStream target)
            throws IOException {
        List<Replacement> replacements = format instanceof CsvFormat csv
                ? ofCsv(file, csv, wanted, editor)
                : ofJson(file, (JsonFormat) format, wanted, editor);
        try (InputStream bytes = Utf8Copy.open(file)) {
            long position = 0;
            for (Replacement each : replacements) {
                copy(bytes, target, each.offset() - position);
                bytes.skipNBytes(each.length());
                target.write(each.bytes());
                position = each.offset() + each.length();
            }
            bytes.transferTo(target);
        }
    }

    /** How many names of {@code rows} lead to the records of a document; 0 of lines. */
    public static int level(Path file, JsonFormat format) throws IOException {
        if (format.lines()) {
            return 0;
        }
        try (InputStream bytes = Utf8Copy.open(file)) {
            return JsonRecords.of(format)
                    .read(bytes, (number, offset, record, from, to) -> true)
                    .surroundings()
                    .level();
        }
    }

    private static List<Replacement> ofCsv(Path file, CsvFormat format, Set<Long> wanted, Editor editor)
            throws IOException {
        List<Replacement> replacements = new ArrayList<>();
        int fields = RecordReader.headerFields(file, format);
        try (InputStream bytes = Utf8Copy.open(file)) {
            RecordStream stream = new RecordStream(bytes, format);
            stream.blankLinesAreRecords(fields == 1);
            while (true) {
                stream.capture(wanted.contains(stream.records() + 1) ? Integer.MAX_VALUE : 0);
                if (!stream.next()) {
                    return replacements;
                }
                if (stream.isRecord() && wanted.contains(stream.records())) {
                    Charset charset = stream.charset(format.encoding());
                    String text = new String(stream.captured(), charset);
                    byte[] edited = editor.edit(stream.records(), text).getBytes(charset);
                    replacements.add(new Replacement(stream.begin(), stream.length(), edited));
                }
            }
        }
    }

    private static List<Replacement> ofJson(Path file, JsonFormat format, Set<Long> wanted, Editor editor)
            throws IOException {
        List<Replacement> replacements = new ArrayList<>();
        try (InputStream bytes = Utf8Copy.open(file)) {
            JsonRecords.of(format).read(bytes, (number, offset, record, from, to) -> {
                if (wanted.contains(number)) {
                    String text = new String(record, from, to - from, StandardCharsets.UTF_8);
                    byte[] edited = editor.edit(number, text).getBytes(StandardCharsets.UTF_8);
                    replacements.add(new Replacement(offset, to - from, edited));
                }
                return true;
            });
        }
        return replacements;
    }

    private static void copy(InputStream from, OutputStream to, long bytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = bytes;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("The file ends before a record of it.");
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }
}
