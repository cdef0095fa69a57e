package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Console;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.cli.show.MartPage;
import org.lierne.cli.show.ShownMart;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.publish.MartFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lierne marts show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows a mart: rows, charts, what its columns mean.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Shows the mart as it was published last, or, with --as-of or --as-known-at, as it was: some rows,"
                        + " small charts, what each column means, and what the data could not tell. Hash keys are left out of the"
                        + " table unless --columns names them; sensitive columns are masked. With --output csv or json, the rows"
                        + " alone are written, all of them unless --rows says how many.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lierne marts show customer_value",
            "  lierne marts show customer_rfm --rows 30 --columns customer_id,segment,monetary",
            "  lierne marts show customer_rfm --as-known-at 12 --output json"
        })
final class ShowCommand implements Callable<Integer> {

    private static final long ROWS = 10;
    private static final long ALL = -1;

    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The mart.")
    private String mart = "";

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many rows are shown. Default: 10, or all with --output csv or json.")
    private @Nullable Long rows;

    @Option(names = "--columns", paramLabel = "NAMES", split = ",", description = "The columns to show, with commas.")
    private List<String> columns = List.of();

    @Option(names = "--show-sensitive", description = "Show sensitive values as they are.")
    private boolean showSensitive;

    @Mixin
    private PastOptions past = new PastOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (rows != null && rows < 0) {
            throw new LierneException(
                    Category.USAGE, "bad_number", "--rows is " + rows + ".", "It is a whole number of zero or more.");
        }
        if (past.isPast()) {
            invocation.operations().past(database.inUse(), past.asOf(), RunListener.SILENT, List.of(), this::showPast);
        } else {
            showPublished();
        }
        return ExitCode.DONE.number();
    }

    private void showPublished() {
        String hint = "Publish them first: lierne run" + database.asArguments();
        Path file = new MartFolder(RunRequest.beside(database.database()))
                .current()
                .orElseGet(() -> RunRequest.marts(database.database()));
        try (ReadOnlyDatabase open = ReadOnlyDatabase.open(file, database.limits(), hint)) {
            String run = open.tables().contains("main.lierne_run")
                    ? "of run "
                            + open.rows("select max(run_id) from main.lierne_run")
                                    .get(0)
                                    .get(0)
                    : "";
            show(open, run);
        }
    }

    private Boolean showPast(PastVault was) {
        was.build(was.marts().stream()
                .map(MartQuery::name)
                .filter(mart::equalsIgnoreCase)
                .toList());
        if (was.marts().stream().map(MartQuery::name).noneMatch(mart::equalsIgnoreCase)) {
            throw new LierneException(
                    Category.USAGE,
                    "unknown_mart",
                    "There was no mart \"" + mart + "\".",
                    "There was: "
                            + String.join(
                                    ", ",
                                    was.marts().stream().map(MartQuery::name).toList()) + ".");
        }
        show(ReadOnlyDatabase.over(was.connection()), "as it was known at run " + was.runId());
        return true;
    }

    private void show(ReadOnlyDatabase open, String state) {
        Console console = invocation.console();
        ShownMart shown = ShownMart.read(open, mart);
        if (output.isTable()) {
            new MartPage(console, shown, showSensitive)
                    .write(state, shown.named(columns), Objects.requireNonNullElse(rows, ROWS));
            return;
        }
        open.query(
                shown.select(
                        columns.isEmpty() ? shown.columns() : shown.named(columns),
                        showSensitive,
                        Objects.requireNonNullElse(rows, ALL)),
                console.rows(output.format()),
                console::outIsBroken);
        shown.warnings().forEach(console::say);
    }
}
