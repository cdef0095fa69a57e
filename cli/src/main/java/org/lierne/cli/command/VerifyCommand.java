package org.lierne.cli.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.console.ValueText;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.schema.Names;
import org.lierne.core.verify.check.Promise;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.verify.Finding;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyReport.CheckReport;
import org.lierne.loader.verify.VerifyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lierne verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Holds the vault to what it promises, and names each row that breaks it.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "Recomputes keys, differences and changes from what is stored, and compares; docs/verify.md says what is held to. "
                    + "Nothing is written. Rows are named by hash keys, load date and record: payload and business keys are "
                    + "never shown. The exit code is 6 if anything is found."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne verify --check hash_key --table hub_customer --project my_vault")
final class VerifyCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(
            names = "--check",
            paramLabel = "CODE",
            description = "Only checks of this code; may be given several times.")
    private List<String> checks = List.of();

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "Only checks of this table or view; may be given several times.")
    private List<String> tables = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show no more than this many rows of each check. Default: 10. All are counted.")
    private int limit = VerifyRequest.DEFAULT_ROWS_SHOWN;

    @Option(
            names = "--rebuild",
            description = "Instead, make each delivery again from what is stored, and compare it with the archive; "
                    + "docs/semantics.md says how. Columns that are sensitive are not shown.")
    private boolean rebuild;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "With --rebuild: only this source; may be given several times.")
    private List<String> sources = List.of();

    @Option(
            names = "--delivery",
            paramLabel = "PATH",
            description = "With --rebuild: only the deliveries of this path; may be given several times.")
    private List<String> deliveries = List.of();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    VerifyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        VerifyRequest request = request();
        long start = System.nanoTime();
        Operations.VaultInUse vault = database.inUse();
        if (rebuild) {
            RebuildReport rebuilt =
                    invocation.operations().rebuild(vault, Set.copyOf(sources), Set.copyOf(deliveries), limit);
            new RebuildOutput(invocation.console(), output).write(rebuilt, Duration.ofNanos(System.nanoTime() - start));
            return (rebuilt.isClean() ? ExitCode.DONE : ExitCode.INCOMPLETE).number();
        }
        VerifyReport report = invocation.operations().verify(vault, request);
        if (report.checks().isEmpty()) {
            throw new LierneException(
                    Category.USAGE,
                    "nothing_to_verify",
                    "No check is about that: " + String.join(", ", tables) + ". Nothing was verified.",
                    "Name tables and views without their schema, as in: --table hub_customer");
        }
        writeFindings(report);
        if (output.isTable() && report.isClean()) {
            writePromises(report);
        }
        tell(report, Duration.ofNanos(System.nanoTime() - start));
        return (report.isClean() ? ExitCode.DONE : ExitCode.INCOMPLETE).number();
    }

    private VerifyRequest request() {
        boolean ofChecks = !checks.isEmpty() || !tables.isEmpty();
        boolean ofRebuild = !sources.isEmpty() || !deliveries.isEmpty();
        if (rebuild && ofChecks || !rebuild && ofRebuild) {
            throw new LierneException(
                    Category.USAGE,
                    "options_apart",
                    "--check and --table are about checks, --source and --delivery about --rebuild. Nothing was verified.",
                    "Give the one or the other.");
        }
        if (limit < 1) {
            throw new LierneException(
                    Category.USAGE, "bad_limit", "--limit is " + limit + ".", "Show at least one row: --limit 1");
        }
        Set<Promise> promises = new LinkedHashSet<>();
        for (String code : checks) {
            promises.add(Promise.ofCode(code)
                    .orElseThrow(() -> new LierneException(
                            Category.USAGE,
                            "unknown_check",
                            "There is no check \"" + code + "\".",
                            "There is: "
                                    + Arrays.stream(Promise.values())
                                            .map(Promise::code)
                                            .collect(Collectors.joining(", ")))));
        }
        return new VerifyRequest(promises, Set.copyOf(tables), limit);
    }

    private void writeFindings(VerifyReport report) {
        if (output.isTable() && report.offences() == 0) {
            return;
        }
        ResultWriter writer = output.isTable()
                ? TableWriter.of(invocation.console(), "")
                : invocation.console().rows(output.format());
        writer.begin(List.of(
                ResultColumn.text("check"),
                ResultColumn.text("table"),
                ResultColumn.text("row"),
                ResultColumn.text("delivery"),
                ResultColumn.text("expected"),
                ResultColumn.text("found")));
        for (Finding finding : report.findings()) {
            writer.row(
                    finding.promise().code(),
                    finding.table(),
                    output.isTable() ? row(finding) : finding.row(),
                    finding.delivery().orElse(null),
                    finding.expected(),
                    finding.found());
        }
        writer.end();
    }

    /** The row by its names; the delivery has a column of its own. */
    private static String row(Finding finding) {
        return finding.row().entrySet().stream()
                .filter(each -> each.getValue() != null)
                .filter(each -> !each.getKey().equals(Names.DELIVERY_ID)
                        || finding.delivery().isEmpty())
                .map(each -> each.getKey() + " " + ValueText.of(Objects.requireNonNull(each.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** What was held to, so that nothing found is not taken for nothing looked at. */
    private void writePromises(VerifyReport report) {
        Map<Promise, Long> counts = new LinkedHashMap<>();
        report.checks().forEach(each -> counts.merge(each.check().promise(), 1L, Long::sum));
        ResultWriter writer = TableWriter.of(invocation.console(), "");
        writer.begin(List.of(
                ResultColumn.text("check"), ResultColumn.number("checks"), ResultColumn.text("what is promised")));
        counts.forEach((promise, count) -> writer.row(promise.code(), count, promise.sentence()));
        writer.end();
    }

    private void tell(VerifyReport report, Duration took) {
        Console console = invocation.console();
        for (CheckReport each : report.checks()) {
            if (each.offences() > each.findings().size()) {
                console.say(
                        each.check().promise().code() + " of " + each.check().table() + ": the first "
                                + Amounts.count(each.findings().size()) + " of " + Amounts.count(each.offences())
                                + " rows are shown; see more with --limit.");
            }
        }
        if (!report.undone().isEmpty()) {
            console.say(Amounts.count(report.undone().size(), "check", "checks")
                    + " could not be made, since tables are not as the metadata mean them. If the metadata have changed,"
                    + " migrate first: lierne migrate" + database.asArguments());
        }
        String looked = Amounts.count(report.checks().size(), "check", "checks") + " of "
                + Amounts.count(report.tables(), "table", "tables") + " with "
                + Amounts.count(report.rows(), "row", "rows") + ", " + Amounts.time(took) + ".";
        console.say(
                report.isClean()
                        ? "The vault keeps what it promises: " + looked
                        : Amounts.count(report.offences(), "finding", "findings") + " in " + looked);
    }
}
