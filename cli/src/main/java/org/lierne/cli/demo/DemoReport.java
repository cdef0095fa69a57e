package org.lierne.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.Style;
import org.lierne.loader.load.RunReport;

/** What every demo tells: what it is about, each run in a line, where all that is, and what to try next. */
public final class DemoReport {

    private static final String BESIDE = "       ";

    /** {@code 1 min 34 s}: with it a line of usual numbers is just as wide as a page. */
    private static final int WIDEST_TIME = 10;

    private final Page page;
    private final Style style;

    public DemoReport(Console console) {
        this.page = new Page(console);
        this.style = console.outStyle();
    }

    public Page page() {
        return page;
    }

    /** What is about to happen. */
    public void introduce(Demo demo, Path folder) {
        page.section(demo.title());
        demo.introduction().forEach(page::line);
        page.section("What came in");
        page.flush();
    }

    /**
     * Deliveries, and the run that loaded them.
     *
     * @param took the whole run, marts included
     */
    public void tell(Arrival arrival, RunReport run, Duration took) {
        page.parts(List.of(
                "run " + run.runId() + "  ",
                DisplayText.pad(arrival.days(), 23, false),
                DisplayText.pad(Amounts.count(arrival.files(), "file", "files"), 12, true),
                DisplayText.pad(
                        Amounts.count(sum(run, RunReport.SourceReport::records), "record", "records"), 17, true),
                DisplayText.pad(
                        Amounts.count(sum(run, RunReport.SourceReport::rejected), "reject", "rejects"), 12, true),
                DisplayText.pad(Amounts.count(inserted(run), "stored", "stored"), 15, true),
                style.quiet("  " + DisplayText.pad(Amounts.time(took), WIDEST_TIME, true))));
        arrival.remarks()
                .forEach(remark ->
                        page.parts(List.of(BESIDE + "with " + style.accent(remark.subject()), ", " + remark.what())));
        run.failures().forEach(failure -> page.whole("left out " + failure.path() + ": " + failure.message()));
        page.flush();
    }

    private static long sum(RunReport run, ToLongFunction<RunReport.SourceReport> of) {
        return run.sources().stream().mapToLong(of).sum();
    }

    private static long inserted(RunReport run) {
        return run.targets().stream()
                .mapToLong(RunReport.TargetReport::inserted)
                .sum();
    }

    /** Where all that is, and what to try next. */
    public void conclude(Path folder, Path database, Path marts, List<Suggestion> suggestions) {
        page.section("Where it is");
        page.whole("project   " + folder + "  (vault.yml, sources, model, marts: yours to change)");
        page.whole("database  " + database);
        page.whole("marts     " + marts);
        page.section("What to try next");
        for (Suggestion suggestion : suggestions) {
            page.note("# " + suggestion.purpose());
            suggestion.commands().forEach(page::command);
        }
        page.flush();
    }
}
