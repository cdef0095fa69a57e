package org.lierne.cli.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.loader.rebuild.Difference;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.SourceRebuild;

/** Tells what came of rebuilding: the differences, then the sources, then what is kept nowhere. */
record RebuildOutput(Console console, OutputOptions output) {

    void write(RebuildReport report, Duration took) {
        if (report.differing() > 0 || !output.isTable()) {
            writeDifferences(report);
        }
        if (output.isTable()) {
            writeSources(report);
        }
        report.sources().forEach(this::tell);
        long rows = report.sources().stream().mapToLong(SourceRebuild::rows).sum();
        long deliveries =
                report.sources().stream().mapToLong(SourceRebuild::deliveries).sum();
        String made = Amounts.count(rows, "row", "rows") + " of " + Amounts.count(deliveries, "delivery", "deliveries")
                + " made again, " + Amounts.time(took) + ".";
        console.say(
                report.isClean()
                        ? "The vault holds what the archive says: " + made
                        : Amounts.count(report.differing(), "difference", "differences") + undone(report) + ": "
                                + made);
    }

    private static String undone(RebuildReport report) {
        return report.damaged() == 0
                ? ""
                : ", and " + Amounts.count(report.damaged(), "source", "sources") + " that could not be rebuilt";
    }

    private void writeDifferences(RebuildReport report) {
        ResultWriter writer = output.isTable() ? TableWriter.of(console, "") : console.rows(output.format());
        writer.begin(List.of(
                ResultColumn.text("source"),
                ResultColumn.text("delivery"),
                ResultColumn.number("content"),
                ResultColumn.number("record"),
                ResultColumn.number("row"),
                ResultColumn.text("column"),
                ResultColumn.text("kept_in"),
                ResultColumn.text("stored"),
                ResultColumn.text("in_file")));
        for (SourceRebuild source : report.sources()) {
            for (Difference difference : source.differences()) {
                writer.row(
                        difference.source(),
                        difference.path(),
                        difference.contentVersion(),
                        number(difference.record()),
                        number(difference.row()),
                        difference.column().orElse(null),
                        difference.keptIn().orElse(null),
                        difference.stored(),
                        difference.inFile());
            }
        }
        writer.end();
    }

    private static @Nullable Long number(java.util.OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private void writeSources(RebuildReport report) {
        ResultWriter writer = TableWriter.of(console, "");
        writer.begin(List.of(
                ResultColumn.text("source"),
                ResultColumn.number("deliveries"),
                ResultColumn.number("records"),
                ResultColumn.number("rows"),
                ResultColumn.number("differences")));
        for (SourceRebuild source : report.sources()) {
            if (source.cannot().isEmpty()) {
                writer.row(source.source(), source.deliveries(), source.records(), source.rows(), source.differing());
            }
        }
        writer.end();
    }

    private void tell(SourceRebuild source) {
        source.cannot().ifPresent(why -> console.say(source.source() + " cannot be rebuilt: " + why + "."));
        source.notKept().forEach(what -> console.say(source.source() + ": " + what + "."));
        if (source.differing() > source.differences().size()) {
            console.say(source.source() + ": the first "
                    + Amounts.count(source.differences().size()) + " of " + Amounts.count(source.differing())
                    + " differences are shown; see more with --limit.");
        }
    }
}
