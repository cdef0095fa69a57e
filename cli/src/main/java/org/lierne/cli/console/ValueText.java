package org.lierne.cli.console;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of a value, the same in tables and csv. Hash keys are plain hexadecimal, whatever they are stored as. */
public final class ValueText {

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter OFFSET_TIMESTAMP =
            new DateTimeFormatterBuilder().append(TIMESTAMP).appendOffsetId().toFormatter();

    private ValueText() {}

    public static String of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDateTime timestamp) {
            return TIMESTAMP.format(timestamp);
        }
        if (value instanceof OffsetDateTime timestamp) {
            return OFFSET_TIMESTAMP.format(timestamp);
        }
        if (value instanceof UUID key) {
            return hexadecimal(key);
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::nested).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> nested(entry.getKey()) + ": " + nested(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /** The 32 digits without hyphens, which the engine reads back as the same key. */
    static String hexadecimal(UUID key) {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(key.getMostSignificantBits()) + format.toHexDigits(key.getLeastSignificantBits());
    }

    private static String nested(@Nullable Object value) {
        return value == null ? "NULL" : of(value);
    }
}
