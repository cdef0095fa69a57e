package org.lierne.core.businessvault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.DataType;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.PointInTime;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that bring a point-in-time table along. Keys of which rows have changed are built again, for the dates
 * since the change; for new dates, all others are carried on from the newest date that there was.
 */
final class PointInTimeStatements {

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final PointInTime pointInTime;
    private final String table;
    private final String key;
    private final String changed;
    private final String wanted;
    private final Ghosts ghosts;
    private final List<Satellite> satellites;
    private final List<Holding> holdings;

    PointInTimeStatements(Vault vault, VaultSchema schema, Dialect dialect, PointInTime pointInTime) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.pointInTime = pointInTime;
        this.table = schema.table(Names.table(pointInTime)).qualifiedName();
        this.key = Names.parentKey(pointInTime.of());
        this.changed = "changed_" + Names.table(pointInTime);
        this.wanted = Snapshots.wanted(pointInTime.snapshots());
        this.ghosts = new Ghosts(vault, schema, dialect);
        this.satellites =
                pointInTime.satellites().stream().map(vault::satellite).toList();
        this.holdings = satellites.stream()
                .map(satellite -> Holding.of(vault, schema, dialect, satellite, changed))
                .toList();
    }

    List<Statement> statements() {
        String built = Snapshots.built(pointInTime.snapshots());
        String isNew = "select exists (select 1 from " + wanted
                + " where snapshot_date > (select max(snapshot_date) from " + built + "))";
        return List.of(
                Statement.of("note changed keys", changed, changedKeys()),
                new Statement("carry unchanged keys on", table, carry(built), Optional.of(isNew)),
                Statement.of(
                        "drop old dates",
                        table,
                        "delete from " + table + "\nwhere snapshot_date not in (select snapshot_date from " + wanted
                                + ")"),
                Statement.of("drop changed keys", table, dropChanged()),
                Statement.of("insert changed keys", table, insert()));
    }

    private String changedKeys() {
        List<String> rows = new ArrayList<>();
        rows.add(rows(parentTable(), text.name(key)));
        rows.add(rows(firstSeen(), text.name(key)));
        for (Satellite satellite : satellites) {
            if (satellite instanceof EffectivitySatellite effectivity) {
                rows.add(rowsOfDrivingKeys(effectivity));
                continue;
            }
            rows.add(rows(Names.table(satellite), text.name(key)));
            Presence.of(vault, satellite)
                    .filter(presence -> !presence.table().equals(Names.table(satellite)))
                    .ifPresent(presence -> rows.add(rows(presence.table(), text.name(key))));
        }
        return dialect.stageTable(changed) + " as\nwith " + Changed.built(table, pointInTime.snapshots())
                + "\nselect " + text.name(key) + ", min(load_date) as since\nfrom (\n"
                + String.join("\n  union all\n", rows) + "\n) as changes\ngroup by " + text.name(key);
    }

    private String rows(String rawTable, String columns) {
        return "  select " + columns + ", load_date " + Changed.in(rawTable);
    }

    /** What one link's row says of a driving key says something of all others that have it. */
    private String rowsOfDrivingKeys(EffectivitySatellite satellite) {
        List<String> drivingKey = Unit.of(vault, satellite).key();
        String columns = text.list(drivingKey);
        List<String> rows = new ArrayList<>(List.of(rows(Names.table(satellite), columns)));
        Presence.of(vault, satellite).ifPresent(presence -> rows.add(rows(presence.table(), columns)));
        return """
                  select satellite.%1$s, moved.load_date
                  from %2$s as satellite
                  join (
                    select %3$s, min(load_date) as load_date
                    from (
                %4$s
                    ) as stated
                    group by %3$s
                  ) as moved on %5$s""".formatted(
                        text.name(key),
                        SqlText.raw(Names.table(satellite)),
                        columns,
                        String.join("\n  union all\n", rows).indent(4).stripTrailing(),
                        text.same("moved", "satellite", drivingKey));
    }

    private String carry(String built) {
        List<String> columns = schema.table(Names.table(pointInTime)).columnNames();
        String carried = columns.stream()
                .map(column -> switch (column) {
                    case Names.SNAPSHOT_DATE -> "wanted.snapshot_date";
                    case Names.RUN_ID -> Changed.RUN;
                    default -> text.name("built", column);
                })
                .collect(Collectors.joining(", "));
        return """
                insert into %1$s (%2$s)
                select %3$s
                from %1$s as built
                join %4$s as wanted on wanted.snapshot_date > built.snapshot_date
                left join %5$s as changed on %6$s and changed.since <= wanted.snapshot_date
                where built.snapshot_date = (select max(snapshot_date) from %7$s)
                  and changed.since is null""".formatted(table, text.list(columns), carried, wanted, changed, same("changed", "built"), built);
    }

    private String dropChanged() {
        return """
                delete from %1$s
                where snapshot_date >= (select min(since) from %2$s)
                  and exists (
                    select 1
                    from %2$s as changed
                    where changed.%3$s = %4$s.%3$s and changed.since <= %4$s.snapshot_date
                  )""".formatted(table, changed, text.name(key), Names.table(pointInTime));
    }

    private String insert() {
        List<String> columns = schema.table(Names.table(pointInTime)).columnNames();
        List<String> steps = new ArrayList<>();
        steps.add(Holding.PLACES);
        steps.add("first_seen as (\n"
                + Snapshots.firstSeen(text.name(key), parentTable(), firstSeen())
                        .indent(2)
                + ")");
        steps.add("""
                points as (
                  select first_seen.%1$s, wanted.snapshot_date
                  from first_seen
                  join %2$s as changed on %3$s
                  join %4$s as wanted
                    on wanted.snapshot_date >= first_seen.load_date and wanted.snapshot_date >= changed.since
                )""".formatted(text.name(key), changed, same("changed", "first_seen"), wanted));
        StringBuilder joins = new StringBuilder("from points");
        List<String> selected = new ArrayList<>(List.of(text.name("points", key), "points.snapshot_date"));
        for (Holding holding : holdings) {
            steps.add(holding.asStep());
            String relation = dialect.hasAsOfJoin() ? asOf(holding, joins) : timeline(holding, steps, joins);
            selected.addAll(references(holding, relation));
        }
        selected.add(Changed.RUN + " as run_id");
        return "insert into " + table + " (" + text.list(columns) + ")\nwith " + String.join(",\n", steps)
                + "\nselect\n  " + String.join(",\n  ", selected) + "\n" + joins;
    }

    private String asOf(Holding holding, StringBuilder joins) {
        joins.append("\nasof left join ")
                .append(holding.name())
                .append("\n  on ")
                .append(same(holding.name(), "points"))
                .append(" and ")
                .append(holding.name())
                .append(".load_date <= points.snapshot_date");
        return holding.name();
    }

    /** Without an as-of join: dates and changes of a key in one line, each date with the change that is before it. */
    private String timeline(Holding holding, List<String> steps, StringBuilder joins) {
        String relation = holding.name() + "_at";
        List<String> columns = new ArrayList<>(holding.parts());
        if (holding.ends()) {
            columns.add(Names.LOAD_END_DATE);
        }
        List<String> stated = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (String column : columns) {
            // What may be NULL is known as a list of one, so that a NULL is not passed over for an older value.
            stated.add(
                    isNeverNull(column)
                            ? text.name(column)
                            : "array[" + text.name(column) + "] as " + text.name("_" + column));
            known.add((isNeverNull(column)
                            ? dialect.lastKnown(text.name(column), "up_to_here")
                            : "(" + dialect.lastKnown("_" + column, "up_to_here") + ")[1]")
                    + " as " + text.name(column));
        }
        steps.add("""
                %1$s as (
                  select *
                  from (
                    select %2$s, snapshot_date,
                      %3$s as _key,
                      %4$s
                    from (
                      select %2$s, load_date as _at, 0 as _kind, cast(null as %5$s) as snapshot_date, %2$s as _key, %6$s
                      from %7$s
                      union all
                      select %2$s, snapshot_date, 1, snapshot_date, null%8$s
                      from points
                    ) as timeline
                    window up_to_here as (
                      partition by %2$s order by _at, _kind rows between unbounded preceding and current row
                    )
                  ) as known
                  where snapshot_date is not null
                )""".formatted(
                        relation,
                        text.name(key),
                        dialect.lastKnown("_key", "up_to_here"),
                        String.join(",\n      ", known),
                        dialect.types().of(DataType.TIMESTAMP),
                        String.join(", ", stated),
                        holding.name(),
                        ", null".repeat(columns.size())));
        joins.append("\nleft join ")
                .append(relation)
                .append("\n  on ")
                .append(same(relation, "points"))
                .append(" and ")
                .append(relation)
                .append(".snapshot_date = points.snapshot_date");
        return relation;
    }

    private static boolean isNeverNull(String column) {
        return !column.equals(Names.SEQUENCE) && !column.equals(Names.LOAD_END_DATE);
    }

    /** The columns that refer to what holds; where nothing does, to what stands in for it. */
    private List<String> references(Holding holding, String relation) {
        String found = dialect.hasAsOfJoin() ? text.name(relation, key) : relation + "._key";
        String holds = holding.ends()
                ? "(%1$s.load_end_date is null or %1$s.load_end_date > points.snapshot_date)".formatted(relation)
                : "";
        String unknown = text.render(dialect.hashes().unknownKey(vault.hashing()));
        Table stored = schema.table(Names.table(holding.satellite()));
        List<String> columns = new ArrayList<>();
        columns.add(reference(found, holds, Optional.of(unknown)) + " as "
                + text.name(Names.referencedKey(holding.satellite())));
        for (String part : holding.parts()) {
            TableColumn column = stored.columns().get(stored.columnNames().indexOf(part));
            Optional<String> ghost = ghosts.has(holding.satellite()) && !part.equals(Names.SEQUENCE)
                    ? Optional.of(text.render(ghosts.valueOfUnknown(column)))
                    : Optional.empty();
            columns.add(reference(text.name(relation, part), holds, ghost) + " as "
                    + text.name(Names.referenced(holding.satellite(), part)));
        }
        return columns;
    }

    private static String reference(String value, String holds, Optional<String> otherwise) {
        String held = holds.isEmpty() ? value : "case when " + holds + " then " + value + " end";
        return otherwise.map(ghost -> "coalesce(" + held + ", " + ghost + ")").orElse(held);
    }

    private String same(String left, String right) {
        return text.same(left, right, List.of(key));
    }

    private String parentTable() {
        return pointInTime.of() instanceof Parent.OfHub hub
                ? Names.table(vault.hub(hub.hub()))
                : Names.table(vault.link(pointInTime.of().name()));
    }

    private String firstSeen() {
        return pointInTime.of() instanceof Parent.OfHub hub
                ? Names.firstSeen(vault.hub(hub.hub()))
                : Names.firstSeen(vault.link(pointInTime.of().name()));
    }
}
