package org.lierne.core.businessvault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.lierne.core.schema.StoredAs;
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
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("note changed keys", changed, changedKeys()));
        holdings.forEach(holding -> statements.addAll(holding.statements()));
        statements.addAll(List.of(
                new Statement("carry unchanged keys on", table, carry(built), Optional.of(isNew)),
                Statement.of(
                        "drop old dates",
                        table,
                        "delete from " + table + "\nwhere snapshot_date not in (select snapshot_date from " + wanted
                                + ")"),
                Statement.of("drop changed keys", table, dropChanged()),
                Statement.of("insert changed keys", table, insert())));
        return List.copyOf(statements);
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
            String alias = Names.table(holding.satellite());
            joins.append("\nleft join ").append(holding.table()).append(" as ").append(text.name(alias));
            joins.append("\n  on ").append(same(alias, "points"));
            joins.append("\n  and ").append(holding.holdsAt(text.name(alias), "points.snapshot_date"));
            selected.addAll(references(holding, alias));
        }
        selected.add(Changed.RUN + " as run_id");
        return "insert into " + table + " (" + text.list(columns) + ")\nwith " + String.join(",\n", steps)
                + "\nselect\n  " + String.join(",\n  ", selected) + "\n" + joins;
    }

    /**
     * The columns that refer to what holds; where nothing does, to what stands in for it. A row that another tool stored
     * holds without a delivery, and is referred to as it stands.
     */
    private List<String> references(Holding holding, String relation) {
        String unknown = text.render(dialect.hashes().unknownKey(vault.hashing()));
        Table stored = schema.table(Names.table(holding.satellite()));
        String held = text.name(relation, key);
        List<String> columns = new ArrayList<>();
        columns.add(
                "coalesce(" + held + ", " + unknown + ") as " + text.name(Names.referencedKey(holding.satellite())));
        for (String part : holding.parts()) {
            TableColumn column = stored.columns().get(stored.columnNames().indexOf(part));
            String value = text.name(relation, part);
            if (ghosts.has(holding.satellite()) && !part.equals(Names.SEQUENCE)) {
                String ghost = text.render(ghosts.standing(holding.satellite(), column));
                value = stored.storedAs().filter(StoredAs::existing).isPresent() && part.equals(Names.DELIVERY_ID)
                        ? "case when " + held + " is null then " + ghost + " else " + value + " end"
                        : "coalesce(" + value + ", " + ghost + ")";
            }
            columns.add(value + " as " + text.name(Names.referenced(holding.satellite(), part)));
        }
        return columns;
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
