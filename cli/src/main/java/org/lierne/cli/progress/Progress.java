package org.lierne.cli.progress;

import java.util.Locale;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/** Tells on standard error how far a run is: one live line on a terminal, plain lines elsewhere. */
public abstract sealed class Progress implements RunListener, AutoCloseable permits LiveProgress, PlainProgress {

    private final Console console;

    Progress(Console console) {
        this.console = console;
    }

    /** @param verbose whether every step is told on a line of its own */
    public static Progress on(Console console, boolean verbose) {
        if (console.terminal().err() && !verbose) {
            return LiveProgress.ticking(console);
        }
        Detail detail = verbose ? Detail.STEPS : Detail.PHASES;
        return new PlainProgress(console, detail, System::nanoTime);
    }

    /** Tells warnings and failures only. */
    public static Progress ofTroubleOnly(Console console) {
        return new PlainProgress(console, Detail.TROUBLE, System::nanoTime);
    }

    /** What gets a line. */
    enum Detail {
        TROUBLE,
        PHASES,
        STEPS
    }

    Console console() {
        return console;
    }

    /** What is worth a line whatever the form of the progress. */
    void tell(RunEvent.DeliveryFailed failed) {
        console.say(console.errStyle().error("left out") + " " + failed.source() + " " + failed.path() + ": "
                + failed.message());
    }

    void tell(RunEvent.Warning warning) {
        String where = warning.source() + warning.path().map(path -> " " + path).orElse("");
        console.say(console.errStyle().warning("warning") + " " + where + ": " + warning.message());
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String rows(long rows) {
        return rows < 0 ? "" : Amounts.count(rows, "row", "rows");
    }

    @Override
    public abstract void close();
}
