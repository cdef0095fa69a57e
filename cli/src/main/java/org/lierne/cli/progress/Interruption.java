package org.lierne.cli.progress;

import org.lierne.cli.console.Console;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/**
 * Says what became of a run whose process is told to end, as by Ctrl-C: the process ends at once, and what was not
 * committed is gone. From its making to its closing.
 */
public final class Interruption implements RunListener, AutoCloseable {

    private enum Reached {
        BEGINNING,
        RUNNING,
        COMMITTING,
        COMMITTED
    }

    private final Console console;
    private final Thread hook;
    private volatile long runId;
    private volatile Reached reached = Reached.BEGINNING;

    private Interruption(Console console) {
        this.console = console;
        this.hook = new Thread(this::tell, "interruption");
    }

    public static Interruption toldOn(Console console) {
        Interruption interruption = new Interruption(console);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            runId = started.runId();
            reached = Reached.RUNNING;
        } else if (event instanceof RunEvent.Committing) {
            reached = Reached.COMMITTING;
        } else if (event instanceof RunEvent.Committed) {
            reached = Reached.COMMITTED;
        }
    }

    void tell() {
        if (console.terminal().err()) {
            console.err().print(LiveProgress.ERASE);
        }
        console.say(console.errStyle().error("lierne: ") + "Interrupted. " + sentence());
        console.flush();
    }

    private String sentence() {
        return switch (reached) {
            case BEGINNING -> "Nothing was loaded.";
            case RUNNING -> "Nothing of run " + runId + " was loaded; the next run loads what is pending.";
            case COMMITTING ->
                "Run " + runId + " was being committed: either all of it is loaded or nothing; \"lierne"
                        + " runs\" tells which.";
            case COMMITTED ->
                "Run " + runId + " is loaded; the marts of an earlier run stay published until the next run.";
        };
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process is ending; the hook runs already.
            return;
        }
    }
}
