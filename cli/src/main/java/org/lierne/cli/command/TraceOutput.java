package org.lierne.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.OutputFormat;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.console.ValueText;
import org.lierne.cli.query.Masking;
import org.lierne.core.schema.Names;
import org.lierne.core.trace.What;
import org.lierne.loader.trace.Change;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceEvent;
import org.lierne.loader.trace.Value;

/**
 * Writes what is stored on a key.
 *
 * @param masking of raw records, which are masked as a whole
 * @param showSensitive whether values of sensitive columns are shown
 * @param withRecords whether raw records were asked for
 */
record TraceOutput(Console console, OutputOptions output, Masking masking, boolean showSensitive, boolean withRecords) {

    private static final String MASK = "(masked)";
    private static final String MASKED_RECORD = "(masked; --show-sensitive shows it)";

    void write(Timeline timeline) {
        if (output.isTable()) {
            writeTable(timeline);
        } else {
            writeColumns(timeline);
        }
        tell(timeline);
    }

    /** Several keys: one after the other, in csv and json all in one with the key of each. */
    void write(List<Timeline> timelines) {
        if (output.isTable()) {
            timelines.forEach(this::write);
            return;
        }
        ResultWriter writer = console.rows(output.format());
        List<ResultColumn> columns = new ArrayList<>(List.of(ResultColumn.text("key_of"), ResultColumn.text("key")));
        columns.addAll(columns());
        writer.begin(columns);
        for (Timeline timeline : timelines) {
            for (TraceEvent event : timeline.events()) {
                List<@Nullable Object> row = new ArrayList<>();
                row.add(timeline.subject());
                row.add(key(timeline));
                row.addAll(columns(event));
                writer.row(row);
            }
        }
        writer.end();
        timelines.forEach(this::tell);
    }

