package org.lierne.core.verify.derived;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.PointInTime;
import org.lierne.core.model.Satellite;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.schema.BusinessVaultTables;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether point-in-time tables have each key at each date since it was first seen, and lead to what the satellite's history
 * shows at that date. This is their definition, told without the steps by which runs bring them along.
 */
public final class PointInTimeChecks {

    private static final String FOREVER = "timestamp '9999-12-31 00:00:00'";

    private final VaultTables tables;
    private final Ghosts ghosts;
    private final List<Check> checks = new ArrayList<>();

    public PointInTimeChecks(VaultTables tables) {
        this.tables = tables;
        this.ghosts = new Ghosts(tables.vault(), tables.schema(), tables.dialect());
    }

    public List<Check> checks() {
        for (PointInTime pointInTime : tables.vault().businessVault().pointInTime()) {
            ofKeys(pointInTime);
            pointInTime
                    .satellites()
                    .forEach(name -> ofSatellite(pointInTime, tables.vault().satellite(name)));
        }
        return List.copyOf(checks);
    }

    private void ofKeys(PointInTime pointInTime) {
        Table table = tables.schema().table(Names.table(pointInTime));
        Table dates =
                tables.schema().table(Names.table(tables.vault().businessVault().snapshots(pointInTime.snapshots())));
        Table parent = parent(pointInTime);
        Table firstSeen = firstSeen(pointInTime);
        String key = tables.text().name(Names.parentKey(pointInTime.of()));
        String sql = """
                with first_seen as (
                  select %1$s, min(load_date) as load_date
                  from (
                    select %1$s, load_date from %2$s
                    union all
                    select %1$s, load_date from %3$s
                  ) as seen
                  group by %1$s
                ),
                due as (
                  select first_seen.%1$s, dates.snapshot_date
                  from first_seen
                  join %4$s as dates on dates.snapshot_date >= first_seen.load_date
                )
                select due.%1$s, due.snapshot_date, 'a row' as expected, 'no row' as found
                from due
                where not exists (
                  select 1 from %5$s as stored where stored.%1$s = due.%1$s and stored.snapshot_date = due.snapshot_date
                )
                union all
                select stored.%1$s, stored.snapshot_date, 'no row', 'a row'
                from %5$s as stored
                where not exists (
                  select 1 from due where due.%1$s = stored.%1$s and due.snapshot_date = stored.snapshot_date
                )""".formatted(
                key, parent.qualifiedName(), firstSeen.qualifiedName(), dates.qualifiedName(), table.qualifiedName());
        checks.add(tables.check(Promise.POINT_IN_TIME, table, sql, parent.name(), firstSeen.name(), dates.name()));
    }

    private void ofSatellite(PointInTime pointInTime, Satellite satellite) {
        Table table = tables.schema().table(Names.table(pointInTime));
        Table stored = tables.table(satellite);
        boolean once = satellite instanceof NonHistorizedSatellite;
        boolean corrected = satellite instanceof NonHistorizedSatellite event && event.isCorrected();
        String held = once ? Names.table(satellite) : Names.history(satellite);
        List<String> parts = BusinessVaultTables.referenced(satellite, stored);
        String key = tables.text().name(Names.parentKey(satellite));
        List<String> conditions = new ArrayList<>();
        conditions.add(tables.text().name("stored", Names.referencedKey(satellite)) + " is distinct from coalesce(held."
                + key + ", " + tables.unknownKey() + ")");
        for (String part : parts) {
            conditions.add(tables.text().name("stored", Names.referenced(satellite, part)) + " is distinct from "
                    + led(satellite, stored, key, part));
        }
        String holding = corrected
                ? untilCorrected(key, parts, held)
                : "  select %s%s, %s, %s as held_until\n  from raw_vault.%s"
                        .formatted(
                                satellite instanceof MultiActiveSatellite ? "distinct " : "",
                                key,
                                tables.text().list(parts),
                                once ? FOREVER : "coalesce(load_end_date, " + FOREVER + ")",
                                held);
        String sql = """
                with held as (
                %1$s
                )
                select stored.%2$s, stored.snapshot_date, held.load_date as expected, stored.%3$s as found
                from %4$s as stored
                left join held on held.%2$s = stored.%2$s
                  and held.load_date <= stored.snapshot_date and held.held_until > stored.snapshot_date
                where %5$s""".formatted(
                        holding,
                        key,
                        tables.text().name(Names.referenced(satellite, Names.LOAD_DATE)),
                        table.qualifiedName(),
                        conditions.stream().collect(Collectors.joining("\n  or ")));
        checks.add(tables.check(Promise.POINT_IN_TIME, table, sql, stored.name(), held));
    }

    /** What says something, until the first load date of any later correction. */
    private String untilCorrected(String key, List<String> parts, String table) {
        return """
                  select held.%1$s, %2$s, coalesce(min(later.load_date), %3$s) as held_until
                  from raw_vault.%4$s as held
                  left join raw_vault.%4$s as later on later.%1$s = held.%1$s and later.correction > held.correction
                  where held.counter = 1
                  group by held.%1$s, %2$s""".formatted(key, tables.text().list("held", parts), FOREVER, table);
    }

    /** What a column leads to: the row that holds, or else the ghost row, where the satellite has one. */
    private String led(Satellite satellite, Table stored, String key, String part) {
        String held = tables.text().name("held", part);
        TableColumn column = stored.columns().get(stored.columnNames().indexOf(part));
        if (!ghosts.has(satellite) || part.equals(Names.SEQUENCE)) {
            return held;
        }
        return "case when held." + key + " is null then "
                + tables.text().render(ghosts.standing(satellite, column))
                + " else " + held + " end";
    }

    private Table parent(PointInTime pointInTime) {
        String name = pointInTime.of().name();
        return tables.schema()
                .table(
                        pointInTime.of() instanceof Parent.OfHub
                                ? Names.table(tables.vault().hub(name))
                                : Names.table(tables.vault().link(name)));
    }

    private Table firstSeen(PointInTime pointInTime) {
        String name = pointInTime.of().name();
        return tables.schema()
                .table(
                        pointInTime.of() instanceof Parent.OfHub
                                ? Names.firstSeen(tables.vault().hub(name))
                                : Names.firstSeen(tables.vault().link(name)));
    }
}
