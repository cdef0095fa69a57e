package org.lierne.cli.console;

import java.time.Duration;
import java.util.Locale;

/** Counts and times as people read them, in one form everywhere. */
public final class Amounts {

    private Amounts() {}

    /** {@code 541,909} */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 file}, {@code 14 files} */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** {@code 0.04 s}, {@code 12.3 s}, {@code 2 min 5 s} */
    public static String time(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
