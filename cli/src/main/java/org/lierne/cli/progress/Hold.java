package org.lierne.cli.progress;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.lierne.cli.console.Console;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/**
 * Stops a run at a place, for good, so that a crash test can kill the process exactly there. A place is a phase and an
 * object ({@code loading:hub_customer}), a phase alone (its first step), {@code committing} or {@code committed}.
 */
public final class Hold implements RunListener {

    private final String phase;
    private final String object;
    private final Console console;
    private final CountDownLatch released;

    Hold(String phase, String object, Console console, CountDownLatch released) {
        this.phase = phase;
        this.object = object;
        this.console = console;
        this.released = released;
    }

    public static Hold at(String place, Console console) {
        return at(place, console, new CountDownLatch(1));
    }

    static Hold at(String place, Console console, CountDownLatch released) {
        int colon = place.indexOf(':');
        String phase = (colon < 0 ? place : place.substring(0, colon)).toLowerCase(Locale.ROOT);
        return new Hold(phase, colon < 0 ? "" : place.substring(colon + 1), console, released);
    }

    /** Both listeners; this one first. */
    public RunListener before(RunListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.StepStarted step) {
            holdIf(Progress.name(step.phase()), step.object());
        } else if (event instanceof RunEvent.Committing) {
            holdIf("committing", "");
        } else if (event instanceof RunEvent.Committed) {
            holdIf("committed", "");
        }
    }

    private void holdIf(String here, String thing) {
        if (!here.equals(phase) || !object.isEmpty() && !object.equals(thing)) {
            return;
        }
        console.say("holding at " + here + (thing.isEmpty() ? "" : ":" + thing));
        try {
            released.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LierneException(
                    Category.FAILED, "interrupted", "The run was interrupted while it was held.", null, interrupted);
        }
    }
}
