package org.lierne.cli.benchmark;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * What a piece of work took: elapsed, and of the processor, which tells more where a machine does other work as well.
 *
 * @param processor seconds of all threads of this process
 */
record Spent(double seconds, double processor) {

    static final Spent NOTHING = new Spent(0, 0);

    /** What is measured. */
    interface Work {
        void run() throws SQLException;
    }

    /** Does it. */
    static Spent by(Work work) throws SQLException {
        Spent before = now();
        work.run();
        return now().minus(before);
    }

    /** What has been spent up to now, from some beginning. */
    static Spent now() {
        return new Spent(Duration.ofNanos(System.nanoTime()).toMillis() / 1000.0, processorOfProcess());
    }

    Spent minus(Spent earlier) {
        return new Spent(seconds - earlier.seconds, processor - earlier.processor);
    }

    Spent plus(Spent other) {
        return new Spent(seconds + other.seconds, processor + other.processor);
    }

    Spent times(double factor) {
        return new Spent(seconds * factor, processor * factor);
    }

    @Override
    public String toString() {
        return rounded(seconds) + " s, " + rounded(processor) + " s of the processor";
    }

    private static double processorOfProcess() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    private static String rounded(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
