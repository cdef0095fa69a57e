package org.lierne.core.plan.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Inserts;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * How what happened once is loaded where it may be corrected. The staged rows of a key follow what is in force of it, in
 * their order; each that says otherwise than the one before it is stored, with a counter row that takes that one back.
 * Rows of deliveries that are tracked already are passed over, since what they said has been corrected perhaps.
 */
final class CorrectionLoads {

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final boolean readAgain;

    /** @param readAgain whether what is staged is tracked already, and taken into what was described since */
    CorrectionLoads(Vault vault, VaultSchema schema, Dialect dialect, boolean readAgain) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.readAgain = readAgain;
    }

    /**
     * What may be corrected.
     *
     * @param inForce the view of what holds of it
     * @param hashKey the column of its hash key
     * @param stagedKey the name of that key in the stage table
     * @param key the columns that tell one event from another, of which none is NULL: else a record is rejected
     */
    private record Event(
            Source source, Table table, String inForce, String hashKey, String stagedKey, List<String> key) {

        /** All that a row says: what is compared, and what a counter row repeats. */
        List<String> said() {
            List<String> origin = List.of(
                    Names.LOAD_DATE,
                    Names.DELIVERY_ID,
                    Names.RECORD_NUMBER,
                    Names.ROW_NUMBER,
                    Names.RECORD_SOURCE,
                    Names.RUN_ID,
                    Names.COUNTER,
                    Names.CORRECTION);
            return table.columnNames().stream()
                    .filter(column -> !origin.contains(column))
                    .toList();
        }

        List<String> compared() {
            return said().stream().filter(column -> !key.contains(column)).toList();
        }
    }

    Statement insert(Link link, String eligible) {
        Table table = schema.table(Names.table(link));
        String hashKey = Names.hashKey(link.name());
        List<String> parts = vault.eventKeyOf(link);
        List<String> key = new ArrayList<>();
        link.connects().stream()
                .filter(each -> parts.contains(each.name()))
                .forEach(each -> key.add(Names.hashKey(each.name())));
        link.dependentChildKey().stream()
                .map(Link.DependentChildKey::name)
                .filter(parts::contains)
                .forEach(key::add);
        if (key.isEmpty()) {
            key.add(hashKey);
        }
        return insert(
                new Event(vault.source(link.source()), table, Names.inForce(link), hashKey, hashKey, key), eligible);
    }

    Statement insert(NonHistorizedSatellite satellite, String eligible) {
        String hashKey = Names.parentKey(satellite);
        return insert(
                new Event(
                        vault.source(satellite.source()),
                        schema.table(Names.table(satellite)),
                        Names.current(satellite),
                        hashKey,
                        Names.hashKey(satellite.parent().name()),
                        List.of(hashKey)),
                eligible);
    }

    private Statement insert(Event event, String eligible) {
        Source source = event.source();
        String order = Order.stagedColumns(source).stream()
                .map(column -> "staged." + text.name(column) + (column.equals(Names.SEQUENCE) ? " nulls first" : ""))
                .collect(Collectors.joining(", "));
        String sql = """
                insert into %1$s
                with staged as (
                  select%2$s
                  from %3$s as staged
                  where %4$s
                ),
                in_force as (
                  select%5$s
                  from %6$s as stored
                ),
                said as (
                  select
                    %7$s,
                    cast(0 as bigint) as _place
                  from in_force
                  where exists (
                    select 1
                    from staged
                    where %8$s
                  )
                  union all
                  select
                    %9$s,
                    row_number() over (partition by %10$s order by %11$s) as _place
                  from staged
                ),
                changed as (
                  select
                    said.*,
                    coalesce(in_force.correction, -1)
                      + cast(row_number() over (partition by %12$s order by said._place) as integer) as _correction
                  from said
                  left join said as former
                    on %13$s
                    and former._place = said._place - 1
                  left join in_force
                    on %14$s
                  where said._place > 0
                    and (
                      former._place is null%15$s
                    )
                )
                select%16$s
                from changed
                union all
                select%17$s
                from changed
                join said as former
                  on %18$s
                  and former._place = changed._place - 1""".formatted(
                        Inserts.into(event.table(), event.table().columnNames(), text),
                        stagedColumns(event),
                        Stage.stage(source),
                        eligible(source, eligible),
                        storedColumns(event),
                        SqlText.raw(event.inForce()),
                        listed("in_force", event),
                        same(event, "staged", "in_force"),
                        listed("staged", event),
                        text.list("staged", event.key()),
                        order,
                        text.list("said", event.key()),
                        same(event, "former", "said"),
                        same(event, "in_force", "said"),
                        differs(event),
                        result(event, "changed", 1),
                        result(event, "former", -1),
                        same(event, "former", "changed"));
        return Statement.of(
                "insert what is new, and what it corrects",
                SqlText.raw(event.table().name()),
                sql);
    }

    /** The rows of the run that are taken: not those of deliveries whose rows were taken before. */
    private String eligible(Source source, String eligible) {
        String untracked = "not exists (\n      select 1\n      from " + Stage.alreadyTracked(source)
                + " as tracked\n      where tracked.delivery_id = staged.delivery_id\n    )";
        return readAgain ? eligible : eligible + "\n    and " + untracked;
    }

    private String stagedColumns(Event event) {
        List<String> columns = new ArrayList<>();
        for (String column : event.table().columnNames()) {
            if (event.said().contains(column)) {
                String staged = column.equals(event.hashKey()) ? event.stagedKey() : Stage.columnOf(column);
                columns.add("staged." + text.name(staged) + " as " + text.name(column));
            }
        }
        Order.stagedColumns(event.source()).forEach(column -> columns.add("staged." + text.name(column)));
        columns.add("staged." + text.name(Names.DELIVERY_ID));
        columns.add(text.render(Stage.recordSource(event.source(), "staged")) + " as record_source");
        return lines(columns, 4);
    }

    private String storedColumns(Event event) {
        List<String> columns = new ArrayList<>();
        event.said().forEach(column -> columns.add("stored." + text.name(column)));
        columns.add("stored.load_date");
        columns.add("stored.delivery_id");
        columns.add("stored.record_number");
        columns.add("stored.row_number");
        columns.add("stored.record_source");
        columns.add("stored.correction");
        return lines(columns, 4);
    }

    private String listed(String alias, Event event) {
        List<String> columns = new ArrayList<>(event.said());
        columns.addAll(List.of(
                Names.LOAD_DATE, Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER, Names.RECORD_SOURCE));
        return columns.stream().map(column -> text.name(alias, column)).collect(Collectors.joining(",\n    "));
    }

    private String differs(Event event) {
        return event.compared().stream()
                .map(column ->
                        "\n      or " + text.name("said", column) + " is distinct from " + text.name("former", column))
                .collect(Collectors.joining());
    }

    private String result(Event event, String said, int counter) {
        List<String> columns = new ArrayList<>();
        for (String column : event.table().columnNames()) {
            if (event.said().contains(column)) {
                columns.add(text.name(said, column));
            } else if (column.equals(Names.RUN_ID)) {
                columns.add(text.render(Stage.runId()));
            } else if (column.equals(Names.COUNTER)) {
                columns.add(Integer.toString(counter));
            } else {
                columns.add(column.equals(Names.CORRECTION) ? "changed._correction" : text.name("changed", column));
            }
        }
        return lines(columns, 2);
    }

    /** That two relations say something of the same event, of whose key no part is missing. */
    private String same(Event event, String left, String right) {
        return event.key().stream()
                .map(column -> text.name(left, column) + " = " + text.name(right, column))
                .collect(Collectors.joining(" and "));
    }

    private static String lines(List<String> columns, int indent) {
        String before = "\n" + " ".repeat(indent);
        return before + String.join("," + before, columns);
    }
}
