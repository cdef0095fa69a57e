package org.lierne.core.verify.key;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.GhostRecords;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Satellite;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/** Whether each hub has its rows for what is missing and what is unreadable, and each satellite its ghost records, once. */
public final class ZeroKeyChecks {

    private final VaultTables tables;

    public ZeroKeyChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        List<String> both = List.of(tables.unknownKey(), tables.errorKey());
        for (Hub hub : tables.vault().hubs()) {
            checks.add(check(tables.schema().table(Names.table(hub)), Names.hashKey(hub.name()), both));
        }
        Ghosts ghosts = new Ghosts(tables.vault(), tables.schema(), tables.dialect());
        boolean one = tables.vault().ghostRecords() == GhostRecords.AUTOMATE_DV;
        for (Satellite satellite : tables.storedSatellites()) {
            if (ghosts.has(satellite)) {
                checks.add(check(
                        tables.table(satellite),
                        Ghosts.keyColumn(satellite),
                        one ? List.of(tables.unknownKey()) : both));
            }
        }
        return checks;
    }

    private Check check(Table table, String keyColumn, List<String> keys) {
        String key = tables.text().name("stored", keyColumn);
        String sql = """
                select zero_keys.hash_key as %1$s, 1 as expected, count(%2$s) as found
                from (values %3$s) as zero_keys (hash_key)
                left join %4$s as stored on %2$s = zero_keys.hash_key
                group by zero_keys.hash_key
                having count(%2$s) <> 1""".formatted(
                        tables.text().name(keyColumn),
                        key,
                        keys.stream().map(each -> "(" + each + ")").collect(Collectors.joining(", ")),
                        SqlText.raw(table.name()));
        return tables.check(Promise.ZERO_KEY, table, List.of(keyColumn), sql);
    }
}
