package org.lierne.core.plan.load;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * How tracking ends: rows that are older than the newest by more than a source keeps go, but for those that each key came
 * with last. So what held when the rest begins is known, and what comes between later rows is judged as ever.
 */
final class TrackingEnd {

    private final VaultSchema schema;
    private final SqlText text;

    TrackingEnd(VaultSchema schema, Dialect dialect) {
        this.schema = schema;
        this.text = new SqlText(dialect);
    }

    /** The statements that end what is to end; none of a source that keeps all. */
    List<Statement> of(Source source) {
        Optional<Period> after = source.trackingEnds().flatMap(Source.TrackingEnds::after);
        if (after.isEmpty() || schema.find(Names.ended(source)).isEmpty()) {
            return List.of();
        }
        Optional<String> anyEnds = Optional.of("select exists (select 1 from " + Stage.ending(source) + ")");
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("find rows whose tracking ends", Stage.ending(source), find(source, after.get())));
        String ended = SqlText.raw(Names.ended(source));
        statements.add(new Statement(
                "note what is tracked no more",
                ended,
                "insert into " + ended + " (delivery_id, load_date, rows_ended, run_id)\n"
                        + "select delivery_id, max(_tracked_since), count(*), (select run_id from " + Stage.THIS_RUN
                        + ")\nfrom " + Stage.ending(source) + "\ngroup by delivery_id",
                anyEnds));
        for (String table : List.of(Names.tracking(source), Names.retracked(source))) {
            if (schema.find(table).isPresent()) {
                statements.add(new Statement(
                        "end tracking",
                        SqlText.raw(table),
                        "delete from " + SqlText.raw(table)
                                + "\nwhere (delivery_id, record_number, row_number) in (\n"
                                + "  select delivery_id, record_number, row_number from " + Stage.ending(source)
                                + "\n)",
                        anyEnds));
            }
        }
        return statements;
    }

    private String find(Source source, Period after) {
        List<List<String>> keys = keys(source);
        List<String> last = new ArrayList<>();
        List<String> isLast = new ArrayList<>();
        for (int number = 0; number < keys.size(); number++) {
            last.add("max(tracked.load_date) over (partition by " + text.list("tracked", keys.get(number))
                    + ") as _last_" + number);
            isLast.add("(load_date = _last_" + number
                    + keys.get(number).stream()
                            .filter(column -> column.endsWith("_hk"))
                            .map(column -> " and " + text.name(column) + " is not null")
                            .collect(Collectors.joining())
                    + ")");
        }
        return """
                %1$s as
                with since as (
                  select max(load_date) - %2$s as _tracked_since
                  from %3$s
                ),
                old as (
                  select tracked.*, since._tracked_since,
                    %4$s
                  from %5$s as tracked
                  join since on tracked.load_date < since._tracked_since
                )
                select delivery_id, record_number, row_number, _tracked_since
                from old
                where not (%6$s)""".formatted(
                        text.dialect().stageTable(Stage.ending(source)),
                        interval(after),
                        SqlText.raw(Names.tracking(source)),
                        String.join(",\n    ", last),
                        SqlText.raw(schema.trackedRows(source)),
                        String.join("\n  or ", isLast));
    }

    private static String interval(Period period) {
        if (period.getYears() > 0) {
            return "interval '" + period.getYears() + "' year";
        }
        return period.getMonths() > 0
                ? "interval '" + period.getMonths() + "' month"
                : "interval '" + period.getDays() + "' day";
    }

    /** What rows are found by later: the keys of hubs, links and references, and what tells rows apart. */
    private List<List<String>> keys(Source source) {
        Table tracking = schema.table(Names.tracking(source));
        List<List<String>> keys = new ArrayList<>();
        for (TableColumn column : tracking.columns()) {
            if (column.type() instanceof ColumnType.Hash && column.name().endsWith("_hk")) {
                keys.add(List.of(column.name()));
            }
        }
        List<String> rowKey = Names.rowKey(source);
        if (!rowKey.isEmpty()
                && !keys.contains(rowKey)
                && tracking.columnNames().containsAll(rowKey)) {
            keys.add(rowKey);
        }
        return keys;
    }
}
