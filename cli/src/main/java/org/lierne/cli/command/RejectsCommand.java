package org.lierne.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.Style;
import org.lierne.cli.query.Masking;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.cli.query.SqlResource;
import org.lierne.core.LierneException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lierne rejects}. */
@Command(
        name = "rejects",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows the records that were refused, and why.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Each refused record with its file, record number (the header is 1), byte offset in the decompressed "
                        + "file, all its errors and its text. Texts of files in which a source finds sensitive columns are "
                        + "masked; so are all, where the metadata cannot be read.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne rejects --run 3 --source invoices --project my_vault")
final class RejectsCommand implements Callable<Integer> {

    private static final String MASK = "(masked; --show-sensitive shows it)";
    private static final int RUN = 0;
    private static final int SOURCE = 1;
    private static final int FILE = 2;
    private static final int RECORD = 3;
    private static final int OFFSET = 4;
    private static final int COLUMNS = 5;
    private static final int CODES = 6;
    private static final int MESSAGES = 7;
    private static final int TEXT = 8;
    private static final int TAKEN_BY = 9;

    /** A database that has not been migrated since has no list of what was taken. */
    private static final String NOTHING_TAKEN =
            "(select null::uuid as delivery_id, null::bigint as record_number, null::bigint as run_id where false)";

    private final Invocation invocation;

    @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run.")
    private @Nullable Long run;

    @Mixin
    private LedgerFilter filter = new LedgerFilter();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "Only those refused for this reason; docs/semantics.md lists the codes.")
    private @Nullable String code;

    @Option(names = "--column", paramLabel = "COLUMN", description = "Only those refused for this column.")
    private @Nullable String column;

    @Option(names = "--limit", paramLabel = "N", description = "No more than this many. Default: 100.")
    private long limit = 100;

    @Option(names = "--show-sensitive", description = "Show texts that hold sensitive values.")
    private boolean showSensitive;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    RejectsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** A refused record as it is shown. */
    private record Reject(
            Object run,
            String source,
            String file,
            Object record,
            Object offset,
            List<String> errors,
            String text,
            @Nullable Object takenBy) {}

    @Override
    public Integer call() {
        String hint = "Load something first: lierne run" + database.asArguments();
        List<List<@Nullable Object>> rows;
        try (ReadOnlyDatabase open = ReadOnlyDatabase.open(database.database(), database.limits(), hint)) {
            RunsCommand.requireRun(open, run, database);
            String text = SqlResource.read(RejectsCommand.class, "rejects.sql");
            String sql = open.tables().contains("audit.replay") ? text : text.replace("audit.replay", NOTHING_TAKEN);
            List<@Nullable Object> wanted = new ArrayList<>(Arrays.asList(filter.values()));
            wanted.addAll(Arrays.asList(run, code, column, limit + 1));
            rows = open.rows(sql, wanted.toArray());
        }
        boolean more = rows.size() > limit;
        List<List<@Nullable Object>> shown = more ? rows.subList(0, (int) limit) : rows;
        Masking masking = shown.isEmpty() || showSensitive ? Masking.NOTHING : masking();
        List<Reject> rejects = shown.stream().map(row -> reject(row, masking)).toList();
        if (output.isTable()) {
            print(rejects, more);
        } else {
            write(rejects);
        }
        return ExitCode.DONE.number();
    }

    private Masking masking() {
        try {
            return Masking.of(invocation
                    .operations()
                    .check(database.project().directory())
                    .vault());
        } catch (LierneException noMetadata) {
            return Masking.EVERYTHING;
        }
    }

    private static Reject reject(List<@Nullable Object> row, Masking masking) {
        String name = Objects.toString(row.get(SOURCE));
        List<?> columns = (List<?>) Objects.requireNonNullElse(row.get(COLUMNS), List.of());
        List<?> codes = (List<?>) Objects.requireNonNullElse(row.get(CODES), List.of());
        List<?> messages = (List<?>) Objects.requireNonNullElse(row.get(MESSAGES), List.of());
        boolean masked = masking.masksRecord(name, Objects.toString(row.get(FILE)));
        List<String> errors = new ArrayList<>();
        for (int index = 0; index < messages.size(); index++) {
            Object column = columns.get(index);
            boolean hidden = column == null ? masked : masking.masksColumn(name, column.toString());
            String what = Objects.toString(hidden ? codes.get(index) : messages.get(index), "");
            if (!what.isEmpty()) {
                errors.add(column == null ? what : column + ": " + what);
            }
        }
        return new Reject(
                Objects.requireNonNull(row.get(RUN)),
                name,
                Objects.toString(row.get(FILE)),
                Objects.requireNonNull(row.get(RECORD)),
                Objects.requireNonNull(row.get(OFFSET)),
                errors,
                masked ? MASK : Objects.toString(row.get(TEXT), ""),
                row.get(TAKEN_BY));
    }

    /** What has no text has no place in it. */
    private static String place(Reject reject) {
        return ((Number) reject.offset()).longValue() < 0 ? "" : "byte " + reject.offset() + ", ";
    }

    private void print(List<Reject> rejects, boolean more) {
        Console console = invocation.console();
        if (rejects.isEmpty()) {
            console.say("No record was refused.");
            return;
        }
        Style style = console.outStyle();
        for (Reject reject : rejects) {
            console.data(style.title(reject.file() + " record " + reject.record())
                    + style.quiet(" (" + place(reject) + "source " + reject.source() + ", run " + reject.run()
                            + (reject.takenBy() == null ? "" : ", taken by run " + reject.takenBy()) + ")"));
            reject.errors().forEach(error -> console.data("  " + style.error(DisplayText.printable(error))));
            console.data("  " + shortened(console, DisplayText.printable(reject.text())));
        }
        console.say("");
        String shown = Amounts.count(rejects.size(), "refused record", "refused records");
        console.say(more ? "The first " + shown + "; see more with --limit." : shown + ".");
    }

    private static String shortened(Console console, String text) {
        return console.terminal().out()
                ? DisplayText.fit(text, console.terminal().width() - 2)
                : text;
    }

    private void write(List<Reject> rejects) {
        ResultWriter writer = invocation.console().rows(output.format());
        writer.begin(List.of(
                ResultColumn.number("run"),
                ResultColumn.text("source"),
                ResultColumn.text("file"),
                ResultColumn.number("record"),
                ResultColumn.number("byte_offset"),
                ResultColumn.text("errors"),
                ResultColumn.text("raw_text"),
                ResultColumn.number("taken_by")));
        for (Reject each : rejects) {
            String errors = each.errors().stream().collect(Collectors.joining("; "));
            writer.row(
                    each.run(),
                    each.source(),
                    each.file(),
                    each.record(),
                    each.offset(),
                    errors,
                    each.text(),
                    each.takenBy());
        }
        writer.end();
    }
}
