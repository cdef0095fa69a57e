package org.lierne.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.core.LierneException;
import org.lierne.loader.progress.RunListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lierne query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Asks the published marts, or the vault, a question in SQL.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Runs one SELECT, read-only, on the marts as they were published last; a run that goes on does not "
                        + "block it. With --vault it reads the database itself: hubs, links, satellites, their histories and the "
                        + "ledger. With --as-of or --as-known-at, vault and marts are asked as they were: computed from the rows "
                        + "and by the metadata of then. Hash keys are shown as plain hexadecimal, and can be compared with such "
                        + "a text.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lierne query \"select segment, count(*) as customers from mart.customer_rfm group by all\"",
            "  lierne query --vault --output csv \"select * from raw_vault.hub_product\" > products.csv",
            "  lierne query --as-known-at 12 \"select count(*) from mart.dim_customer\"",
            "  lierne query --vault --as-of 2026-03-31 \"select * from raw_vault.sat_customer_details_current\""
        })
final class QueryCommand implements Callable<Integer> {

    private static final Pattern OF_THE_VAULT =
            Pattern.compile("\\b(raw_vault|business_vault|audit)\\b", Pattern.CASE_INSENSITIVE);

    private final Invocation invocation;

    @Parameters(paramLabel = "SQL", description = "One SELECT.")
    private String select = "";

    @Option(names = "--vault", description = "Read the database instead of the published marts.")
    private boolean vault;

    @Mixin
    private PastOptions past = new PastOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    QueryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = invocation.console();
        long started = System.nanoTime();
        long rows = past.isPast() ? queryPast(console) : query(console);
        if (output.isTable()) {
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            console.say(console.errStyle()
                    .quiet("(" + Amounts.count(rows, "row", "rows") + ", " + Amounts.time(took) + ")"));
        }
        return ExitCode.DONE.number();
    }

    private long queryPast(Console console) {
        return invocation.operations().past(database.inUse(), past.asOf(), RunListener.SILENT, List.of(), was -> {
            was.buildFor(select);
            return ReadOnlyDatabase.over(was.connection())
                    .query(select, console.rows(output.format()), console::outIsBroken);
        });
    }

    private long query(Console console) {
        try (ReadOnlyDatabase open = open()) {
            return open.query(select, console.rows(output.format()), console::outIsBroken);
        } catch (LierneException refused) {
            if (vault || !OF_THE_VAULT.matcher(select).find()) {
                throw refused;
            }
            String hint = refused.hint().map(words -> words + "\n").orElse("")
                    + "These are the published marts; the vault itself is read with --vault.";
            throw new LierneException(
                    refused.category(), refused.code(), String.valueOf(refused.getMessage()), hint, refused.getCause());
        }
    }

    private ReadOnlyDatabase open() {
        Path file = database.database();
        String first = "Load something first: lierne run" + database.asArguments();
        if (vault) {
            return ReadOnlyDatabase.open(file, database.limits(), first);
        }
        String hint = first + "\nThat publishes the marts, too; a vault without marts is read with --vault.";
        return ReadOnlyDatabase.open(RunRequest.marts(file), database.limits(), hint);
    }
}
