package org.lierne.core.verify;

import java.util.List;
import org.lierne.core.model.Hub;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;

/** Whether each hub has its rows for what is missing and for what is unreadable, once. */
final class ZeroKeys {

    private final VaultTables tables;

    ZeroKeys(VaultTables tables) {
        this.tables = tables;
    }

    List<Check> checks() {
        return tables.vault().hubs().stream().map(this::ofHub).toList();
    }

    private Check ofHub(Hub hub) {
        Table table = tables.schema().table(Names.table(hub));
        String key = tables.text().name("stored", Names.hashKey(hub.name()));
        String sql = """
                select zero_keys.hash_key as %1$s, 1 as expected, count(%2$s) as found
                from (values (%3$s), (%4$s)) as zero_keys (hash_key)
                left join %5$s as stored on %2$s = zero_keys.hash_key
                group by zero_keys.hash_key
                having count(%2$s) <> 1""".formatted(
                        tables.text().name(Names.hashKey(hub.name())),
                        key,
                        tables.unknownKey(),
                        tables.errorKey(),
                        SqlText.raw(table.name()));
        return tables.check(Promise.ZERO_KEY, table, List.of(Names.hashKey(hub.name())), sql);
    }
}
