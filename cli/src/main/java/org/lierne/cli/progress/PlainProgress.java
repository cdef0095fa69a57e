package org.lierne.cli.progress;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.loader.progress.RunEvent;

/** A line per phase for logs; a line per step, if asked for. */
final class PlainProgress extends Progress {

    private final Detail detail;
    private final LongSupplier nanoTime;
    private RunEvent.@Nullable Phase phase;
    private long phaseStarted;
    private int steps;

    PlainProgress(Console console, Detail detail, LongSupplier nanoTime) {
        super(console);
        this.detail = detail;
        this.nanoTime = nanoTime;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            tellPhase("run " + started.runId() + " started");
        } else if (event instanceof RunEvent.StepStarted step) {
            enter(step.phase());
        } else if (event instanceof RunEvent.StepFinished step) {
            enter(step.phase());
            steps++;
            if (detail == Detail.STEPS) {
                console().say("  " + name(step.phase()) + " " + step.object() + ": " + amount(step));
            }
        } else if (event instanceof RunEvent.DeliveryFailed failed) {
            tell(failed);
        } else if (event instanceof RunEvent.Warning warning) {
            tell(warning);
        } else if (event instanceof RunEvent.Committed committed) {
            tellPhase("run " + committed.runId() + " committed");
        }
    }

    private static String amount(RunEvent.StepFinished step) {
        String rows = rows(step.rows());
        return (rows.isEmpty() ? "" : rows + ", ") + Amounts.time(step.took());
    }

    private void enter(RunEvent.Phase entered) {
        if (entered == phase) {
            return;
        }
        leave();
        phase = entered;
        phaseStarted = nanoTime.getAsLong();
        steps = 0;
    }

    private void leave() {
        if (phase == null) {
            return;
        }
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - phaseStarted);
        tellPhase(name(phase) + ": " + Amounts.count(steps, "step", "steps") + ", " + Amounts.time(took));
        phase = null;
    }

    private void tellPhase(String line) {
        if (detail != Detail.TROUBLE) {
            console().say(line);
        }
    }

    @Override
    public void close() {
        leave();
    }
}
