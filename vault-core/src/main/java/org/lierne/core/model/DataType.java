package org.lierne.core.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column, as the metadata says it: {@code varchar}, {@code decimal(12,2)}, …
 *
 * @param precision digits in all, for {@link Kind#DECIMAL}; else 0
 * @param scale digits after the point, for {@link Kind#DECIMAL}; else 0
 */
public record DataType(Kind kind, int precision, int scale) {

    /** The kinds of type. Timestamps are UTC, to the microsecond. */
    public enum Kind {
        VARCHAR,
        BOOLEAN,
        INTEGER,
        BIGINT,
        DECIMAL,
        DOUBLE,
        DATE,
        TIMESTAMP,
        /** A document as text: valid, and without white space between its parts. Tables keep it as varchar. */
        JSON
    }

    public static final DataType VARCHAR = new DataType(Kind.VARCHAR, 0, 0);
    public static final DataType BOOLEAN = new DataType(Kind.BOOLEAN, 0, 0);
    public static final DataType INTEGER = new DataType(Kind.INTEGER, 0, 0);
    public static final DataType BIGINT = new DataType(Kind.BIGINT, 0, 0);
    public static final DataType DOUBLE = new DataType(Kind.DOUBLE, 0, 0);
    public static final DataType DATE = new DataType(Kind.DATE, 0, 0);
    public static final DataType TIMESTAMP = new DataType(Kind.TIMESTAMP, 0, 0);
    public static final DataType JSON = new DataType(Kind.JSON, 0, 0);

    /** The widest decimal that every engine keeps exactly. */
    public static final int MAX_PRECISION = 38;

    private static final Pattern DECIMAL_TEXT = Pattern.compile("decimal\\s*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)");

    public DataType {
        if (kind == Kind.DECIMAL && (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("a decimal needs 1 to " + MAX_PRECISION
                    + " digits, and no more after the point than in all: decimal(" + precision + "," + scale + ")");
        }
    }

    public static DataType decimal(int precision, int scale) {
        return new DataType(Kind.DECIMAL, precision, scale);
    }

    /** Reads {@link #text()} back; empty if the text is no type. */
    public static Optional<DataType> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL_TEXT.matcher(lower);
        if (decimal.matches()) {
            try {
                return Optional.of(decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))));
            } catch (IllegalArgumentException outOfRange) {
                return Optional.empty();
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DECIMAL && kind.name().toLowerCase(Locale.ROOT).equals(lower)) {
                return Optional.of(new DataType(kind, 0, 0));
            }
        }
        return Optional.empty();
    }

    /** Whether its values are texts that tables keep as varchar. */
    public boolean isText() {
        return kind == Kind.VARCHAR || kind == Kind.JSON;
    }

    /** As written in metadata and in DDL: {@code decimal(12,2)}. */
    public String text() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.DECIMAL ? name + "(" + precision + "," + scale + ")" : name;
    }

    @Override
    public String toString() {
        return text();
    }
}
