package org.lierne.core.verify.derived;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.model.Bridge;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/** Whether bridges, brought along by many runs, hold what they would if they were made from the raw vault now. */
public final class BridgeChecks {

    private final VaultTables tables;

    public BridgeChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        return tables.vault().businessVault().bridges().stream()
                .map(this::check)
                .toList();
    }

    private Check check(Bridge bridge) {
        Table table = tables.schema().table(Names.table(bridge));
        List<String> columns = new ArrayList<>(table.columnNames());
        columns.remove(Names.RUN_ID);
        String list = tables.text().list(columns);
        String sql = """
                with due as (
                %1$s
                ),
                compared as (
                  select %2$s, sum(due) as due, sum(there) as there
                  from (
                    select %2$s, 1 as due, 0 as there from due
                    union all
                    select %2$s, 0, 1 from %3$s
                  ) as rows_of_both
                  group by %2$s
                )
                select %4$s, due as expected, there as found
                from compared
                where due <> there""".formatted(
                        BusinessVaultPlan.rows(tables.vault(), tables.schema(), tables.dialect(), bridge)
                                .indent(2)
                                .stripTrailing(),
                        list,
                        table.qualifiedName(),
                        tables.text().list(tables.row(table)));
        // In force is told by presence, tracking and batches as well, as the link and its source have it.
        Set<String> reads = new LinkedHashSet<>();
        tables.schema().rawVault().forEach(each -> reads.add(each.name()));
        reads.add(Names.table(tables.vault().businessVault().snapshots(bridge.snapshots())));
        return tables.check(Promise.BRIDGE, table, sql, reads.toArray(String[]::new));
    }
}
