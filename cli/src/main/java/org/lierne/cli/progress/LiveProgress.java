package org.lierne.cli.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.DisplayText;
import org.lierne.loader.progress.RunEvent;

/** One line that is drawn over itself, at most ten times a second, and gone at the end. Safe for several threads. */
final class LiveProgress extends Progress {

    static final long NANOS_BETWEEN_DRAWINGS = TimeUnit.MILLISECONDS.toNanos(100);

    static final String ERASE = "\r\u001b[2K";

    private final LongSupplier nanoTime;
    private final @Nullable ScheduledExecutorService ticker;
    private final long started;
    private RunEvent.@Nullable StepStarted step;
    private long stepStarted;
    private String within = "";
    private long rows;
    private long lastDrawn;
    private boolean visible;
    private boolean closed;

    LiveProgress(Console console, LongSupplier nanoTime, @Nullable ScheduledExecutorService ticker) {
        super(console);
        this.nanoTime = nanoTime;
        this.ticker = ticker;
        this.started = nanoTime.getAsLong();
        this.lastDrawn = started - NANOS_BETWEEN_DRAWINGS;
    }

    /** With a clock of its own, so that the elapsed time moves during a long step, too. */
    static LiveProgress ticking(Console console) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        LiveProgress progress = new LiveProgress(console, System::nanoTime, ticker);
        ticker.scheduleAtFixedRate(
                progress::draw, NANOS_BETWEEN_DRAWINGS, NANOS_BETWEEN_DRAWINGS, TimeUnit.NANOSECONDS);
        return progress;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.StepStarted next) {
            boolean newPhase = step == null || step.phase() != next.phase();
            rows = newPhase ? 0 : rows;
            step = next;
            within = "";
            stepStarted = nanoTime.getAsLong();
        } else if (event instanceof RunEvent.StepGoesOn goesOn) {
            within = ": " + goesOn.what()
                    + (goesOn.total() > 0 ? " " + Math.round(100.0 * goesOn.done() / goesOn.total()) + " %" : "");
        } else if (event instanceof RunEvent.StepFinished finished) {
            rows += Math.max(0, finished.rows());
        } else if (event instanceof RunEvent.DeliveryFailed failed) {
            // The summary tells them, with the reason; where it goes elsewhere, they are told here.
            if (!console().terminal().out()) {
                erase();
                tell(failed);
            }
        } else if (event instanceof RunEvent.Warning warning) {
            erase();
            tell(warning);
        }
        draw();
    }

    synchronized void draw() {
        long now = nanoTime.getAsLong();
        if (closed || step == null || now - lastDrawn < NANOS_BETWEEN_DRAWINGS) {
            return;
        }
        lastDrawn = now;
        String line = DisplayText.fit(
                DisplayText.printable(line(step, now)), console().terminal().width() - 1);
        console().err().print(ERASE + console().errStyle().quiet(line));
        console().err().flush();
        visible = true;
    }

    private String line(RunEvent.StepStarted current, long now) {
        String place = current.total() > 0 ? " " + current.index() + " of " + current.total() : "";
        String total = rows > 0 ? ", " + rows(rows) : "";
        String inStep = now - stepStarted > TimeUnit.SECONDS.toNanos(1) ? " " + seconds(now - stepStarted) : "";
        return String.format(Locale.ROOT, "%-10s", name(current.phase())) + place + " " + current.object() + within
                + inStep + total + ", " + seconds(now - started);
    }

    private static String seconds(long nanos) {
        return Amounts.time(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private void erase() {
        if (visible) {
            console().err().print(ERASE);
            console().err().flush();
            visible = false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (ticker != null) {
            ticker.shutdownNow();
        }
        erase();
    }
}
