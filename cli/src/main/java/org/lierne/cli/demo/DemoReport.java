package org.lierne.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.Style;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.query.EngineLimits;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.cli.query.SqlResource;
import org.lierne.loader.load.RunReport;

/** What the demo tells: a newcomer's first sight of a vault, in about sixty lines. */
public final class DemoReport {

    private static final int BAR = 24;
    private static final String INDENT = "  ";
    private static final String BESIDE = INDENT + "       ";
    private static final String MISSING = "The demo ran, and yet this file is not there.";

    private final Console console;
    private final Style style;
    private final String command;

    /** @param command how Lierne is called here */
    public DemoReport(Console console, String command) {
        this.console = console;
        this.style = console.outStyle();
        this.command = command;
    }

    /** What is about to happen. */
    public void introduce(Path folder, int deliveries) {
        console.data("");
        console.data(style.title("A real shop's deliveries become a vault"));
        console.data(
                INDENT + "Online Retail: the first " + deliveries + " daily files of a UK gift shop, December 2010");
        console.data(INDENT
                + style.quiet("(UCI Machine Learning Repository, CC BY 4.0), in three batches, into " + folder + "/"));
        console.data("");
        console.data(style.title("What came in"));
        console.out().flush();
    }

    /** One batch, and the run that loaded it. */
    public void tell(Arrival arrival, RunReport run) {
        long records = run.sources().stream()
                .mapToLong(RunReport.SourceReport::records)
                .sum();
        long rejected = run.sources().stream()
                .mapToLong(RunReport.SourceReport::rejected)
                .sum();
        long inserted = run.targets().stream()
                .mapToLong(RunReport.TargetReport::inserted)
                .sum();
        Duration took = run.timings().stream().map(RunReport.Timing::took).reduce(Duration.ZERO, Duration::plus);
        List<String> days = arrival.punctual();
        String span = days.isEmpty() ? "no day" : day(days.get(0)) + " … " + day(days.get(days.size() - 1));
        console.data(INDENT + "run " + run.runId() + "  " + span + "  "
                + DisplayText.pad(Amounts.count(arrival.files(), "file", "files"), 8, true)
                + DisplayText.pad(Amounts.count(records, "record", "records"), 16, true)
                + DisplayText.pad(Amounts.count(rejected, "reject", "rejects"), 12, true)
                + DisplayText.pad(Amounts.count(inserted), 10, true) + " rows stored"
                + style.quiet("  " + Amounts.time(took)));
        arrival.late()
                .ifPresent(path -> console.data(
                        BESIDE + "with " + style.accent(day(path)) + ", held back until now: a file that comes late"));
        arrival.damaged()
                .ifPresent(path -> console.data(BESIDE + "with " + style.accent(day(path))
                        + ", damaged on purpose: made by this demo, all else is the shop's own"));
        run.failures()
                .forEach(failure ->
                        console.data(INDENT + style.error("left out ") + failure.path() + ": " + failure.message()));
        console.out().flush();
    }

    private static String day(String path) {
        return path.replaceFirst("\\.csv(\\.gz)?$", "");
    }

    /** What the vault and the marts hold now, and what to try next. */
    public void show(Path folder, Path database, Path marts) {
        String product;
        try (ReadOnlyDatabase vault = ReadOnlyDatabase.open(database, EngineLimits.NONE, MISSING)) {
            reasons(vault);
            tables(vault);
            product = timeline(vault);
        }
        try (ReadOnlyDatabase published = ReadOnlyDatabase.open(marts, EngineLimits.NONE, MISSING)) {
            segments(published);
        }
        next(folder, database, marts, product);
    }

    private void reasons(ReadOnlyDatabase vault) {
        List<List<@Nullable Object>> reasons = rows(vault, "reasons.sql");
        console.data("");
        console.data(style.title("What was refused, and why"));
        if (reasons.isEmpty()) {
            console.data(INDENT + "Nothing: every record could be read, and every check held.");
            return;
        }
        for (List<@Nullable Object> reason : reasons) {
            console.data(INDENT + DisplayText.pad(Objects.toString(reason.get(0)), 6, true) + " × "
                    + DisplayText.printable(Objects.toString(reason.get(1))));
            console.data(INDENT + " ".repeat(9) + style.quiet("for example " + reason.get(2)));
        }
    }

