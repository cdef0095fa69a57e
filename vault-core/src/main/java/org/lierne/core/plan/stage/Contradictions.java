package org.lierne.core.plan.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * Finds the staged rows that say otherwise of what happened once. What is said of a key is what is stored of it, or else
 * what the first of its staged rows says; another row with the same is a repeat, one with anything else a contradiction.
 *
 * <p>Only keys that are stored already, or that several staged rows have, are looked at: of most deliveries none.
 */
final class Contradictions {

    private final Source source;
    private final Dialect dialect;
    private final SqlText text;
    private final List<Once> once = new ArrayList<>();

    /**
     * A column of what is stored once.
     *
     * @param stored its name in the table
     * @param staged its name in the stage table
     * @param said the name of the source's column that it is read from
     */
    private record Part(String stored, String staged, String said) {}

    /**
     * What stands once per key.
     *
     * @param eligible a condition on staged rows, empty for none
     */
    private record Once(String table, List<Part> key, List<Part> payload, String eligible) {}

    Contradictions(Vault vault, Dialect dialect, Source source) {
        this.source = source;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        vault.linksOf(source).stream()
                .filter(link -> link.isNonHistorized() && !link.isCorrected())
                .forEach(link -> once.add(once(vault, link)));
        vault.satellitesOf(source).stream()
                .filter(NonHistorizedSatellite.class::isInstance)
                .map(NonHistorizedSatellite.class::cast)
                .filter(satellite -> !satellite.isCorrected())
                .forEach(satellite -> once.add(once(vault, satellite)));
    }

    private Once once(Vault vault, Link link) {
        List<String> eventKey = vault.eventKeyOf(link);
        List<Part> key = new ArrayList<>();
        List<Part> payload = new ArrayList<>();
        link.connects().forEach(participant -> {
            String column = Names.hashKey(participant.name());
            String said = source.key(participant.name()).orElseThrow().columns().get(0);
            (eventKey.contains(participant.name()) ? key : payload).add(new Part(column, column, said));
        });
        link.dependentChildKey()
                .forEach(child -> (eventKey.contains(child.name()) ? key : payload)
                        .add(new Part(child.name(), Stage.columnOf(child.name()), child.name())));
        if (key.isEmpty()) {
            // All its parts are its key, and then they cannot differ.
            payload.clear();
            String hashKey = Names.hashKey(link.name());
            key.add(new Part(hashKey, hashKey, link.name()));
        }
        link.columns().forEach(column -> payload.add(new Part(column, column, column)));
        String eligible = vault.nullKeys() == NullKeys.SKIP
                ? "\n  and staged." + text.name(Names.hashKey(link.name())) + " is not null"
                : "";
        return new Once(Names.table(link), key, payload, eligible);
    }

    private Once once(Vault vault, NonHistorizedSatellite satellite) {
        String staged = Names.hashKey(satellite.parent().name());
        List<Part> key = List.of(
                new Part(Names.parentKey(satellite), staged, satellite.parent().name()));
        List<Part> payload = satellite.columns().stream()
                .map(column -> new Part(column, column, column))
                .toList();
        String unknown = text.render(dialect.hashes().unknownKey(vault.hashing()));
        return new Once(Names.table(satellite), key, payload, "\n  and staged." + text.name(staged) + " <> " + unknown);
    }

    /** Whether the source feeds anything that stands once per key. */
    boolean arePossible() {
        return !once.isEmpty();
    }

    /** The statements that list the contradicting rows among those of the listed deliveries that break no rule. */
    List<Statement> list() {
        List<Statement> statements = new ArrayList<>();
        String target = Stage.contradictions(source);
        statements.add(Statement.of(
                "list contradictions",
                target,
                dialect.stageTable(target) + " (\n  _row bigint,\n  delivery_id "
                        + dialect.types().id()
                        + ",\n  _delivery_order integer,\n  record_number bigint,\n  column_name varchar,\n"
                        + "  message varchar\n)"));
        statements.add(Statement.of(
                "note rejected records",
                rejectedRecords(),
                dialect.stageTable(rejectedRecords())
                        + " as\nselect distinct delivery_id, record_number\nfrom " + Stage.stage(source)
                        + "\nwhere _errors is not null"));
        for (Once each : once) {
            statements.add(severalRows(each));
            statements.add(storedBefore(each));
            if (!each.payload().isEmpty()) {
                statements.add(contradicting(each));
            }
        }
        return statements;
    }

    private static String several(Once each) {
        return "staged_in_several_rows_" + each.table();
    }

    private static String stored(Once each) {
        return "stored_before_" + each.table();
    }

    private Statement severalRows(Once each) {
        String columns = keyColumns(each, "staged", Part::staged);
        return Statement.of(
                "note keys in several rows",
                several(each),
                dialect.stageTable(several(each)) + " as\nselect " + keyColumns(each)
                        + "\nfrom " + Stage.stage(source) + " as staged\nwhere " + sound(each)
                        + "\ngroup by " + columns + "\nhaving count(*) > 1");
    }

    private Statement storedBefore(Once each) {
        return Statement.of(
                "note keys that are stored",
                stored(each),
                dialect.stageTable(stored(each)) + " as\nselect " + keyColumns(each)
                        + "\nfrom " + Stage.stage(source) + " as staged\nwhere " + sound(each)
                        + "\n  and exists (\n    select 1\n    from " + Table.RAW_VAULT + "." + text.name(each.table())
                        + " as stored\n    where " + equal(each, "stored", Part::stored, "staged", Part::staged)
                        + "\n  )\ngroup by " + keyColumns(each, "staged", Part::staged));
    }

