package org.lierne.core.hashing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal digits that read back as the same double, and the closest to it among those; {@code
 * Double.toString} gives them on no JDK (before 19 too many digits, since then at least two). Laid out plainly from
 * {@code 0.0001} to below {@code 1e+16}, with at least one digit after the point; else as {@code 1.5e-05}, {@code
 * 1e+22}, with at least two digits of exponent. Negative zero is {@code 0.0}.
 */
final class DoubleText {

    /** As many digits as any double needs. */
    private static final int MOST_DIGITS = 17;

    private static final int LEAST_PLAIN_EXPONENT = -4;
    private static final int LEAST_LARGE_EXPONENT = 16;

    private DoubleText() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("The double \"" + value + "\" is not finite and cannot be hashed.");
        }
        if (value == 0) {
            return "0.0";
        }
        BigDecimal magnitude = shortest(Math.abs(value)).stripTrailingZeros();
        String text = layOut(magnitude);
        return value < 0 ? "-" + text : text;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == value) {
                return nearest;
            }
            // Below a power of two doubles lie twice as dense, so the nearest may miss where the next above still hits.
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
            if (above.doubleValue() == value) {
                return above;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String layOut(BigDecimal magnitude) {
        int exponent = magnitude.precision() - magnitude.scale() - 1;
        if (exponent >= LEAST_PLAIN_EXPONENT && exponent < LEAST_LARGE_EXPONENT) {
            String plain = magnitude.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = magnitude.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return mantissa + (exponent < 0 ? "e-" : "e+") + size;
    }
}