    private void tables(ReadOnlyDatabase vault) {
        console.data("");
        console.data(style.title("What the vault keeps"));
        for (List<@Nullable Object> row : rows(vault, "tables.sql")) {
            String table = Objects.toString(row.get(0));
            // A hub's zero keys belong to no run.
            Object count = vault.rows("select count(*) from raw_vault.\"" + table.replace("\"", "\"\"")
                            + (table.startsWith("hub_") ? "\" where run_id > 0" : "\""))
                    .get(0)
                    .get(0);
            String rows = count instanceof Number number ? Amounts.count(number.longValue()) : "";
            console.data(INDENT + DisplayText.pad(table, 28, false) + DisplayText.pad(rows, 10, true) + "  "
                    + style.quiet(purpose(table)));
        }
    }

    private static String purpose(String table) {
        if (table.startsWith("hub_")) {
            return "one row per business key";
        }
        if (table.startsWith("link_")) {
            return "one row per relationship";
        }
        if (table.startsWith("sat_")) {
            return "one row per change";
        }
        return "one row per record, for trace and late deliveries";
    }

    /** Shows one product that changed; returns its code, or an empty text if none did. */
    private String timeline(ReadOnlyDatabase vault) {
        List<List<@Nullable Object>> versions = rows(vault, "changed_product.sql");
        if (versions.isEmpty()) {
            return "";
        }
        String code = Objects.toString(versions.get(0).get(0));
        console.data("");
        console.data(style.title("A product whose description changed: " + code));
        int width = versions.stream()
                .mapToInt(version -> Objects.toString(version.get(3)).length())
                .max()
                .orElse(0);
        for (List<@Nullable Object> version : versions) {
            Object until = version.get(2);
            boolean late = Boolean.TRUE.equals(version.get(5));
            console.data(INDENT + version.get(1) + " … "
                    + DisplayText.pad(until == null ? "today" : until.toString(), 12, false)
                    + style.accent(
                            DisplayText.pad(DisplayText.printable(Objects.toString(version.get(3))), width + 2, false))
                    + style.quiet("run " + version.get(4) + (late ? ", learned late" : "")));
        }
        if (versions.stream().anyMatch(version -> Boolean.TRUE.equals(version.get(5)))) {
            console.data(INDENT + style.quiet("The history is as if every file had come in time."));
        }
        return code;
    }

    private void segments(ReadOnlyDatabase published) {
        console.data("");
        console.data(style.title("Customers by recency, frequency and money"));
        TableWriter table = TableWriter.indented(console, "", INDENT);
        table.begin(List.of(
                ResultColumn.text("segment"),
                ResultColumn.number("customers"),
                ResultColumn.number("revenue"),
                ResultColumn.text("")));
        for (List<@Nullable Object> row : rows(published, "segments.sql")) {
            double percent = row.get(2) instanceof Number number ? number.doubleValue() : 0;
            table.row(row.get(0), row.get(1), row.get(2) + " %", bar(percent));
        }
        table.end();
    }

    /** An eighth of a column is the finest step. */
    private static String bar(double percent) {
        int eighths = (int) Math.round(Math.max(0, percent) / 100 * BAR * 8);
        String rest = eighths % 8 == 0 ? "" : String.valueOf((char) ('█' + 8 - eighths % 8));
        return "█".repeat(eighths / 8) + rest;
    }

    private void next(Path folder, Path database, Path marts, String product) {
        String project = " --project " + quoted(folder.toString());
        console.data("");
        console.data(style.title("Where it is"));
        console.data(
                INDENT + "project   " + folder + style.quiet("  (vault.yml, sources, model, marts: yours to change)"));
        console.data(INDENT + "database  " + database);
        console.data(INDENT + "marts     " + marts);
        console.data("");
        console.data(style.title("What to try next"));
        suggest(
                "Ask the marts",
                "query" + project + " \"select * from mart.customer_rfm order by monetary desc limit 10\"");
        if (!product.isEmpty()) {
            suggest(
                    "Ask the vault",
                    "query --vault" + project + " \"select * from raw_vault.sat_product_description_history join "
                            + "raw_vault.hub_product using (product_hk) where stock_code = '" + product + "'\"");
        }
        suggest("See what ran, and one run step by step", "runs" + project, "runs 3" + project);
        suggest("See what was refused, with the records as they came", "rejects" + project);
        suggest("Load again: nothing is added", "run" + project);
        suggest("See the SQL of a table", "sql" + project + " sat_product_description");
        console.data("");
        console.out().flush();
    }

    private void suggest(String purpose, String... commands) {
        console.data(INDENT + style.quiet("# " + purpose));
        for (String arguments : commands) {
            console.data(INDENT + style.accent(quoted(command) + " " + arguments));
        }
    }

    private static String quoted(String text) {
        return text.matches("[\\w./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static List<List<@Nullable Object>> rows(ReadOnlyDatabase database, String statement) {
        return database.rows(SqlResource.read(DemoReport.class, statement));
    }
}
