package org.lierne.loader.rebuild;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.CsvFormat;

/**
 * A plain reader of CSV, one record at a time. Libraries give up a file at the first record that cannot be taken apart,
 * and know no escape other than a doubled quote that stays within quotes; here a record is torn, and the next is read.
 */
final class PlainCsv {

    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    private final Reader text;
    private final CsvFormat format;
    private final boolean isUtf8;
    private final List<@Nullable String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int next;
    private boolean torn;
    private boolean ascii;

    PlainCsv(InputStream bytes, CsvFormat format) throws IOException {
        this.format = format;
        this.isUtf8 = format.encoding() == CsvFormat.Encoding.UTF_8;
        BufferedInputStream marked = new BufferedInputStream(bytes, BUFFER);
        this.text = new BufferedReader(new InputStreamReader(marked, charset(marked)), BUFFER);
        this.next = text.read();
    }

    /** UTF-8 is taken apart by its bytes, and each field decoded by itself, so that one bad field tears one record. */
    private Charset charset(BufferedInputStream bytes) throws IOException {
        bytes.mark(3);
        int first = bytes.read();
        int second = bytes.read();
        int third = bytes.read();
        if (isUtf8) {
            if (first != 0xEF || second != 0xBB || third != 0xBF) {
                bytes.reset();
            }
            return StandardCharsets.ISO_8859_1;
        }
        bytes.reset();
        if (format.encoding() == CsvFormat.Encoding.LATIN_1) {
            return StandardCharsets.ISO_8859_1;
        }
        boolean bigEndian = first == 0xFE && second == 0xFF || first == 0;
        if (first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE) {
            bytes.skipNBytes(2);
        }
        return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    /** Reads the next line; false at the end of the file. */
    boolean next() throws IOException {
        fields.clear();
        torn = false;
        if (next == END) {
            return false;
        }
        do {
            readField();
        } while (passDelimiter());
        passLineEnd();
        return true;
    }

    /** The fields of the line: NULL where nothing stands, the empty text where quotes stand around nothing. */
    List<@Nullable String> fields() {
        return fields;
    }

    /** Whether the line cannot be taken apart, or is not in the encoding. */
    boolean torn() {
        return torn;
    }

    /** Whether the line holds nothing at all. */
    boolean blank() {
        return fields.size() == 1 && fields.get(0) == null;
    }

    private boolean passDelimiter() throws IOException {
        if (next == format.delimiter()) {
            next = text.read();
            return true;
        }
        return false;
    }

    private void passLineEnd() throws IOException {
        if (next == '\r') {
            next = text.read();
        }
        if (next == '\n') {
            next = text.read();
        }
    }

    private boolean atSeparator() {
        return next == END || next == format.delimiter() || next == '\n' || next == '\r';
    }

    private void readField() throws IOException {
        field.setLength(0);
        ascii = true;
        if (next == ' ' && format.delimiter() != ' ') {
            next = text.read();
            if (next != format.quote()) {
                field.append(' ');
            }
        }
        boolean quoted = next == format.quote() && field.isEmpty();
        if (quoted) {
            next = text.read();
            readQuoted();
        }
        boolean more = !atSeparator();
        torn |= quoted && more;
        while (!atSeparator()) {
            take();
        }
        fields.add(!quoted && field.isEmpty() ? null : decoded());
    }

    private void take() throws IOException {
        ascii &= next < 128;
        field.append((char) next);
        next = text.read();
    }

    private void readQuoted() throws IOException {
        boolean doubles = format.escape() == format.quote();
        while (next != END) {
            if (next == format.quote()) {
                next = text.read();
                if (doubles && next == format.quote()) {
                    take();
                } else if (!opensAgain(doubles)) {
                    return;
                }
            } else if (!doubles && next == format.escape()) {
                next = text.read();
                if (next != END) {
                    take();
                }
            } else {
                take();
            }
        }
    }

    /** Blanks after a closing quote say nothing, unless a quote follows: {@code "a" "b"} is {@code a b}. */
    private boolean opensAgain(boolean doubles) throws IOException {
        int blanks = 0;
        while (next == ' ' && format.delimiter() != ' ') {
            blanks++;
            next = text.read();
        }
        if (blanks > 0 && doubles && next == format.quote()) {
            field.append(" ".repeat(blanks));
            next = text.read();
            return true;
        }
        return false;
    }

    private String decoded() {
        if (!isUtf8 || ascii) {
            return field.toString();
        }
        byte[] bytes = field.toString().getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException invalid) {
            torn = true;
            return "";
        }
    }
}
