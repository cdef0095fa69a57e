package org.lierne.cli.progress;

import java.util.concurrent.TimeUnit;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.DisplayText;

/** Tells on a terminal how many days are done, on one line that is gone at the end; elsewhere it is silent. */
public final class DayProgress implements AutoCloseable {

    private static final long NANOS_BETWEEN_DRAWINGS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Console console;
    private final int days;
    private long lastDrawn;
    private boolean visible;

    public DayProgress(Console console, int days) {
        this.console = console;
        this.days = days;
    }

    /** @param day from 0 */
    public void done(int day) {
        long now = System.nanoTime();
        if (!console.terminal().err() || visible && now - lastDrawn < NANOS_BETWEEN_DRAWINGS) {
            return;
        }
        lastDrawn = now;
        visible = true;
        String line = "day " + Amounts.count(day + 1L) + " of " + Amounts.count(days);
        String fitted = DisplayText.fit(line, console.terminal().width() - 1);
        console.err().print(LiveProgress.ERASE + console.errStyle().quiet(fitted));
        console.err().flush();
    }

    @Override
    public void close() {
        if (visible) {
            console.err().print(LiveProgress.ERASE);
            console.err().flush();
        }
    }
}
