package org.lierne.cli.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ShellText;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.progress.DayProgress;
import org.lierne.cli.simulator.Simulation;
import org.lierne.cli.simulator.SimulationFolder;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.world.Settings;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lierne simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes what the systems of a simulated shop deliver, and the truth behind it.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "Lets a shop run for some days. DIR/arrivals has a folder per day with the files that arrive on it, each at its "
                    + "path in the landing folder of the worked example \"shop\"; DIR/truth says what is true, so that a "
                    + "vault and its marts can be judged.",
            "%nThe same options give the same bytes, on every machine. docs/shop.md describes the shop."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne simulate --customers 2000 --from 2024-01-01 --days 182 --seed 1 --out simulated")
final class SimulateCommand implements Callable<Integer> {

    private static final int FIRST_YEAR = 1971;
    private static final int LAST_YEAR = 2199;

    private static final List<ResultColumn> COLUMNS = List.of(
            ResultColumn.text("source"),
            ResultColumn.number("files"),
            ResultColumn.number("records"),
            ResultColumn.number("rejects"));

    private final Invocation invocation;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "How many people become customers in all. Default: ${DEFAULT-VALUE}.")
    private int customers = 2_000;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day. Default: ${DEFAULT-VALUE}.")
    private LocalDate from = LocalDate.of(2024, 1, 1);

    @Option(names = "--days", paramLabel = "N", description = "How many days. Default: ${DEFAULT-VALUE}.")
    private int days = 182;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Another number is another shop of the same kind. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the folders arrivals and truth go. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("simulated");

    @Option(names = "--replace", description = "Replace what an earlier simulation wrote there.")
    private boolean replace;

    SimulateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        SimulationFolder folder = new SimulationFolder(out);
        folder.prepare(replace);
        Console console = invocation.console();
        long started = System.nanoTime();
        Map<String, Arrivals.Total> totals;
        try (DayProgress progress = new DayProgress(console, days)) {
            totals = new Simulation(settings).write(folder, progress::done);
        } catch (UncheckedIOException failure) {
            throw new LierneException(
                    Category.FAILED,
                    "simulation_not_written",
                    failure.getMessage() + " What is in \"" + out + "\" is incomplete.",
                    "Look at the room on the disk, and simulate again with --replace.",
                    failure);
        }
        tell(console, totals, Duration.ofNanos(System.nanoTime() - started));
        return ExitCode.DONE.number();
    }

    private Settings settings() {
        check("--customers", customers, Settings.MOST_CUSTOMERS);
        check("--days", days, Settings.MOST_DAYS);
        if (from.getYear() < FIRST_YEAR || from.getYear() > LAST_YEAR) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_from",
                    "A shop cannot be simulated from " + from + " on.",
                    "Let --from be a date from " + FIRST_YEAR + " to " + LAST_YEAR + ".");
        }
        return new Settings(customers, from, days, new Seed(seed));
    }

    static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_number",
                    option + " cannot be " + value + ".",
                    "Give a number from 1 to " + Amounts.count(most) + ".");
        }
    }

    private void tell(Console console, Map<String, Arrivals.Total> totals, Duration took) {
        TableWriter table = TableWriter.of(console, "");
        table.begin(COLUMNS);
        long files = 0;
        long records = 0;
        for (Map.Entry<String, Arrivals.Total> source : totals.entrySet()) {
            Arrivals.Total total = source.getValue();
            table.row(List.of(
                    source.getKey(),
                    Amounts.count(total.files()),
                    Amounts.count(total.records()),
                    Amounts.count(total.planted())));
            files += total.files();
            records += total.records();
        }
        table.end();
        console.data("");
        console.data(Amounts.count(files, "file", "files") + " with " + Amounts.count(records, "record", "records")
                + ", from " + from + " to " + from.plusDays(days - 1L) + ", in " + Amounts.time(took) + ".");
        console.data("What is true, and which records are to be rejected: " + out.resolve("truth"));
        console.data("");
        console.data("To load it, all at once or a day's folder after the other:");
        String command = System.getProperty(DemoCommand.COMMAND_PROPERTY, "lierne");
        console.data("  cp -r " + example() + " my_shop && mkdir -p my_shop/landing");
        console.data("  cp -r " + ShellText.quoted(out.resolve("arrivals").toString()) + "/*/. my_shop/landing/");
        console.data("  " + ShellText.quoted(command) + " run --project my_shop");
    }

    private static String example() {
        @Nullable String home = System.getProperty(DemoCommand.HOME_PROPERTY);
        Path shop = Path.of("metadata", "shop");
        return ShellText.quoted((home == null ? shop : Path.of(home).resolve(shop)).toString());
    }
}
