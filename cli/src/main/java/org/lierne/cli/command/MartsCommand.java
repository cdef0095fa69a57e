package org.lierne.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.publish.MartFolder;
import org.lierne.marts.publish.MartReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lierne marts}. */
@Command(
        name = "marts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists the published marts, or makes those of the past.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Without options, the marts that are published: what they are, and of which run. With --as-of or "
                + "--as-known-at, all marts are computed as they were, into the database file that --to names.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lierne marts --as-known-at 12 --to reported_in_march.duckdb",
            "  lierne marts show customer_rfm",
            "  lierne marts export customer_rfm --format csv --to rfm.csv"
        })
final class MartsCommand implements Callable<Integer> {

    private static final List<ResultColumn> COLUMNS = List.of(
            ResultColumn.text("mart"),
            ResultColumn.text("kind"),
            ResultColumn.number("rows"),
            ResultColumn.number("run"),
            ResultColumn.text("description"));

    private final Invocation invocation;

    @Mixin
    private PastOptions past = new PastOptions();

    @Option(names = "--to", paramLabel = "FILE", description = "The database file to make of the marts of the past.")
    private @Nullable Path to;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    MartsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (past.isPast() != (to != null)) {
            throw new LierneException(
                    Category.USAGE,
                    "options_together",
                    past.isPast()
                            ? "The marts of the past are made into a file, and none is named."
                            : "--to is for the marts of the past; those of today are published by every run.",
                    "Give both: lierne marts --as-known-at RUN --to FILE.duckdb");
        }
        if (to == null) {
            list();
        } else {
            make(database.notTheVault(to));
        }
        return ExitCode.DONE.number();
    }

    private void list() {
        String hint = "Publish them first: lierne run" + database.asArguments();
        Path file = new MartFolder(RunRequest.beside(database.database()))
                .current()
                .orElseGet(() -> RunRequest.marts(database.database()));
        try (ReadOnlyDatabase open = ReadOnlyDatabase.open(file, database.limits(), hint)) {
            ResultWriter writer = output.isTable()
                    ? TableWriter.of(invocation.console(), "")
                    : invocation.console().rows(output.format());
            writer.begin(COLUMNS);
            open.rows("select mart, kind, row_count, (select max(run_id) from main.lierne_run), description"
                            + " from main.lierne_mart order by rowid")
                    .forEach(writer::row);
            writer.end();
        }
    }

    private void make(Path file) {
        long start = System.nanoTime();
        MartReport made = invocation
                .operations()
                .past(
                        database.inUse(),
                        past.asOf(),
                        RunListener.SILENT,
                        PastVault.filesOf(file),
                        vault -> vault.writeTo(file));
        ResultWriter writer = output.isTable()
                ? TableWriter.of(invocation.console(), "")
                : invocation.console().rows(output.format());
        writer.begin(List.of(ResultColumn.text("mart"), ResultColumn.number("rows")));
        made.marts().forEach(mart -> writer.row(mart.mart(), mart.rows()));
        writer.end();
        invocation
                .console()
                .say("Made \"" + file + "\" of what was known at run " + made.runId() + ", "
                        + Amounts.time(Duration.ofNanos(System.nanoTime() - start)) + ".");
    }
}
