package org.lierne.cli.console;

import java.util.Locale;

/** The forms in which rows are written. */
public enum OutputFormat {
    /** Aligned columns, for people. */
    TABLE,
    /** RFC 4180, with a header; NULL is an empty field, an empty text is {@code ""}. */
    CSV,
    /** An array of objects, one per line; numbers are exact. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
