package org.lierne.loader.json;

/**
 * Writes rows as CSV: the record's number, the row's, and the text of each column. What is absent or null is an empty
 * field without quotes, the empty text one with quotes. Numbers and words stand as they do in the file.
 */
final class RowWriter {

    private final RowFinder finder;
    private final int columns;
    private final long maxBytes;
    private final Buffer rows = new Buffer();
    private long recordNumber;
    private int rowNumber;
    private long longest;
    private boolean hasLineEnds;

    /** @param maxBytes how much one record's rows may take */
    RowWriter(RowFinder finder, int columns, long maxBytes) {
        this.finder = finder;
        this.columns = columns;
        this.maxBytes = maxBytes;
    }

    void begin(long number) {
        recordNumber = number;
        rowNumber = 0;
        rows.reset();
    }

    void row() throws UnfitRecord {
        int from = rows.size();
        rowNumber++;
        rows.write(Long.toString(recordNumber));
        rows.write(',');
        rows.write(Integer.toString(rowNumber));
        for (int column = 0; column < columns; column++) {
            rows.write(',');
            if (finder.begin(column) >= 0) {
                value(finder.text(column), finder.begin(column), finder.end(column));
            }
        }
        if (finder.captures()) {
            rows.write(',');
            if (finder.captured().size() > 0) {
                finder.captured().write('}');
                nested(finder.captured().bytes(), 0, finder.captured().size());
            }
        }
        rows.write('\n');
        longest = Math.max(longest, rows.size() - from);
        if (rows.size() > maxBytes) {
            throw new UnfitRecord(
                    "rows_too_long",
                    "its rows take more than " + maxBytes + " bytes: what \"$\" reaches is repeated in each of them");
        }
    }

    private void value(byte[] bytes, int from, int to) {
        switch (bytes[from]) {
            case '"' -> string(bytes, from, to);
            case '{', '[' -> nested(bytes, from, to);
            case 'n' -> {
                // Null is as good as absent.
            }
            default -> rows.write(bytes, from, to - from);
        }
    }

    private void string(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\\') {
            at++;
        }
        if (at == to) {
            rows.write(bytes, from, to - from);
            return;
        }
        rows.write('"');
        at = from + 1;
        while (at < to - 1) {
            if (bytes[at] == '\\') {
                escaped(bytes, at);
                at = after;
            } else {
                rows.write(bytes[at++]);
            }
        }
        rows.write('"');
    }

    private int after;

    private void escaped(byte[] bytes, int at) {
        switch (bytes[at + 1]) {
            case '"' -> rows.write("\"\"");
            case 'u' -> {
                if (JsonTexts.unit(bytes, at + 2) == '"') {
                    rows.write('"');
                }
                hasLineEnds |= JsonTexts.unit(bytes, at + 2) == '\n' || JsonTexts.unit(bytes, at + 2) == '\r';
                after = JsonTexts.unescape(bytes, at, rows);
                return;
            }
            default -> {
                hasLineEnds |= bytes[at + 1] == 'n' || bytes[at + 1] == 'r';
                after = JsonTexts.unescape(bytes, at, rows);
                return;
            }
        }
        after = at + 2;
    }

    /** An object or array as it stands there, without the white space between its parts. */
    private void nested(byte[] bytes, int from, int to) {
        rows.write('"');
        boolean inText = false;
        for (int at = from; at < to; at++) {
            byte each = bytes[at];
            if (each == '"') {
                inText = !inText;
                rows.write('"');
                rows.write('"');
            } else if (each == '\\') {
                rows.write(each);
                at++;
                if (bytes[at] == '"') {
                    rows.write('"');
                }
                rows.write(bytes[at]);
            } else if (inText || !JsonTexts.isBlank(each)) {
                rows.write(each);
            }
        }
        rows.write('"');
    }

    /** The rows of the record, complete. */
    Buffer rows() {
        return rows;
    }

    int rowsOfRecord() {
        return rowNumber;
    }

    /** The longest row's bytes. */
    long longest() {
        return longest;
    }

    /** Whether a text holds a line end. */
    boolean hasLineEnds() {
        return hasLineEnds;
    }
}
