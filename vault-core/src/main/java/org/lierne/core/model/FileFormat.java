package org.lierne.core.model;

/** How the bytes of a source's files become records. A file ending in {@code .gz} is gzip-compressed. */
public sealed interface FileFormat permits CsvFormat, JsonFormat, ParquetFormat {

    /** Whether a record can make several rows, or none. */
    default boolean makesSeveralRows() {
        return false;
    }

    /** Whether files have a header: the names of all their columns, known before any record is read. */
    default boolean hasHeader() {
        return true;
    }

    /** Whether a row's record number is read with it, rather than known by its place among the rows read. */
    default boolean numbersRows() {
        return true;
    }
}
