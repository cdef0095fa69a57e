package org.lierne.cli.show;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.ValueText;

/** Numbers as people read them: what is exact stays exact, a double gets as many digits as say something. */
final class Numbers {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int DIGITS = 4;

    /** Below, digits behind the point would be zeros. */
    private static final double TINY = 1e-4;

    private Numbers() {}

    /** The text of a value of a row; empty for NULL. */
    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double || value instanceof Float) {
            return rounded(((Number) value).doubleValue());
        }
        if (value instanceof LocalDateTime moment && moment.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return moment.toLocalDate().toString();
        }
        if (value instanceof LocalDateTime moment) {
            return ValueText.of(moment.withNano(0));
        }
        return ValueText.of(value);
    }

    /** A number in the unit of its column: {@code 12.3 %}, {@code 1,234}, {@code 0.0123}. */
    static String of(@Nullable Object value, ShownColumn column) {
        if (!(value instanceof Number number)) {
            return cell(value);
        }
        double amount = number.doubleValue();
        if (column.isShare()) {
            return percent(amount);
        }
        return rounded(amount);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String rounded(double amount) {
        if (!Double.isFinite(amount)) {
            return Double.toString(amount);
        }
        if (Math.abs(amount) >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", amount);
        }
        if (amount != 0 && Math.abs(amount) < TINY) {
            return String.format(Locale.ROOT, "%.2e", amount);
        }
        BigDecimal exact = new BigDecimal(amount).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        int scale = Math.max(0, Math.min(DIGITS + 2, exact.stripTrailingZeros().scale()));
        return exact.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Where a value lies on an axis; NaN for what has no place. */
    static double place(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof LocalDate day) {
            return day.toEpochDay();
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate().toEpochDay() + moment.toLocalTime().toSecondOfDay() / 86_400.0;
        }
        return Double.NaN;
    }

    /** A line of small bars, the highest for the most. */
    static String sparkline(double[] counts) {
        double most = 0;
        for (double count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder line = new StringBuilder();
        for (double count : counts) {
            int height = most == 0 ? 0 : (int) Math.ceil(count / most * BARS.length());
            line.append(height == 0 ? ' ' : BARS.charAt(height - 1));
        }
        return line.toString();
    }
}
