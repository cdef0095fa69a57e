package org.lierne.cli.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.Style;
import org.lierne.cli.console.TableWriter;
import org.lierne.core.schema.Names;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.marts.publish.MartReport;

/** The closing tables of a run. */
public final class RunSummary {

    private static final double NANOS = 1e9;

    private final RunReport report;
    private final Optional<MartReport> marts;
    private final String arguments;
    private final Duration took;

    /**
     * @param arguments how project and database are named on the command line, with a leading blank
     * @param took from the command's beginning to its end, which is more than the sum of its phases
     */
    public RunSummary(RunReport report, Optional<MartReport> marts, String arguments, Duration took) {
        this.report = report;
        this.marts = marts;
        this.arguments = arguments;
        this.took = took;
    }

    /**
     * For people: what came, where it went, how long it took, what was left out, and how it ended.
     *
     * @param verbose whether to show tables that got nothing, and those by which loads remember what was delivered
     */
    public void print(Console console, boolean verbose) {
        fills(console);
        if (report.sources().isEmpty() && report.failures().isEmpty()) {
            marts(console);
            console.data("Nothing was pending; run " + report.runId() + " added nothing.");
            console.out().flush();
            return;
        }
        sources(console);
        targets(console, verbose);
        marts(console);
        if (!timings().isEmpty()) {
            console.data(console.outStyle().quiet(phases()));
            console.data("");
        }
        failures(console);
        console.data(outcome(console.outStyle()));
        console.out().flush();
    }

    /** What was filled from deliveries that were loaded before it was described. */
    private void fills(Console console) {
        for (RunReport.Fill fill : report.fills()) {
            long rows = fill.inserted().stream()
                    .filter(target -> !Names.isMemory(target.table()))
                    .mapToLong(RunReport.TargetReport::inserted)
                    .sum();
            String missing = fill.missing() == 0
                    ? ""
                    : "; " + Amounts.count(fill.missing(), "delivery", "deliveries") + " could not be read again";
            console.data("Filled " + String.join(", ", fill.targets()) + " from "
                    + Amounts.count(fill.deliveries(), "delivery", "deliveries") + " of \"" + fill.source()
                    + "\" that were loaded before: " + Amounts.count(rows, "row", "rows") + " (run " + fill.runId()
                    + ")" + missing + ".");
        }
        if (!report.fills().isEmpty()) {
            console.data("");
        }
    }

    private void sources(Console console) {
        if (report.sources().isEmpty()) {
            return;
        }
        boolean skipped = report.sources().stream().anyMatch(source -> source.skippedKeys() > 0);
        boolean repeated = report.sources().stream().anyMatch(source -> source.repeats() > 0);
        TableWriter table = TableWriter.of(console, "");
        List<ResultColumn> columns = new ArrayList<>(List.of(
                ResultColumn.text("source"),
                ResultColumn.number("deliveries"),
                ResultColumn.number("read"),
                ResultColumn.number("filtered"),
                ResultColumn.number("rejected"),
                ResultColumn.number("accepted")));
        if (skipped) {
            columns.add(ResultColumn.number("keys missing"));
        }
        if (repeated) {
            columns.add(ResultColumn.number("repeated"));
        }
        table.begin(columns);
        for (RunReport.SourceReport source : report.sources()) {
            List<String> cells = new ArrayList<>(List.of(
                    source.source(),
                    Amounts.count(source.deliveries()),
                    Amounts.count(source.records()),
                    Amounts.count(source.filtered()),
                    Amounts.count(source.rejected()),
                    Amounts.count(source.accepted())));
            if (skipped) {
                cells.add(Amounts.count(source.skippedKeys()));
            }
            if (repeated) {
                cells.add(Amounts.count(source.repeats()));
            }
            table.row(cells);
        }
        table.end();
        console.data("");
    }

    private void targets(Console console, boolean verbose) {
        List<RunReport.TargetReport> shown = report.targets().stream()
                .filter(target -> verbose || (target.inserted() > 0 && !Names.isMemory(target.table())))
                .toList();
        if (!shown.isEmpty()) {
            TableWriter table = TableWriter.of(console, "");
            table.begin(
                    List.of(ResultColumn.text("target"), ResultColumn.number("inserted"), ResultColumn.number("time")));
            shown.forEach(
                    target -> table.row(target.table(), Amounts.count(target.inserted()), Amounts.time(target.took())));
            table.end();
        }
        int left = report.targets().size() - shown.size();
        if (left > 0) {
            console.data(console.outStyle()
                    .quiet("Not shown: " + Amounts.count(left, "table", "tables")
                            + " that got no rows, or by which loads remember what was delivered (--verbose)"));
        }
        if (!report.targets().isEmpty()) {
            console.data("");
        }
    }

