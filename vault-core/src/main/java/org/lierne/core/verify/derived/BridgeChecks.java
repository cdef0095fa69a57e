package org.lierne.core.verify.derived;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.Bridge;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether bridges, brought along by many runs, hold what they are to hold. At the first, the middle and the newest date that
 * is told by their definition, the views of what is in force, without the statements by which runs build them; at all
 * others by these, made from the raw vault now.
 */
public final class BridgeChecks {

    private static final DateTimeFormatter LITERAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final VaultTables tables;
    private final Map<String, List<SnapshotDate>> dates;

    /** @param dates by the name of each rule, the snapshot dates that there are to be */
    public BridgeChecks(VaultTables tables, Map<String, List<SnapshotDate>> dates) {
        this.tables = tables;
        this.dates = dates;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Bridge bridge : tables.vault().businessVault().bridges()) {
            List<String> told = told(dates.getOrDefault(bridge.snapshots(), List.of()));
            String built = BusinessVaultPlan.rows(tables.vault(), tables.schema(), tables.dialect(), bridge);
            if (told.isEmpty()) {
                checks.add(check(bridge, built, "true"));
                continue;
            }
            String isTold = "snapshot_date in (" + String.join(", ", told) + ")";
            checks.add(check(bridge, built, "not " + isTold));
            checks.add(check(bridge, new BridgeAsOf(tables, bridge).rows(told), isTold));
        }
        return List.copyOf(checks);
    }

    private static List<String> told(List<SnapshotDate> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        Set<LocalDateTime> some = new LinkedHashSet<>();
        some.add(all.get(0).at());
        some.add(all.get(all.size() / 2).at());
        some.add(all.get(all.size() - 1).at());
        return some.stream()
                .map(date -> "timestamp '" + LITERAL.format(date) + "'")
                .toList();
    }

    /** @param where of which dates the rows are compared */
    private Check check(Bridge bridge, String due, String where) {
        Table table = tables.schema().table(Names.table(bridge));
        List<String> columns = new ArrayList<>(table.columnNames());
        columns.remove(Names.RUN_ID);
        String sql = """
                with due as (
                %1$s
                ),
                compared as (
                  select %2$s, sum(due) as due, sum(there) as there
                  from (
                    select %2$s, 1 as due, 0 as there from due where %5$s
                    union all
                    select %2$s, 0, 1 from %3$s where %5$s
                  ) as rows_of_both
                  group by %2$s
                )
                select %4$s, %6$s as expected, %7$s as found
                from compared
                where due <> there""".formatted(
                        due.indent(2).stripTrailing(),
                        tables.text().list(columns),
                        table.qualifiedName(),
                        tables.text().list(tables.row(table)),
                        where,
                        inWords("due"),
                        inWords("there"));
        // In force is told by presence, tracking and batches as well, as the link and its source have it.
        Set<String> reads = new LinkedHashSet<>();
        tables.schema().stored().forEach(each -> reads.add(each.name()));
        reads.add(Names.table(tables.vault().businessVault().snapshots(bridge.snapshots())));
        return tables.check(Promise.BRIDGE, table, sql, reads.toArray(String[]::new));
    }

    private static String inWords(String count) {
        return "case " + count + " when 0 then 'no row' when 1 then 'a row' else concat(cast(" + count
                + " as varchar), ' rows') end";
    }
}
