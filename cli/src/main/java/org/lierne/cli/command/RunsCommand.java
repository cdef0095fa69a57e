package org.lierne.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
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
import picocli.CommandLine.Parameters;

/** {@code lierne runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows what ran, newest first, or one run with its deliveries and steps.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Reads the ledger in the database. Where a run is named, its deliveries are shown, and its steps "
                + "with rows and times; with --output csv or json the steps alone.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne runs 3 --project my_vault")
final class RunsCommand implements Callable<Integer> {

    private static final List<String> OUTCOMES = List.of("done", "partial", "failed", "interrupted");

    static final List<ResultColumn> RUN_COLUMNS = List.of(
            ResultColumn.number("run"),
            ResultColumn.text("kind"),
            ResultColumn.text("started_at"),
            ResultColumn.number("seconds"),
            ResultColumn.text("outcome"),
            ResultColumn.number("deliveries"),
            ResultColumn.number("records"),
            ResultColumn.number("rejected"),
            ResultColumn.number("left_out"),
            ResultColumn.text("message"));

    private static final List<ResultColumn> DELIVERY_COLUMNS = List.of(
            ResultColumn.text("source"),
            ResultColumn.text("path"),
            ResultColumn.text("load_date"),
            ResultColumn.number("records"),
            ResultColumn.number("filtered"),
            ResultColumn.number("rejected"),
            ResultColumn.number("accepted"),
            ResultColumn.text("message"));

    private static final List<ResultColumn> STEP_COLUMNS = List.of(
            ResultColumn.number("step"),
            ResultColumn.text("phase"),
            ResultColumn.text("name"),
            ResultColumn.text("target"),
            ResultColumn.number("rows"),
            ResultColumn.number("seconds"));

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The number of one run.")
    private @Nullable Long run;

    @Mixin
    private LedgerFilter filter = new LedgerFilter();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only runs that are: done, partial, failed, interrupted.")
    private @Nullable String outcome;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    RunsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        String hint = "Load something first: lierne run" + database.asArguments();
        try (ReadOnlyDatabase open = ReadOnlyDatabase.open(database.database(), database.limits(), hint)) {
            String sql = SqlResource.read(RunsCommand.class, "runs.sql");
            if (run == null) {
                List<@Nullable Object> wanted = new ArrayList<>(Arrays.asList(filter.values()));
                wanted.add(outcome());
                list(open.rows(sql, wanted.toArray()));
            } else {
                show(open, open.rows(sql, null, null, null, null, null), run);
            }
        }
        return ExitCode.DONE.number();
    }

    private void list(List<List<@Nullable Object>> runs) {
        if (runs.isEmpty() && output.isTable()) {
            invocation.console().say(isFiltered() ? "There is no such run." : "Nothing has run yet.");
            return;
        }
        write(writer(), RUN_COLUMNS, runs);
    }

    private boolean isFiltered() {
        return outcome != null || Arrays.stream(filter.values()).anyMatch(Objects::nonNull);
    }

    private @Nullable String outcome() {
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw new LierneException(
                    Category.USAGE,
                    "bad_outcome",
                    "--outcome is \"" + outcome + "\", which no run is.",
                    "Write one of: " + String.join(", ", OUTCOMES) + ".");
        }
        return outcome;
    }

    /** @throws LierneException {@code unknown_run}, if a run is named that the ledger does not have */
    static void requireRun(ReadOnlyDatabase open, @Nullable Long run, DatabaseOptions database) {
        if (run != null
                && open.rows("select 1 from audit.run where run_id = ?", run).isEmpty()) {
            throw unknown(run, database);
        }
    }

    private static LierneException unknown(long run, DatabaseOptions database) {
        return new LierneException(
                Category.USAGE,
                "unknown_run",
                "There is no run " + run + ".",
                "See them all with: lierne runs" + database.asArguments());
    }

    private void show(ReadOnlyDatabase open, List<List<@Nullable Object>> runs, long number) {
        List<List<@Nullable Object>> one = runs.stream()
                .filter(row -> row.get(0) instanceof Number id && id.longValue() == number)
                .toList();
        if (one.isEmpty()) {
            throw unknown(number, database);
        }
        List<List<@Nullable Object>> steps = open.rows(SqlResource.read(RunsCommand.class, "run_steps.sql"), number);
        if (output.isTable()) {
            Console console = invocation.console();
            write(writer(), RUN_COLUMNS, one);
            console.data("");
            String deliveries = SqlResource.read(RunsCommand.class, "run_deliveries.sql");
            write(writer(), DELIVERY_COLUMNS, open.rows(deliveries, number, number));
            console.data("");
        }
        write(writer(), STEP_COLUMNS, steps);
    }

    private ResultWriter writer() {
        return output.isTable()
                ? TableWriter.of(invocation.console(), "")
                : invocation.console().rows(output.format());
    }

    private static void write(ResultWriter writer, List<ResultColumn> columns, List<List<@Nullable Object>> rows) {
        writer.begin(columns);
        rows.forEach(writer::row);
        writer.end();
    }
}
