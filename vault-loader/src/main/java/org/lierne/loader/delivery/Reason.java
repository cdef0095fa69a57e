package org.lierne.loader.delivery;

import java.util.Locale;

/** Why a delivery cannot be read. The codes are stable. */
public enum Reason {
    MISSING,
    NOT_A_FILE,
    NO_PERMISSION,
    READ_ERROR,
    EMPTY,
    CHANGED,
    GZIP_TRUNCATED,
    GZIP_INVALID,
    RECORD_TOO_LONG,
    UNCLOSED_QUOTE,
    WRONG_QUOTES,
    MIXED_LINE_ENDS,
    INVALID_ENCODING,
    HEADER_EMPTY,
    HEADER_DUPLICATE,
    HEADER_INVALID,
    INVALID_JSON,
    NO_ROWS,
    INVALID_PARQUET,
    ARCHIVE_ERROR;

    /** The stable code: {@code delivery_unclosed_quote}. */
    public String code() {
        return "delivery_" + name().toLowerCase(Locale.ROOT);
    }
}
