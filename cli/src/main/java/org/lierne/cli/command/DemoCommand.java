package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Console;
import org.lierne.cli.demo.Arrival;
import org.lierne.cli.demo.DemoFolder;
import org.lierne.cli.demo.DemoReport;
import org.lierne.cli.progress.Progress;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.load.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lierne demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Builds a vault from a real shop's deliveries, and shows what it holds.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Copies the worked example \"online_retail\" into a folder, lets its daily files arrive in three "
                + "batches with a run after each, and tells what came in, what was refused, and what the vault knows now. "
                + "The folder is a project like your own: change it, run it, query it.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne demo --directory my_shop")
final class DemoCommand implements Callable<Integer> {

    /** Names the checkout that holds the worked examples; the launcher sets it. */
    static final String HOME_PROPERTY = "lierne.home";

    /** How the launcher was called, for commands to try next. */
    static final String COMMAND_PROPERTY = "lierne.command";

    private static final int BATCHES = 3;

    private final Invocation invocation;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the demo goes. Default: lierne-demo in the current folder.")
    private Path directory = Path.of("lierne-demo");

    @Option(
            names = {"-y", "--yes"},
            description = "Overwrite an earlier demo without asking.")
    private boolean yes;

    DemoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = invocation.console();
        DemoFolder folder = new DemoFolder(example(), directory);
        if (!mayWrite(folder, console)) {
            console.say("Nothing was changed.");
            return ExitCode.USAGE.number();
        }
        folder.prepare();
        Path database = directory.resolve("warehouse").resolve(VaultFile.name(directory) + ".duckdb");
        RunRequest request = new RunRequest(
                directory, database, directory.resolve("landing"), Optional.empty(), EngineLimits.NONE, "");
        DemoReport report = new DemoReport(console, command());
        report.introduce(directory, folder.deliveries());
        boolean partial = false;
        for (int batch = 1; batch <= BATCHES; batch++) {
            Arrival arrival = folder.deliver(batch, BATCHES);
            RunReport run;
            try (Progress progress = progress(console)) {
                run = invocation.operations().run(request, progress).load();
            }
            partial |= run.outcome() == RunReport.Outcome.PARTIAL;
            report.tell(arrival, run);
        }
        report.show(directory, database, request.marts());
        return (partial ? ExitCode.INCOMPLETE : ExitCode.DONE).number();
    }

    private Progress progress(Console console) {
        boolean telling = console.terminal().err() || invocation.verbose();
        return telling ? Progress.on(console, invocation.verbose()) : Progress.ofTroubleOnly(console);
    }

    /** Says what would be overwritten, and asks; without a person to ask, only --yes is a yes. */
    private boolean mayWrite(DemoFolder folder, Console console) {
        List<String> earlier = folder.earlier();
        if (earlier.isEmpty()) {
            return true;
        }
        console.say(
                "\"" + directory + "\" holds an earlier demo. A new one replaces these, and what you changed in them:");
        earlier.forEach(line -> console.say("  " + line));
        if (yes) {
            return true;
        }
        if (console.canAsk()) {
            return console.confirm("Replace them?");
        }
        console.say("Say --yes to replace them, or --directory DIR for another place.");
        return false;
    }

    private static Path example() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new LierneException(
                    Category.USAGE,
                    "no_home",
                    "The worked examples were not found, for it is not known where Lierne's checkout is.",
                    "Start Lierne with cli/bin/lierne, or say -D" + HOME_PROPERTY + "=DIR.");
        }
        return Path.of(home, "metadata", "online_retail");
    }

    private static String command() {
        return System.getProperty(COMMAND_PROPERTY, "lierne");
    }
}
