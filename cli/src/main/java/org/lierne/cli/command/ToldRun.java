package org.lierne.cli.command;

import java.nio.file.Files;
import java.time.Duration;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Console;
import org.lierne.cli.progress.Hold;
import org.lierne.cli.progress.Interruption;
import org.lierne.cli.progress.Progress;
import org.lierne.cli.progress.RunSummary;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;

/** A load or run that is told while it goes on, and summed up at its end. */
final class ToldRun {

    private final Invocation invocation;
    private final LoadOptions options;

    ToldRun(Invocation invocation, LoadOptions options) {
        this.invocation = invocation;
        this.options = options;
    }

    /** What is done and told. */
    @FunctionalInterface
    interface Work {
        Operations.Ran perform(RunRequest request, RunListener listener);
    }

    int perform(Work work) {
        Console console = invocation.console();
        RunRequest request = options.request();
        long start = System.nanoTime();
        Operations.Ran ran;
        try (Progress progress = Progress.on(console, invocation.verbose());
                Interruption interruption = Interruption.toldOn(console, invocation.operations()::breakOff)) {
            RunListener told = event -> {
                interruption.on(event);
                progress.on(event);
            };
            RunListener listener = options.holdAt()
                    .map(place -> Hold.at(place, console).before(told))
                    .orElse(told);
            ran = work.perform(request, listener);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        RunSummary summary = new RunSummary(ran.load(), ran.marts(), request.arguments(), took);
        if (options.output().isTable()) {
            summary.print(console, invocation.verbose());
        } else {
            summary.write(console.rows(options.output().format()));
        }
        console.say("Landing:  " + request.landing());
        console.say("Database: " + request.database());
        if (Files.exists(request.marts())) {
            console.say("Marts:    " + request.marts());
        }
        return (ran.load().outcome() == RunReport.Outcome.PARTIAL ? ExitCode.INCOMPLETE : ExitCode.DONE).number();
    }
}
