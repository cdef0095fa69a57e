package org.lierne.core.model;

import java.util.List;

/**
 * How JSON (RFC 8259, in UTF-8) becomes records and rows.
 *
 * <p>Of lines, each is a record; a blank line is none. Of a document, the elements of the outermost array on the way
 * that {@code rows} says are the records; without {@code rows}, those of the document itself if it is an array, or else
 * the document is the one record.
 *
 * @param lines whether each line is a value of its own (NDJSON); else the file is one document
 * @param rows the names that lead to the rows of a record, through arrays and objects; empty if the record is the row
 * @param maxRecordBytes the longest record that is read, in bytes of the decompressed file; a longer one fails its
 *     delivery
 */
public record JsonFormat(boolean lines, List<String> rows, int maxRecordBytes) implements FileFormat {

    public JsonFormat {
        rows = List.copyOf(rows);
    }

    @Override
    public boolean makesSeveralRows() {
        return !rows.isEmpty();
    }

    @Override
    public boolean hasHeader() {
        return false;
    }
}
