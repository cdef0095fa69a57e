package org.lierne.loader.stage;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.delivery.ScanOutcome;

/**
 * Scans files ahead of whoever takes the outcomes, which come in the order of the files. To make a copy in the archive
 * permanent is to wait for the disk, several milliseconds a file however small it is; waits that overlap cost the disk
 * little more than one. Memory is bounded by the scans that run at a time.
 */
final class ScansAhead implements AutoCloseable {

    private static final int AT_A_TIME = 4;
    private static final int AHEAD = 4 * AT_A_TIME;

    private final Iterator<Landing.LandedFile> files;
    private final Function<Landing.LandedFile, ScanOutcome> scan;
    private final ExecutorService threads;
    private final Queue<Future<ScanOutcome>> outcomes = new ArrayDeque<>();

    /** @param scan safe for use by several threads at once */
    ScansAhead(List<Landing.LandedFile> files, Function<Landing.LandedFile, ScanOutcome> scan) {
        this.files = files.iterator();
        this.scan = scan;
        this.threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
            Thread thread = new Thread(work, "lierne-scan");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The outcome of the next file. */
    ScanOutcome next() {
        while (files.hasNext() && outcomes.size() < AHEAD) {
            Landing.LandedFile file = files.next();
            outcomes.add(threads.submit(() -> scan.apply(file)));
        }
        try {
            return outcomes.remove().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted while it read a file.", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Gives up the scans that nobody waits for; a copy that is not whole is removed by the next run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
