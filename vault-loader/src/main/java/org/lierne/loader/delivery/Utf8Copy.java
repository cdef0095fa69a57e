package org.lierne.loader.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.CsvFormat.Encoding;

/**
 * A delivery's text as UTF-8, for the engine to read: its own UTF-16 reader gives no rows for one byte order and
 * fails on characters beyond the first 65,536, its Latin-1 reader fails on bytes 0x80 to 0x9F.
 */
public final class Utf8Copy {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Utf8Copy() {}

    /** Whether files of that format need such a copy. */
    public static boolean neededFor(CsvFormat format) {
        return format.encoding() != Encoding.UTF_8;
    }

    /**
     * Writes the decompressed text of a file as UTF-8, records and blank lines unchanged, to {@code target}, replacing
     * what is there.
     *
     * @param delivered a file that {@link DeliveryScan} found readable; a name ending in {@code .gz} means gzip
     */
    public static void write(Path delivered, CsvFormat format, Path target) throws IOException {
        try (InputStream bytes = open(delivered);
                Reader text = new BufferedReader(new InputStreamReader(bytes, charset(delivered, format)), 1 << 16);
                Writer copy = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                copy.write(first);
            }
            text.transferTo(copy);
        }
    }

    private static Charset charset(Path delivered, CsvFormat format) throws IOException {
        try (InputStream bytes = open(delivered)) {
            RecordStream stream = new RecordStream(bytes, format);
            stream.next();
            return stream.charset(format.encoding());
        }
    }

    /** The decompressed bytes of a delivery. */
    static InputStream open(Path delivered) throws IOException {
        InputStream bytes = Files.newInputStream(delivered);
        return DeliveryScan.compressed(delivered) ? new GzipBytes(bytes) : bytes;
    }
}
