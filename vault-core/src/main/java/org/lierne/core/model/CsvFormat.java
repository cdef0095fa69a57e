package org.lierne.core.model;

/**
 * How the bytes of a CSV file become records and fields. A file ending in {@code .gz} is gzip-compressed.
 *
 * @param encoding the characters' encoding
 * @param maxRecordBytes the longest record that is read, in bytes of the decompressed file; a longer one fails its
 *     delivery
 */
public record CsvFormat(char delimiter, char quote, char escape, Encoding encoding, int maxRecordBytes)
        implements FileFormat {

    /** The encodings that files are read in. */
    public enum Encoding {
        UTF_8,
        UTF_16,
        LATIN_1
    }

    /** 2 MiB: a longer record is nearly always an unclosed quote. */
    public static final int DEFAULT_MAX_RECORD_BYTES = 2 * 1024 * 1024;

    /** RFC 4180 in UTF-8. */
    public static final CsvFormat DEFAULT = new CsvFormat(',', '"', '"', Encoding.UTF_8, DEFAULT_MAX_RECORD_BYTES);

    @Override
    public boolean numbersRows() {
        return false;
    }
}