    private void writeTable(Timeline timeline) {
        if (timeline.events().isEmpty()) {
            return;
        }
        List<ResultColumn> columns = new ArrayList<>(List.of(
                ResultColumn.text("load_date"),
                ResultColumn.text("table"),
                ResultColumn.text("what"),
                ResultColumn.text("file"),
                ResultColumn.number("record"),
                ResultColumn.number("run")));
        if (withRecords) {
            columns.add(ResultColumn.text("record_text"));
        }
        ResultWriter writer = TableWriter.of(console, "");
        writer.begin(columns);
        for (TraceEvent event : timeline.events()) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(event.loadDate());
            row.add(event.table());
            row.add(sentence(event));
            row.add(file(event));
            row.add(record(event));
            row.add(event.run());
            if (withRecords) {
                row.add(text(event));
            }
            writer.row(row);
        }
        writer.end();
    }

    /** Where it came from: a file, or the model that computed it. */
    private static @Nullable String file(TraceEvent event) {
        if (Names.isComputed(event.table())) {
            return event.recordSource().orElse(null);
        }
        return event.origin()
                .flatMap(origin -> origin.path()
                        .map(path -> origin.contentVersion() > 1
                                ? path + " (content " + origin.contentVersion() + ")"
                                : path))
                .orElse(null);
    }

    /** What is about no one record, such as that a key is gone, has none. */
    private static @Nullable Long record(TraceEvent event) {
        return event.origin()
                .map(TraceEvent.Origin::record)
                .filter(number -> number > 0)
                .orElse(null);
    }

    private String sentence(TraceEvent event) {
        String of = Stream.concat(event.others().stream(), event.subKey().stream())
                .map(value -> value.name() + " " + shown(value.value(), value.isSensitive()))
                .collect(Collectors.joining(", "));
        String said = event.changes().stream()
                .map(change -> said(event.what(), change))
                .collect(Collectors.joining(", "));
        String what = event.what() == What.CHANGED && !said.isEmpty()
                ? said
                : event.what().text() + (said.isEmpty() ? "" : ": " + said);
        return of.isEmpty() ? what : "[" + of + "] " + what;
    }

    private String said(What what, Change change) {
        if (what == What.CHANGED) {
            return change.isSensitive() && !showSensitive
                    ? change.column() + ": " + MASK
                    : change.column() + ": " + shown(change.before(), false) + " → " + shown(change.after(), false);
        }
        Object value = what == What.REMOVED ? change.before() : change.after();
        return change.column() + " " + shown(value, change.isSensitive());
    }

    private String shown(@Nullable Object value, boolean isSensitive) {
        if (isSensitive && !showSensitive) {
            return MASK;
        }
        return value == null ? TableWriter.NULL_SIGN : ValueText.of(value);
    }

    private @Nullable String text(TraceEvent event) {
        if (event.record().isEmpty()) {
            return null;
        }
        boolean hidden = !showSensitive
                && masking.masksRecord(
                        event.source().orElse(""),
                        event.origin().flatMap(TraceEvent.Origin::path).orElse(""));
        return hidden ? MASKED_RECORD : event.record().get();
    }

    private void writeColumns(Timeline timeline) {
        ResultWriter writer = console.rows(output.format());
        writer.begin(columns());
        for (TraceEvent event : timeline.events()) {
            writer.row(columns(event));
        }
        writer.end();
    }

    private List<ResultColumn> columns() {
        List<ResultColumn> columns = new ArrayList<>(List.of(
                ResultColumn.text("load_date"),
                ResultColumn.text("table"),
                ResultColumn.text("event"),
                ResultColumn.text("of"),
                ResultColumn.text("changes"),
                ResultColumn.text("source"),
                ResultColumn.text("record_source"),
                ResultColumn.text("file"),
                ResultColumn.number("content"),
                ResultColumn.number("record"),
                ResultColumn.number("row"),
                ResultColumn.number("run"),
                ResultColumn.text("delivery_id")));
        if (withRecords) {
            columns.add(ResultColumn.text("record_text"));
        }
        return columns;
    }

    private List<@Nullable Object> columns(TraceEvent event) {
        boolean nested = output.format() == OutputFormat.JSON;
        List<@Nullable Object> row = new ArrayList<>();
        row.add(event.loadDate());
        row.add(event.table());
        row.add(event.what().text());
        row.add(nested ? of(event) : text(of(event)));
        row.add(nested ? changes(event) : text(event.what(), event.changes()));
        row.add(event.source().orElse(null));
        row.add(event.recordSource().orElse(null));
        row.add(event.origin().flatMap(TraceEvent.Origin::path).orElse(null));
        row.add(event.origin().map(TraceEvent.Origin::contentVersion).orElse(null));
        row.add(record(event));
        row.add(
                record(event) == null
                        ? null
                        : event.origin().map(TraceEvent.Origin::row).orElse(null));
        row.add(event.run());
        row.add(event.origin().map(TraceEvent.Origin::delivery).orElse(null));
        if (withRecords) {
            row.add(text(event));
        }
        return row;
    }

    private Map<String, @Nullable Object> of(TraceEvent event) {
        Map<String, @Nullable Object> of = new LinkedHashMap<>();
        for (List<Value> values : List.of(event.others(), event.subKey())) {
            values.forEach(value -> of.put(value.name(), hidden(value.value(), value.isSensitive())));
        }
        return of;
    }

    private @Nullable Object hidden(@Nullable Object value, boolean isSensitive) {
        return isSensitive && !showSensitive ? MASK : value;
    }

    private @Nullable String text(Map<String, @Nullable Object> of) {
        return of.isEmpty()
                ? null
                : of.entrySet().stream()
                        .map(each -> each.getKey() + " " + shown(each.getValue(), false))
                        .collect(Collectors.joining(", "));
    }

    private List<Object> changes(TraceEvent event) {
        List<Object> changes = new ArrayList<>();
        for (Change change : event.changes()) {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("column", change.column());
            told.put("before", hidden(change.before(), change.isSensitive()));
            told.put("after", hidden(change.after(), change.isSensitive()));
            changes.add(told);
        }
        return changes;
    }

    private @Nullable String text(What what, List<Change> changes) {
        return changes.isEmpty()
                ? null
                : changes.stream().map(change -> said(what, change)).collect(Collectors.joining(", "));
    }

    private String key(Timeline timeline) {
        return timeline.key().isEmpty()
                ? timeline.hash()
                : timeline.key().stream()
                        .map(value -> shown(value.value(), value.isSensitive()))
                        .collect(Collectors.joining(", "));
    }

    private void tell(Timeline timeline) {
        String events = Amounts.count(timeline.events().size(), "event", "events");
        console.say((timeline.isCut() ? "The latest " : "") + events + " of " + timeline.subject() + " " + key(timeline)
                + ", hash key " + timeline.hash()
                + (timeline.isCut() ? "; see earlier ones with --limit or --to." : "."));
        for (Timeline.Unchanged unchanged : timeline.unchanged()) {
            console.say(Amounts.count(unchanged.records(), "record", "records") + " of " + unchanged.source()
                    + " said nothing new (" + unchanged.first().toLocalDate()
                    + (unchanged.first().equals(unchanged.last())
                            ? ""
                            : " to " + unchanged.last().toLocalDate())
                    + "); --all lists " + (unchanged.records() == 1 ? "it." : "them."));
        }
        timeline.notes().forEach(console::say);
    }
}
