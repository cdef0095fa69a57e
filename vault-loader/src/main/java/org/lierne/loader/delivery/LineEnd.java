package org.lierne.loader.delivery;

/** What ends the records of a file. A file has one kind outside quotes, or it is not read. */
public enum LineEnd {
    LF("\\n"),
    CRLF("\\r\\n"),
    CR("\\r"),
    /** The file is a single line without an end. */
    NONE("\\n");

    private final String escaped;

    LineEnd(String escaped) {
        this.escaped = escaped;
    }

    /** The characters as the engine's {@code new_line} option spells them. */
    public String escaped() {
        return escaped;
    }
}
