package org.lierne.cli.simulator.delivery;

/** Amounts in cents as text. */
public final class Money {

    private Money() {}

    /** {@code -1234.50} */
    public static String plain(long cents) {
        return decimal(cents, '.', "");
    }

    /** {@code -1.234,50} */
    public static String german(long cents) {
        return decimal(cents, ',', ".");
    }

    private static String decimal(long cents, char separator, String groups) {
        long absolute = Math.abs(cents);
        StringBuilder text = new StringBuilder(Long.toString(absolute / 100));
        if (!groups.isEmpty()) {
            for (int place = text.length() - 3; place > 0; place -= 3) {
                text.insert(place, groups);
            }
        }
        if (cents < 0) {
            text.insert(0, '-');
        }
        text.append(separator).append(absolute % 100 / 10).append(absolute % 10);
        return text.toString();
    }
}
