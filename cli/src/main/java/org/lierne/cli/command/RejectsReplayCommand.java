package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.progress.Interruption;
import org.lierne.loader.load.ReplayReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lierne rejects replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Takes refused records that the metadata accepts now.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "Reads refused records of loaded deliveries again, from the archive or, if it is the same still, the file; and "
                    + "loads those that are accepted by the metadata of today where they would have been, with the load date "
                    + "and the record number that they have. Rejects stay, and say which run took them. What cannot be taken "
                    + "record by record, such as blocks and full deliveries, is told; docs/semantics.md says why."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne rejects replay --source invoices --dry-run --project my_vault")
final class RejectsReplayCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(names = "--run", paramLabel = "RUN", description = "Only those that this run refused.")
    private @Nullable Long run;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Only those of this source; may be given several times.")
    private List<String> sources = List.of();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "Only those refused for this reason; may be given several times.")
    private List<String> codes = List.of();

    @Option(names = "--dry-run", description = "Tell what would be taken, and take nothing.")
    private boolean dryRun;

    @Option(
            names = {"-l", "--landing"},
            paramLabel = "DIR",
            description = "Where files are that have no copy. Default: landing in the project.")
    private @Nullable Path landing;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    RejectsReplayCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Path project = database.project().directory();
        RunRequest request = new RunRequest(
                project,
                database.database(),
                landing == null ? project.resolve("landing") : landing,
                Optional.empty(),
                database.limits(),
                database.asArguments());
        OptionalLong wanted = run == null ? OptionalLong.empty() : OptionalLong.of(run);
        ReplayReport report;
        try (Interruption interruption = Interruption.toldOn(invocation.console(), invocation.operations()::breakOff)) {
            report = invocation
                    .operations()
                    .replay(request, wanted, Set.copyOf(sources), Set.copyOf(codes), dryRun, interruption);
        }
        write(report);
        tell(report);
        return (report.isWhole() ? ExitCode.DONE : ExitCode.INCOMPLETE).number();
    }

    private void write(ReplayReport report) {
        if (output.isTable() && report.sources().isEmpty()) {
            return;
        }
        Console console = invocation.console();
        ResultWriter writer = output.isTable() ? TableWriter.of(console, "") : console.rows(output.format());
        writer.begin(List.of(
                ResultColumn.text("source"),
                ResultColumn.number("refused"),
                ResultColumn.number("taken"),
                ResultColumn.number("run"),
                ResultColumn.text("message")));
        for (ReplayReport.OfSource source : report.sources()) {
            writer.row(
                    source.source(),
                    source.refused(),
                    source.taken(),
                    source.run().isPresent() ? source.run().getAsLong() : null,
                    source.cannot().map(why -> "not looked at: " + why).orElse(null));
        }
        writer.end();
    }

    private void tell(ReplayReport report) {
        Console console = invocation.console();
        report.sources().stream()
                .flatMap(source -> source.failures().stream())
                .forEach(failure -> console.say("Not read again: " + failure.path() + ": " + failure.message()));
        long refused = report.sources().stream()
                .mapToLong(ReplayReport.OfSource::refused)
                .sum();
        long taken = report.sources().stream()
                .mapToLong(ReplayReport.OfSource::taken)
                .sum();
        if (refused == 0) {
            console.say("There is nothing to replay: no refused record "
                    + (run == null && sources.isEmpty() && codes.isEmpty()
                            ? "is left"
                            : "is left of what was asked for")
                    + "; those that were taken already do not count. List them: lierne rejects"
                    + database.asArguments());
            return;
        }
        console.say(Amounts.count(taken) + " of " + Amounts.count(refused, "refused record", "refused records")
                + (dryRun ? " would be taken; nothing was." : taken == 1 ? " is taken." : " are taken.")
                + (dryRun || taken == 0 ? "" : " Build the marts anew: lierne run" + database.asArguments()));
    }
}
