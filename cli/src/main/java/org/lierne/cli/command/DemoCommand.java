package org.lierne.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Console;
import org.lierne.cli.demo.Arrival;
import org.lierne.cli.demo.Calls;
import org.lierne.cli.demo.Demo;
import org.lierne.cli.demo.DemoFolder;
import org.lierne.cli.demo.DemoReport;
import org.lierne.cli.demo.Findings;
import org.lierne.cli.demo.retail.OnlineRetail;
import org.lierne.cli.demo.shop.Shop;
import org.lierne.cli.progress.Progress;
import org.lierne.cli.query.EngineLimits;
import org.lierne.cli.simulator.world.Settings;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.loader.load.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lierne demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Builds a vault from what a shop's systems deliver, and shows what it holds.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "Simulates half a year of a shop, copies the worked example \"shop\" into a folder, lets the days pass with "
                    + "a run after each of some periods, and tells what the shop's owner and its data engineer want to "
                    + "know. With --real it is fourteen daily files of a real shop, the worked example "
                    + "\"online_retail\". The folder is a project like your own: change it, run it, query it."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  lierne demo --directory my_shop", "  lierne demo --real --directory real_shop"})
final class DemoCommand implements Callable<Integer> {

    /** Names the checkout that holds the worked examples; the launcher sets it. */
    static final String HOME_PROPERTY = "lierne.home";

    /** How the launcher was called, for commands to try next. */
    static final String COMMAND_PROPERTY = "lierne.command";

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

    @Option(names = "--real", description = "The files of a real shop (Online Retail) instead of the simulated one.")
    private boolean real;

    @Option(names = "--customers", paramLabel = "N", description = "Simulated customers. Default: 2000.")
    private int customers = 2_000;

    @Option(names = "--days", paramLabel = "N", description = "Simulated days. Default: 182.")
    private int days = 182;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed is another shop. Default: 1.")
    private long seed = 1;

    DemoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = invocation.console();
        Demo demo = demo();
        DemoFolder folder = new DemoFolder(examples().resolve(demo.example()), directory);
        if (!mayWrite(folder, console)) {
            console.say("Nothing was changed.");
            return ExitCode.USAGE.number();
        }
        folder.prepare();
        Path database = directory.resolve("warehouse").resolve(VaultFile.name(directory) + ".duckdb");
        RunRequest request = new RunRequest(
                directory, database, directory.resolve("landing"), Optional.empty(), EngineLimits.NONE, "");
        DemoReport report = new DemoReport(console);
        report.introduce(demo, directory);
        boolean partial = false;
        for (Demo.Batch batch : demo.batches(folder)) {
            Arrival arrival = batch.land();
            long started = System.nanoTime();
            RunReport run;
            try (Progress progress = progress(console)) {
                run = invocation.operations().run(request, progress).load();
            }
            partial |= run.outcome() == RunReport.Outcome.PARTIAL;
            report.tell(arrival, run, Duration.ofNanos(System.nanoTime() - started));
        }
        Calls calls = new Calls(System.getProperty(COMMAND_PROPERTY, "lierne"), directory);
        Optional<Vault> metadata = MetadataReader.read(directory).vault();
        try (Findings findings = new Findings(calls, metadata, database, request.marts())) {
            report.conclude(directory, database, request.marts(), demo.show(report.page(), findings));
        }
        return (partial ? ExitCode.INCOMPLETE : ExitCode.DONE).number();
    }

    private Demo demo() {
        if (real) {
            return new OnlineRetail();
        }
        SimulateCommand.check("--customers", customers, Settings.MOST_CUSTOMERS);
        SimulateCommand.check("--days", days, Settings.MOST_DAYS - Shop.DAYS_TO_COME);
        return new Shop(customers, days, seed);
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

    private static Path examples() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new LierneException(
                    Category.USAGE,
                    "no_home",
                    "The worked examples were not found, for it is not known where Lierne's checkout is.",
                    "Start Lierne with cli/bin/lierne, or say -D" + HOME_PROPERTY + "=DIR.");
        }
        return Path.of(home, "metadata");
    }
}