    private void marts(Console console) {
        if (built().isEmpty()) {
            return;
        }
        TableWriter table = TableWriter.of(console, "");
        table.begin(List.of(ResultColumn.text("mart"), ResultColumn.number("rows"), ResultColumn.number("time")));
        for (MartReport.BuiltMart mart : built()) {
            table.row("mart." + mart.mart(), Amounts.count(mart.rows()), Amounts.time(mart.took()));
        }
        table.end();
        console.data("");
    }

    private List<MartReport.BuiltMart> built() {
        return marts.map(MartReport::marts).orElse(List.of());
    }

    /** The load's phases, then, if any were built, the marts. */
    private List<RunReport.Timing> timings() {
        List<RunReport.Timing> timings = new ArrayList<>(report.timings());
        if (!built().isEmpty()) {
            Duration took = built().stream().map(MartReport.BuiltMart::took).reduce(Duration.ZERO, Duration::plus);
            timings.add(new RunReport.Timing(RunEvent.Phase.MARTS, took));
        }
        return timings;
    }

    private String phases() {
        return timings().stream()
                .map(timing -> Progress.name(timing.phase()) + " " + Amounts.time(timing.took()))
                .collect(Collectors.joining(" · ", "", " · in all " + Amounts.time(took)));
    }

    private void failures(Console console) {
        Style style = console.outStyle();
        for (RunReport.Failure failure : report.failures()) {
            console.data(style.error("Left out: ") + failure.path() + " (source \"" + failure.source() + "\")");
            console.data("  " + failure.message());
        }
        if (!report.failures().isEmpty()) {
            console.data("");
        }
    }

    private String outcome(Style style) {
        long deliveries = report.sources().stream()
                .mapToLong(RunReport.SourceReport::deliveries)
                .sum();
        long rejected = report.sources().stream()
                .mapToLong(RunReport.SourceReport::rejected)
                .sum();
        String loaded = Amounts.count(deliveries, "delivery", "deliveries");
        String sentence = report.outcome() == RunReport.Outcome.DONE
                ? style.good("Run " + report.runId() + " is done: " + loaded + " loaded.")
                : style.warning("Run " + report.runId() + " is done in part: " + loaded + " loaded, "
                        + report.failures().size() + " left out; the next run tries "
                        + (report.failures().size() == 1 ? "it" : "them") + " again.");
        String see = rejected == 0 ? "" : " See the rejects with: lierne rejects --run " + report.runId() + arguments;
        return sentence + see;
    }

    /** For programs: one row per source, target, mart, phase and failure, told apart by {@code part}. */
    public void write(ResultWriter writer) {
        writer.begin(List.of(
                ResultColumn.number("run_id"),
                ResultColumn.text("part"),
                ResultColumn.text("name"),
                ResultColumn.number("deliveries"),
                ResultColumn.number("records"),
                ResultColumn.number("filtered"),
                ResultColumn.number("rejected"),
                ResultColumn.number("accepted"),
                ResultColumn.number("skipped_keys"),
                ResultColumn.number("inserted"),
                ResultColumn.number("seconds"),
                ResultColumn.text("message")));
        long run = report.runId();
        writer.row(
                run, "outcome", Progress.name(report.outcome()), null, null, null, null, null, null, null, null, null);
        for (RunReport.SourceReport each : report.sources()) {
            writer.row(
                    run,
                    "source",
                    each.source(),
                    each.deliveries(),
                    each.records(),
                    each.filtered(),
                    each.rejected(),
                    each.accepted(),
                    each.skippedKeys(),
                    null,
                    null,
                    null);
        }
        for (RunReport.Fill each : report.fills()) {
            String targets = String.join(", ", each.targets());
            writer.row(
                    each.runId(),
                    "fill",
                    each.source(),
                    each.deliveries(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    targets);
        }
        for (RunReport.TargetReport each : report.targets()) {
            double seconds = each.took().toNanos() / NANOS;
            writer.row(run, "target", each.table(), null, null, null, null, null, null, each.inserted(), seconds, null);
        }
        for (MartReport.BuiltMart each : built()) {
            double seconds = each.took().toNanos() / NANOS;
            writer.row(
                    run, "mart", "mart." + each.mart(), null, null, null, null, null, null, each.rows(), seconds, null);
        }
        for (RunReport.Timing each : timings()) {
            double seconds = each.took().toNanos() / NANOS;
            String name = Progress.name(each.phase());
            writer.row(run, "phase", name, null, null, null, null, null, null, null, seconds, null);
        }
        for (RunReport.Failure each : report.failures()) {
            writer.row(run, "failure", each.path(), null, null, null, null, null, null, null, null, each.message());
        }
        writer.end();
    }
}
