package org.lierne.loader.delivery;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.CsvFormat.Encoding;

/** A random small CSV file with everything that goes wrong in real ones. */
final class NastyCsv {

    private static final List<String> LINE_ENDS = List.of("\n", "\n", "\r\n", "\r\n", "\r");

    private final Random random;
    private final CsvFormat format;
    private final String lineEnd;
    private final int width;
    private final int nastiness;
    private final byte[] bytes;

    NastyCsv(Random random) {
        this.random = random;
        char delimiter = pick(',', ',', ';', '\t', '|');
        Encoding encoding = random.nextInt(4) > 0 ? Encoding.UTF_8 : pick(Encoding.UTF_16, Encoding.LATIN_1);
        char quote = pick('"', '"', '"', '\'');
        this.format = new CsvFormat(delimiter, quote, random.nextInt(3) > 0 ? quote : '\\', encoding, 1000);
        this.lineEnd = LINE_ENDS.get(random.nextInt(LINE_ENDS.size()));
        this.width = 1 + random.nextInt(4);
        this.nastiness = random.nextInt(4);
        this.bytes = encode(text());
    }

    byte[] bytes() {
        return bytes;
    }

    CsvFormat format() {
        return format;
    }

    /** Sometimes so small that records cross from one of the engine's buffers into the next. */
    int bufferSize() {
        return bytes.length % 2 == 0 ? 32_000_000 : 2 * format.maxRecordBytes();
    }

    private byte[] encode(String text) {
        Charset charset = switch (format.encoding()) {
            case UTF_8 -> StandardCharsets.UTF_8;
            case LATIN_1 -> StandardCharsets.ISO_8859_1;
            case UTF_16 -> random.nextBoolean() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        };
        byte[] encoded = ((random.nextInt(4) == 0 && format.encoding() != Encoding.LATIN_1 ? "\uFEFF" : "") + text)
                .getBytes(charset);
        if (format.encoding() == Encoding.UTF_8 && random.nextInt(5) == 0) {
            encoded[encoded.length - 1 - random.nextInt(encoded.length / 2)] = (byte) 0xE9;
        }
        return encoded;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < width; column++) {
            String name = "h" + column;
            text.append(column == 0 ? "" : format.delimiter())
                    .append(random.nextInt(6) == 0 ? format.quote() + name + "\n" + format.quote() : name);
        }
        int records = random.nextInt(random.nextInt(10) == 0 ? 400 : 8);
        for (int number = 0; number < records; number++) {
            text.append(end());
            record(text);
        }
        return text.append(random.nextInt(4) > 0 ? end() : "").toString();
    }

    private String end() {
        String blank = random.nextInt(8) == 0 ? lineEnd : "";
        boolean odd = nastiness == 3 && random.nextInt(40) == 0;
        return (odd ? LINE_ENDS.get(random.nextInt(LINE_ENDS.size())) : lineEnd) + blank;
    }

    private void record(StringBuilder text) {
        int fields = random.nextInt(8) == 0 ? 1 + random.nextInt(width + 2) : width;
        for (int field = 0; field < fields; field++) {
            text.append(field == 0 ? "" : format.delimiter());
            field(text);
        }
    }

    private void field(StringBuilder text) {
        if (nastiness > 0 && random.nextInt(10) < nastiness) {
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append(nasty());
            }
        } else if (random.nextInt(3) == 0) {
            text.append(random.nextInt(5) == 0 ? " " : "").append(format.quote());
            for (int length = random.nextInt(6); length > 0; length--) {
                quotedPiece(text);
            }
            text.append(format.quote()).append(random.nextInt(5) == 0 ? "  " : "");
        } else {
            text.append(pick("", "x", "42", "é€", " x ", "😀", "NULL", "a" + format.escape() + "b", "#", "  "));
        }
    }

    private void quotedPiece(StringBuilder text) {
        String piece = pick("a", "\n", "\r\n", "\r", "" + format.delimiter(), "é", " ", "", "" + format.quote());
        boolean quote = piece.equals("" + format.quote());
        text.append(quote ? format.escape() : "").append(piece);
    }

    private String nasty() {
        String quote = "" + format.quote();
        return pick(quote, quote, "" + format.escape(), " ", "x", "é", "" + format.delimiter(), "\t", "\\", "😀");
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Override
    public String toString() {
        return format + " ["
                + new String(
                                bytes,
                                format.encoding() == Encoding.UTF_16
                                        ? StandardCharsets.UTF_16LE
                                        : StandardCharsets.UTF_8)
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "]";
    }
}
