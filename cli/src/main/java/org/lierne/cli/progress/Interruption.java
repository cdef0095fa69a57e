package org.lierne.cli.progress;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lierne.cli.console.Console;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/**
 * Ends a run whose process is told to end, as by Ctrl-C: what the engine does is broken off, and the run ended at its next
 * step, so that it is rolled back, marked as interrupted, and its temporary files are removed. Then it says what became of it.
 * A run that does not end in time is left as if it had been killed. From its making to its closing.
 */
public final class Interruption implements RunListener, AutoCloseable {

    private enum Reached {
        BEGINNING,
        RUNNING,
        COMMITTING,
        COMMITTED
    }

    /** A commit, or the removal of temporary files, takes less; nobody waits for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Console console;
    private final Runnable breakOff;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean isStopping;
    private volatile long runId;
    private volatile Reached reached = Reached.BEGINNING;

    private Interruption(Console console, Runnable breakOff) {
        this.console = console;
        this.breakOff = breakOff;
        this.hook = new Thread(this::end, "interruption");
    }

    /**
     * For the run of the calling thread.
     *
     * @param breakOff breaks off what the engine does, from another thread
     */
    public static Interruption toldOn(Console console, Runnable breakOff) {
        Interruption interruption = new Interruption(console, breakOff);
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
            return;
        }
        if (isStopping) {
            throw new LierneException(Category.FAILED, "interrupted", "The run was interrupted.", null);
        }
    }

    private void end() {
        isStopping = true;
        if (reached != Reached.COMMITTING) {
            breakOff.run();
            worker.interrupt();
        }
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        tell();
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
            // The process is ending; the hook says what is to be said, and nothing is to be said beside it.
            ended.countDown();
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException again) {
                // It was told so already.
                continue;
            }
        }
    }
}
