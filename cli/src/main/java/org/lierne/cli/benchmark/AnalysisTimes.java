package org.lierne.cli.benchmark;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/** Tells what goes on while marts are made, and notes what each took, and each part of one that says what it does. */
final class AnalysisTimes implements RunListener {

    private static final double SECONDS_BETWEEN = 5;

    private final Map<String, Spent> spent;
    private final Consumer<String> progress;
    private Spent begun = Spent.NOTHING;
    private Spent partBegun = Spent.NOTHING;
    private Spent told = Spent.NOTHING;
    private String part = "";

    /** @param spent gets what was spent on each mart, with its parts behind it, in the order in which they ended */
    AnalysisTimes(Map<String, Spent> spent, Consumer<String> progress) {
        this.spent = spent;
        this.progress = progress;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.StepStarted step && step.phase() == RunEvent.Phase.MARTS) {
            begun = Spent.now();
            part = "";
            spent.put(step.object(), Spent.NOTHING);
            progress.accept(String.format(Locale.ROOT, "%s, %d of %d", step.object(), step.index(), step.total()));
        } else if (event instanceof RunEvent.StepGoesOn step) {
            on(step);
        } else if (event instanceof RunEvent.StepFinished step && step.phase() == RunEvent.Phase.MARTS) {
            endPart(step.object(), "");
            Spent took = Spent.now().minus(begun);
            spent.put(step.object(), took);
            progress.accept(String.format(Locale.ROOT, "  %,d rows, %s", step.rows(), took));
        } else if (event instanceof RunEvent.Warning warning) {
            progress.accept(warning.source() + ": " + warning.message());
        }
    }

    private void on(RunEvent.StepGoesOn step) {
        if (!part.equals(step.what())) {
            endPart(step.object(), step.what());
        } else if (Spent.now().minus(told).seconds() < SECONDS_BETWEEN) {
            return;
        }
        told = Spent.now();
        String howFar =
                step.total() > 0 ? String.format(Locale.ROOT, ", %,d of %,d done", step.done(), step.total()) : "";
        progress.accept("  " + step.what() + howFar);
    }

    private void endPart(String mart, String next) {
        Spent now = Spent.now();
        if (!part.isEmpty()) {
            spent.merge("  of " + mart + ": " + part, now.minus(partBegun), Spent::plus);
        }
        part = next;
        partBegun = now;
    }
}