    private Statement contradicting(Once each) {
        String differ = each.payload().stream()
                .map(part -> differs(part))
                .distinct()
                .collect(Collectors.joining("\n    or ", "(", ")"));
        String columns = each.payload().stream()
                .map(part -> "case when " + differs(part) + " then " + text.literal(part.said()) + " end")
                .collect(Collectors.joining(",\n        "));
        String order = Order.stagedColumns(source).stream()
                .map(column -> "staged." + column + (column.equals(Names.SEQUENCE) ? " nulls first" : ""))
                .collect(Collectors.joining(", "));
        String sql = """
                insert into %1$s
                with first_staged as (
                  select
                    staged.*,
                    row_number() over (partition by %2$s order by %3$s) as _place
                  from %4$s as staged
                  where %5$s
                    and exists (select 1 from %6$s as several where %7$s)
                    and not exists (select 1 from %8$s as stored where %9$s)
                ),
                known as (
                  select
                    %10$s,
                    stored.record_number as _record_number,
                    delivery.path as _path
                  from %11$s as stored
                  left join audit.delivery as delivery
                    on delivery.delivery_id = stored.delivery_id
                  where exists (select 1 from %8$s as found where %12$s)
                  union all
                  select
                    %13$s,
                    first_staged.record_number,
                    pending.path
                  from first_staged
                  join %14$s as pending
                    on pending.delivery_id = first_staged.delivery_id
                  where first_staged._place = 1
                ),
                contradicting as (
                  select
                    staged._row,
                    staged.delivery_id,
                    staged._delivery_order,
                    staged.record_number,
                    array[
                        %15$s
                      ] as _columns,
                    'record ' || cast(known._record_number as varchar) || ' of ' || coalesce('"' || known._path || '"', 'an earlier delivery') as _known
                  from %4$s as staged
                  join known
                    on %16$s
                  where %5$s
                    and %17$s
                )
                select
                  _row,
                  delivery_id,
                  _delivery_order,
                  record_number,
                  differing.column_name,
                  %18$s || _known
                from contradicting
                cross join unnest(_columns) as differing(column_name)
                where differing.column_name is not null""".formatted(
                        Stage.contradictions(source),
                        keyColumns(each, "staged", Part::staged),
                        order,
                        Stage.stage(source),
                        sound(each).replace("\n", "\n  "),
                        several(each),
                        equal(each, "several", Part::stored, "staged", Part::staged),
                        stored(each),
                        equal(each, "stored", Part::stored, "staged", Part::staged),
                        said(each, "stored", Part::stored),
                        Table.RAW_VAULT + "." + text.name(each.table()),
                        equal(each, "found", Part::stored, "stored", Part::stored),
                        said(each, "first_staged", Part::staged),
                        Stage.pending(source),
                        columns,
                        equal(each, "known", Part::stored, "staged", Part::staged),
                        differ.replace("\n", "\n  "),
                        text.literal(sameKey(each)));
        return new Statement(
                "list rows that contradict " + each.table(),
                Stage.contradictions(source),
                sql,
                Optional.of("select exists (select 1 from " + several(each) + ") or exists (select 1 from "
                        + stored(each) + ")"));
    }

    private static String sameKey(Once each) {
        String key = each.key().stream().map(Part::said).collect(Collectors.joining(", "));
        return "the same " + key + " has another value in ";
    }

    private String rejectedRecords() {
        return "rejected_records_" + source.name();
    }

    /** That a staged row is of a listed delivery, and of a record that breaks no rule in any of its rows. */
    private String sound(Once each) {
        return "not staged._filtered\n  and not exists (\n    select 1\n    from " + rejectedRecords()
                + " as rejected\n    where rejected.delivery_id = staged.delivery_id"
                + " and rejected.record_number = staged.record_number\n  )\n"
                + "  and staged.delivery_id in (select delivery_id from " + Stage.pending(source) + ")"
                + each.eligible()
                + source.changeRecords()
                        .map(records -> "\n  and not ("
                                + Presence.isDelete(new SqlText(dialect), records, "staged." + Stage.OPERATION) + ")")
                        .orElse("");
    }

    private String differs(Part part) {
        return "staged." + text.name(part.staged()) + " is distinct from known." + text.name(part.stored());
    }

    private String said(Once each, String alias, Function<Part, String> column) {
        List<Part> parts = new ArrayList<>(each.key());
        parts.addAll(each.payload());
        return parts.stream()
                .map(part -> alias + "." + text.name(column.apply(part)) + " as " + text.name(part.stored()))
                .distinct()
                .collect(Collectors.joining(",\n    "));
    }

    private String keyColumns(Once each) {
        return each.key().stream()
                .map(part -> "staged." + text.name(part.staged()) + " as " + text.name(part.stored()))
                .collect(Collectors.joining(", "));
    }

    private String keyColumns(Once each, String alias, Function<Part, String> column) {
        return each.key().stream()
                .map(part -> alias + "." + text.name(column.apply(part)))
                .collect(Collectors.joining(", "));
    }

    private String equal(
            Once each,
            String left,
            Function<Part, String> leftColumn,
            String right,
            Function<Part, String> rightColumn) {
        return each.key().stream()
                .map(part -> left + "." + text.name(leftColumn.apply(part)) + " = " + right + "."
                        + text.name(rightColumn.apply(part)))
                .collect(Collectors.joining(" and "));
    }
}
