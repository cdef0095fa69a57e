package org.lierne.cli.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command in a process of its own, whose standard error is listened to. */
final class LierneProcess implements AutoCloseable {

    /** What a shell reports of a process that was ended by SIGKILL: 128 + 9. */
    static final int KILLED = 137;

    /** What a shell reports of a process that was told to end by SIGTERM: 128 + 15. */
    static final int TERMINATED = 143;

    /** Far above what a command takes on a busy machine. */
    private static final long SECONDS_TO_WAIT = 300;

    private static final Pattern STARTED = Pattern.compile("run \\d+ started");

    private final Process process;
    private final Path temporary;
    private final Thread listener;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile long nanosOfStart = System.nanoTime();
    private final CountDownLatch held = new CountDownLatch(1);

    private LierneProcess(Process process, Path temporary, boolean tells) {
        this.process = process;
        this.temporary = temporary;
        if (!tells) {
            begin();
        }
        this.listener = new Thread(this::listen, "standard error of " + process.pid());
        listener.start();
    }

    /**
     * Starts a command.
     *
     * @param tells whether it says when its run has a number; another counts as started with its process
     */
    static LierneProcess start(Installation installation, List<String> arguments, boolean tells) {
        try {
            Path temporary = Files.createTempDirectory("lierne-process-");
            Process process = new ProcessBuilder(installation.command(temporary, arguments))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new LierneProcess(process, temporary, tells);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void listen() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                hear(line);
            }
        } catch (IOException closed) {
            hear("(its standard error could not be read on: " + closed.getMessage() + ")");
        } finally {
            started.countDown();
            held.countDown();
        }
    }

    private void hear(String line) {
        synchronized (lines) {
            lines.add(line);
        }
        if (STARTED.matcher(line).find()) {
            begin();
        }
        if (line.startsWith("holding at ")) {
            held.countDown();
        }
    }

    private void begin() {
        if (started.getCount() > 0) {
            nanosOfStart = System.nanoTime();
            started.countDown();
        }
    }

    /** When it began, by {@link System#nanoTime()}; it must have. */
    long nanosOfStart() {
        return nanosOfStart;
    }

    /** What it said on standard error so far. */
    List<String> said() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits until it stands at the place where it is to be held. */
    void awaitHold() {
        await(held);
        if (!process.isAlive() || said().stream().noneMatch(line -> line.startsWith("holding at "))) {
            throw new IllegalStateException("The process was not held. It said:\n" + String.join("\n", said()));
        }
    }

    /** Waits until the run has its number. */
    void awaitStart() {
        await(started);
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nothing happened for " + SECONDS_TO_WAIT + " s. The process said:\n"
                        + String.join("\n", said()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Lets it run on for so long, or to its end if that is earlier. */
    void letRun(long nanos) throws InterruptedException {
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    /** Kills it by SIGKILL, and waits until it is gone and all that it said is heard. Returns the exit code. */
    int kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        return awaitEnd();
    }

    /** Tells it to end by SIGTERM, and waits until it has. Returns the exit code. */
    int terminate() throws InterruptedException {
        // By its handle: the process's own method closes its streams as well, and it has something to say yet.
        process.toHandle().destroy();
        return awaitEnd();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It has not ended. It said:\n" + String.join("\n", said()));
        }
        listener.join();
        return process.exitValue();
    }

    /** Removes its temporary files as well, which a process that is killed leaves. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
