package org.lierne.loader.delivery;

import java.io.File;
import org.lierne.core.model.CsvFormat;

/**
 * The options under which DuckDB's {@code read_csv} sees the records that {@link DeliveryScan} counts. The text must
 * be UTF-8: files in other encodings are read from their {@link Utf8Copy}.
 */
public final class ReaderOptions {

    private ReaderOptions() {}

    /**
     * Options for files of one format, one kind of line end and one answer to {@link
     * ScanOutcome.Readable#inOneThread()}, without {@code columns}: {@code auto_detect=false, …}.
     * The line end is said, because the engine's own guess loses whole files without a word.
     */
    public static String of(CsvFormat format, LineEnd lineEnd, boolean inOneThread) {
        return "auto_detect=false, header=true, encoding='utf-8'"
                + ", delim=" + literal(format.delimiter())
                + ", quote=" + literal(format.quote())
                + ", escape=" + literal(format.escape())
                + ", new_line='" + lineEnd.escaped() + "'"
                + ", null_padding=false, allow_quoted_nulls=false"
                + ", store_rejects=true, rejects_limit=0"
                + ", max_line_size=" + 2L * format.maxRecordBytes()
                + (inOneThread ? ", parallel=false" : "");
    }

    /** Options for files of rows that were made of JSON, in the same form. */
    public static String ofRows(long longestRow, boolean inOneThread) {
        return "auto_detect=false, header=false, encoding='utf-8', delim=',', quote='\"', escape='\"', new_line='\\n'"
                + ", null_padding=false, allow_quoted_nulls=false, max_line_size="
                + Math.max(2L * CsvFormat.DEFAULT_MAX_RECORD_BYTES, 2 * longestRow)
                + (inOneThread ? ", parallel=false" : "");
    }

    /** Options for Parquet files. */
    public static String ofParquet() {
        return "filename=true, file_row_number=true, hive_partitioning=false";
    }

    /** A file's path as the reader must be told it: what means a pattern there stands for itself. */
    public static String file(String path) {
        return path.replaceAll("[*?\\[]", "[$0]");
    }

    /** Whether {@link #file} can name the file: beside a backslash, the engine's patterns have no way to say so. */
    public static boolean canBeNamed(String path) {
        boolean hasBackslash = path.indexOf('\\') >= 0 && File.separatorChar != '\\';
        return !hasBackslash || file(path).equals(path);
    }

    private static String literal(char character) {
        return character == '\'' ? "''''" : "'" + character + "'";
    }
}
