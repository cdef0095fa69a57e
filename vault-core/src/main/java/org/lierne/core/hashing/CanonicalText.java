package org.lierne.core.hashing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.lierne.core.model.DataType;

/**
 * The one text of a value in profile {@code lierne}, whatever the engine or file format it came from. Two values of a
 * type have one text exactly if they are equal.
 *
 * <table>
 *   <caption>Texts by type</caption>
 *   <tr><td>varchar, json</td><td>as it is</td></tr>
 *   <tr><td>boolean</td><td>{@code true}, {@code false}</td></tr>
 *   <tr><td>integer, bigint</td><td>digits, {@code -} if negative</td></tr>
 *   <tr><td>decimal</td><td>no exponent, no trailing zeros after the point, no point without a fraction:
 *       {@code 1.5}, {@code 100}, {@code 0}, {@code -0.25}</td></tr>
 *   <tr><td>double</td><td>see {@link DoubleText}</td></tr>
 *   <tr><td>date</td><td>{@code 2024-01-31}</td></tr>
 *   <tr><td>timestamp</td><td>{@code 2024-01-31 23:59:59}, and {@code .5} to {@code .000001} if there is a fraction</td>
 *   </tr>
 * </table>
 */
public final class CanonicalText {

    private static final BigInteger MIN_INTEGER = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MAX_INTEGER = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger MIN_BIGINT = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_BIGINT = BigInteger.valueOf(Long.MAX_VALUE);

    private CanonicalText() {}

    /**
     * The canonical text of a value that a column of the type can hold without change.
     *
     * @param value a String, Boolean, Byte, Short, Integer, Long, BigInteger, BigDecimal, Double, LocalDate or (in UTC)
     *     LocalDateTime, as the type asks
     * @throws IllegalArgumentException if the value is of another class, or would be changed by the column: too large,
     *     too many digits after the point, not finite, finer than a microsecond, outside the years 1 to 9999
     */
    public static String of(Object value, DataType type) {
        return switch (type.kind()) {
            case VARCHAR, JSON -> expect(String.class, value, type);
            case BOOLEAN -> expect(Boolean.class, value, type).toString();
            case INTEGER -> whole(value, type, MIN_INTEGER, MAX_INTEGER);
            case BIGINT -> whole(value, type, MIN_BIGINT, MAX_BIGINT);
            case DECIMAL -> decimal(value, type);
            case DOUBLE -> DoubleText.of(expect(Double.class, value, type));
            case DATE -> date(expect(LocalDate.class, value, type));
            case TIMESTAMP -> timestamp(expect(LocalDateTime.class, value, type));
        };
    }

    private static <T> T expect(Class<T> expected, Object value, DataType type) {
        if (!expected.isInstance(value)) {
            throw new IllegalArgumentException("A value of type \"" + type + "\" is hashed from a "
                    + expected.getSimpleName() + ", not from a "
                    + value.getClass().getName() + ". Convert it first.");
        }
        return expected.cast(value);
    }

    private static String whole(Object value, DataType type, BigInteger least, BigInteger most) {
        BigInteger number = bigInteger(value, type);
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw changed(value, type);
        }
        return number.toString();
    }

    private static BigInteger bigInteger(Object value, DataType type) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return expect(BigInteger.class, value, type);
    }

    private static String decimal(Object value, DataType type) {
        BigDecimal number = value instanceof BigDecimal exact ? exact : new BigDecimal(bigInteger(value, type));
        BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        int wholeDigits = shortest.precision() - shortest.scale();
        if (shortest.scale() > type.scale()
                || (shortest.signum() != 0 && wholeDigits > type.precision() - type.scale())) {
            throw changed(value, type);
        }
        return shortest.toPlainString();
    }

    private static String date(LocalDate date) {
        requireFourDigitYear(date);
        return date.toString();
    }

    private static String timestamp(LocalDateTime timestamp) {
        requireFourDigitYear(timestamp.toLocalDate());
        if (timestamp.getNano() % 1000 != 0) {
            throw new IllegalArgumentException("The timestamp \"" + timestamp
                    + "\" is finer than a microsecond, which no column keeps. Truncate it first.");
        }
        String seconds = String.format(
                Locale.ROOT,
                "%s %02d:%02d:%02d",
                timestamp.toLocalDate(),
                timestamp.getHour(),
                timestamp.getMinute(),
                timestamp.getSecond());
        if (timestamp.getNano() == 0) {
            return seconds;
        }
        return seconds
                + BigDecimal.valueOf(timestamp.getNano(), 9)
                        .stripTrailingZeros()
                        .toPlainString()
                        .substring(1);
    }

    private static void requireFourDigitYear(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new IllegalArgumentException(
                    "The date \"" + date + "\" is outside the years 1 to 9999, which engines do not render alike.");
        }
    }

    private static IllegalArgumentException changed(Object value, DataType type) {
        return new IllegalArgumentException(
                "The value \"" + value + "\" does not fit \"" + type + "\" without being changed.");
    }
}
