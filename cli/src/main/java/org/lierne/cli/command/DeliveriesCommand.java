package org.lierne.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.cli.query.SqlResource;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lierne deliveries}. */
@Command(
        name = "deliveries",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows what was delivered: each file with its counts, and what was left out and why.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Reads the ledger in the database. A file that a run left out and a later one loaded is there twice. "
                        + "records = filtered + rejected + accepted.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne deliveries --source invoices --with-rejects --project my_vault")
final class DeliveriesCommand implements Callable<Integer> {

    private static final String LOADED = "loaded";
    private static final String LEFT_OUT = "left out";

    private static final List<ResultColumn> COLUMNS = List.of(
            ResultColumn.number("run"),
            ResultColumn.text("source"),
            ResultColumn.text("path"),
            ResultColumn.number("content"),
            ResultColumn.text("load_date"),
            ResultColumn.text("outcome"),
            ResultColumn.number("records"),
            ResultColumn.number("filtered"),
            ResultColumn.number("rejected"),
            ResultColumn.number("accepted"),
            ResultColumn.text("message"));

    private final Invocation invocation;

    @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run.")
    private @Nullable Long run;

    @Mixin
    private LedgerFilter filter = new LedgerFilter();

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only those that are: loaded, left_out.")
    private @Nullable String outcome;

    @Option(names = "--with-rejects", description = "Only those of which records were refused.")
    private boolean withRejects;

    @Option(names = "--limit", paramLabel = "N", description = "No more than this many. Default: 1000.")
    private long limit = 1000;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    DeliveriesCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        List<@Nullable Object> wanted = new ArrayList<>(Arrays.asList(filter.values()));
        wanted.addAll(Arrays.asList(run, outcome(), withRejects, limit + 1));
        String hint = "Load something first: lierne run" + database.asArguments();
        try (ReadOnlyDatabase open = ReadOnlyDatabase.open(database.database(), database.limits(), hint)) {
            RunsCommand.requireRun(open, run, database);
            List<List<@Nullable Object>> rows =
                    open.rows(SqlResource.read(DeliveriesCommand.class, "deliveries.sql"), wanted.toArray());
            write(rows);
        }
        return ExitCode.DONE.number();
    }

    private @Nullable String outcome() {
        if (outcome == null || outcome.equals(LOADED)) {
            return outcome;
        }
        if (outcome.equals("left_out") || outcome.equals(LEFT_OUT)) {
            return LEFT_OUT;
        }
        throw new LierneException(
                Category.USAGE,
                "bad_outcome",
                "--outcome is \"" + outcome + "\", which no delivery is.",
                "Write loaded or left_out.");
    }

    private void write(List<List<@Nullable Object>> rows) {
        Console console = invocation.console();
        if (rows.isEmpty() && output.isTable()) {
            console.say("There is no such delivery.");
            return;
        }
        boolean more = rows.size() > limit;
        ResultWriter writer = output.isTable() ? TableWriter.of(console, "") : console.rows(output.format());
        writer.begin(COLUMNS);
        rows.stream().limit(limit).forEach(writer::row);
        writer.end();
        if (more) {
            console.say("The latest " + Amounts.count(limit) + " are shown; see more with --limit.");
        }
    }
}
